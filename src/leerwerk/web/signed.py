"""Links by mail that let somebody without an account do one thing: confirm, change, cancel, follow, withdraw.

    token = make_token("question.follow", str(question.number))      # in the mail: reverse("…", args=[token])

    @signed_link("question.follow", max_age=timedelta(days=365))
    def follow(request, value): ...                                    # value is what the token was made of

A token is signed for one purpose and holds numbers of rows only. A GET changes nothing (mail programs open every
link to look for harm): it shows a page with a button, and the POST of that button acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise

from leerwerk.kernel.refusal import Refusal
from leerwerk.web.ui.wording import refusal_text

LONGEST_TOKEN = 500
GONE, UNKNOWN = 410, 404
Value = int | str | list[int | str]
View = Callable[..., HttpResponse]


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


def signed_link(purpose: str, *, max_age: timedelta | None = None) -> Callable[[View], View]:
    """A view that gets `value` in place of the `token` of its address; a link that is not good gets its own page.

    The view may raise LinkRefused too. Its answer is kept nowhere, names no referrer and is not for search engines.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **given: object) -> HttpResponse:
            try:
                answer = view(request, value=read_token(purpose, token, max_age), **given)
            except LinkRefused as refusal:
                answer = refused(request, refusal)
            add_never_cache_headers(answer)
            answer.headers["Referrer-Policy"] = "no-referrer"
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return guarded

    return wrap


@dataclass(frozen=True)
class Ask:
    """What the page of a link says before anything is done."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    is_far_reaching: bool = False


def ask_page(request: HttpRequest, ask: Ask) -> HttpResponse:
    """The answer to a GET: what will happen, and the button that does it (a POST to the same address)."""
    return render(request, "ui/signed/ask.html", {"ask": ask})


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Why a link does not work (any more), and where to go on."""
    status = UNKNOWN if refusal.code == "LINK_UNKNOWN" else GONE
    return render(request, "ui/signed/refused.html", {"reason": refusal_text(refusal)}, status=status)


def _salt(purpose: str) -> str:
    return f"leerwerk.signed.{purpose}"
