"""Values that come as one, as a list, as an object, or not at all. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from leerwerk.exchange.fields import read_number

_NAMING = ("@value", "name", "value", "text", "codeValue", "legalName", "@id")
NOTHING = frozenset({"null", "none", "undefined", "nan", "n/a", "-"})


def each_of(value: Any) -> list[Any]:
    """A list of what is told: nothing, one, or several; empty values left out."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if one not in (None, "", [], {})]


def objects_in(value: Any) -> list[Mapping[str, Any]]:
    """The objects among what is told."""
    return [one for one in each_of(value) if isinstance(one, dict)]


def text_of(value: Any) -> str:
    """The first text in a value: a string, a number, a list of them, or an object with a name or value."""
    if value is None:
        return ""
    if isinstance(value, str):
        told = value.strip()
        return "" if told.lower() in NOTHING else told
    return next(texts_in(value), "")


def texts_in(value: Any, depth: int = 4) -> Iterator[str]:
    """All texts in a value, in order; of an object its first naming property counts."""
    if isinstance(value, str):
        told = value.strip()
        if told and told.lower() not in NOTHING:
            yield told
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield _written(value)
    elif isinstance(value, list) and depth:
        for one in value:
            yield from texts_in(one, depth - 1)
    elif isinstance(value, dict) and depth:
        for name in _NAMING:
            if found := text_of_property(value, name, depth - 1):
                yield found
                return


def text_of_property(value: Mapping[str, Any], name: str, depth: int = 4) -> str:
    """The first text in a property of an object."""
    told = value.get(name)
    return text_of(told) if told is None or isinstance(told, str) else next(texts_in(told, depth), "")


def number_of(value: Any) -> Decimal | None:
    """A number, also as text with a decimal comma. ValueError when it is something else; nothing is None."""
    told = text_of(value)
    return read_number(told) if told else None


def _written(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    return str(value)
