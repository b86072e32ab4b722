"""Signed texts for links by mail, for whoever writes the mail; who opens such a link is answered by web.signed."""

from datetime import timedelta

from django.core import signing

from leerwerk.kernel.refusal import Refusal

LONGEST_TOKEN = 500
Value = int | str | list[int | str]


class LinkRefused(Refusal):
    """A link is not (or no longer) good: LINK_EXPIRED, LINK_UNKNOWN, or a code of the view that it leads to."""


def make_token(purpose: str, value: Value) -> str:
    """The signed text for an address. `value` holds numbers and keys of rows, never a name or an address of mail.

    Raises ValueError for a value that looks like personal data.
    """
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, str) and ("@" in part or " " in part) for part in parts):
        message = "a token holds numbers and keys of rows only"
        raise ValueError(message)
    return signing.dumps(value, salt=_salt(purpose))


def read_token(purpose: str, token: str, max_age: timedelta | None = None) -> Value:
    """What the token was made of. Raises LinkRefused LINK_EXPIRED or LINK_UNKNOWN."""
    if len(token) > LONGEST_TOKEN:
        raise LinkRefused("LINK_UNKNOWN")
    try:
        value: Value = signing.loads(token, salt=_salt(purpose), max_age=max_age)
    except signing.SignatureExpired as old:
        raise LinkRefused("LINK_EXPIRED") from old
    except (signing.BadSignature, ValueError) as bad:
        raise LinkRefused("LINK_UNKNOWN") from bad
    return value


def _salt(purpose: str) -> str:
    return f"leerwerk.signed.{purpose}"
