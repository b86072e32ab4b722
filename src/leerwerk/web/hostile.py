"""What no link, form or script of ours can have asked: judged from the bytes of a request, before any page reads it.

Whatever was legal once, or can be typed or pasted by a person, is not hostile: an unknown region, a page past the end,
words in any script. Such things are left out or answered by the pages themselves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import unquote_to_bytes

from django.http import QueryDict

#: The longest value in an address, in characters. The boxes of forms stop at 200, an address to go back to at 1,000.
LONGEST: Final = 2_000
#: What a provider of OpenID Connect hands back is as long as it likes.
_OF_PROVIDERS: Final = frozenset({"code", "state", "session_state", "error_description"})
_LONGEST_NAME: Final = 40
#: Tab and the ends of lines are what people and mail programs add.
_NOT_IN_ADDRESS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_IN_PATH: Final = re.compile(f"{_NOT_IN_ADDRESS.pattern}|%[89A-F][0-9A-F]")
#: In what is typed also whatever comes along with a text from a word processor: a vertical tab, a page end, and the
#: quotation marks of old programs.
_NOT_IN_FIELD: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Wrong(Enum):
    """What is wrong."""

    PATH = "path"
    SIGN = "sign"
    LENGTH = "length"
    PAGE = "page"
    DISTANCE = "distance"
    LEVEL = "level"
    NUMBER = "number"
    AMOUNT = "amount"
    FIELD = "field"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and with which parameter or field: its name is short and has visible signs only, "" for none."""

    wrong: Wrong
    name: str = ""


#: What stands for a number or a page in every address that has it: empty, or this.
_SHAPES: Final[Mapping[str, tuple[Wrong, re.Pattern[str]]]] = {
    "pagina": (Wrong.PAGE, re.compile("[1-9][0-9]{0,4}")),
    "km": (Wrong.DISTANCE, re.compile("[0-9]{1,4}")),
    "straal": (Wrong.DISTANCE, re.compile("[0-9]{1,4}")),
    "niveau": (Wrong.LEVEL, re.compile("[0-9]")),
    "adviseur": (Wrong.NUMBER, re.compile("[0-9]{1,18}")),
    "inzet": (Wrong.NUMBER, re.compile("[0-9]{1,18}")),
    "plek": (Wrong.NUMBER, re.compile("[0-9]{1,18}")),
}


def fault_in_path(path: str) -> Fault | None:
    """The fault in a path whose percent signs Django read: it puts them back where there was no UTF-8."""
    return Fault(Wrong.PATH) if _NOT_IN_PATH.search(path) else None


def fault_in_query(query: bytes) -> Fault | None:
    """The first fault in what stands behind the question mark, as it was sent."""
    for name, value in _pairs(query):
        if name is None or value is None or _NOT_IN_ADDRESS.search(f"{name}{value}"):
            return Fault(Wrong.SIGN, told_name(name or ""))
        if len(name) > LONGEST or (len(value) > LONGEST and name not in _OF_PROVIDERS):
            return Fault(Wrong.LENGTH, told_name(name))
        wrong, shape = _SHAPES.get(name, (None, None))
        if value and wrong and shape and not shape.fullmatch(value):
            return Fault(wrong, name)
    return None


def fault_in_body(body: bytes) -> Fault | None:
    """The first field of a form, sent as an address sends its parameters, that is not written in UTF-8."""
    unread = (name for name, value in _pairs(body) if name is None or value is None)
    return next((Fault(Wrong.FIELD, told_name(name or "")) for name in unread), None)


def fault_in_fields(fields: QueryDict) -> Fault | None:
    """The first field of a form with a sign that can be neither typed nor pasted. How long it is, its form judges."""
    for name, values in fields.lists():
        if any(_NOT_IN_FIELD.search(text) for text in (name, *values)):
            return Fault(Wrong.FIELD, told_name(name))
    return None


def told_name(name: str) -> str:
    """A name as it can be told to a person and to a log."""
    return "".join(sign for sign in name[: 2 * _LONGEST_NAME] if sign.isprintable())[:_LONGEST_NAME]


def _pairs(query: bytes) -> Iterator[tuple[str | None, str | None]]:
    """Names and values; None for what is not UTF-8."""
    for pair in query.split(b"&"):
        name, _is, value = pair.replace(b"+", b" ").partition(b"=")
        yield _text(unquote_to_bytes(name)), _text(unquote_to_bytes(value))


def _text(raw: bytes) -> str | None:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None
