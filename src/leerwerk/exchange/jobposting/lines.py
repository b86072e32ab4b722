"""Reading JSON: one posting per line, an array, a single posting or a graph; one broken line takes no other."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TextIO

from leerwerk.exchange.faults import Fault, FileRefused
from leerwerk.exchange.files import UNREADABLE

LONGEST_LINE = 2 << 20
LONGEST_VALUE = 64 << 20  # in an array: what is not whole by then is broken
PIECE = 1 << 18
BROKEN_LINE = "_regel"  # in an export of refused rows: a line that was no JSON, to be mended in place
_DECODER = json.JSONDecoder(parse_constant=str)
_SPACE = " \t\r\n\ufeff"


class JsonRow(NamedTuple):
    """A posting by its line (or place in the array), or what is wrong with it."""

    number: int
    posting: Mapping[str, Any]
    raw: dict[str, Any]
    fault: Fault | None


def rows(stream: TextIO) -> Iterator[JsonRow]:
    """The postings of a file that is not one of lines: an array, a graph, a single posting.

    Raises FileRefused BROKEN_JSON_FILE, for such a document is broken as a whole.
    """
    head = _head(stream)
    begin = head.lstrip(_SPACE)
    if begin.startswith("["):
        yield from _from_array(begin, stream, head.count("\n", 0, len(head) - len(begin)) + 1)
    else:
        yield from _from_document(begin + stream.read())


def numbered_lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers; the empty ones are passed over. They end at "\\n" and nowhere else."""
    for number, line in enumerate(_lines(stream), 1):
        told = line.strip(_SPACE)
        if told and told not in {",", "]", "["}:
            yield number, told


def row_of(number: int, told: str) -> Iterator[JsonRow]:
    """The posting on a line, or all in its graph, or what is wrong with it."""
    if len(told) > LONGEST_LINE:
        yield JsonRow(number, {}, {"line": told[:1000]}, Fault("LINE_TOO_LONG", "", f"{len(told)}"))
    elif not told.isascii() and UNREADABLE.search(told):
        yield _broken(number, told, "BAD_ENCODING")
    else:
        yield from _row(number, told)


def are_lines(stream: TextIO) -> bool:
    """Whether a file of JSON has one value per line, unlike one whose first line is the begin of a document."""
    begin = _head(stream).lstrip(_SPACE)
    first, _, rest = begin.partition("\n")
    second = rest.lstrip(_SPACE)
    is_array = begin.startswith("[")
    return not is_array and bool(second) and (_parse(first)[1] is not None or second.startswith("{"))


def looks_like_json(begin: str) -> bool:
    """Whether a file that begins like this holds JSON."""
    return begin.lstrip(_SPACE)[:1] in {"{", "["}


def _head(stream: TextIO) -> str:
    """The begin of a file: its first line at least, unless it is an array."""
    head = stream.read(PIECE)
    while "\n" not in head[1:] and not head.lstrip(_SPACE).startswith("[") and (piece := stream.read(PIECE)):
        head += piece
    return head


def _lines(stream: TextIO) -> Iterator[str]:
    parts: list[str] = []
    while piece := stream.read(PIECE):
        begin, *others = piece.split("\n")
        parts.append(begin)
        if others:
            yield "".join(parts)
            yield from others[:-1]
            parts = others[-1:]
    if last := "".join(parts):
        yield last


def _row(number: int, told: str) -> Iterator[JsonRow]:
    _, value = _parse(told.rstrip(","))
    if isinstance(value, dict) and isinstance(value.get(BROKEN_LINE), str):
        mended = _parse(value[BROKEN_LINE])[1]
        value = {**value, **mended} if isinstance(mended, dict) else None
    if value is None:
        yield _broken(number, told, "BROKEN_JSON")
        return
    for posting in postings_in(value):
        yield JsonRow(number, posting, dict(posting), None)
    if not postings_in(value):
        raw = value if isinstance(value, dict) else {"line": told}
        yield JsonRow(number, {}, raw, Fault("NOT_A_POSTING", "@type", _type_of(value)))


def postings_in(value: Any) -> list[Mapping[str, Any]]:
    """The postings in a value: itself, those in its graph with what they refer to, or those in a list."""
    if isinstance(value, list):
        return [posting for one in value for posting in postings_in(one)]
    if not isinstance(value, dict):
        return []
    graph = value.get("@graph")
    if isinstance(graph, list):
        named = {
            one["@id"]: one for one in graph if isinstance(one, dict) and isinstance(one.get("@id"), str)
        }
        return [
            {key: _resolved(each, named) for key, each in posting.items()}
            for one in graph
            if isinstance(one, dict) and "@type" in one  # the rest of a graph is about other things
            for posting in postings_in(one)
        ]
    return [value] if _is_posting(value) else []


def _resolved(value: Any, named: Mapping[str, Any]) -> Any:
    """A mere reference becomes what it refers to; one step deep, so that circles do no harm."""
    if isinstance(value, list):
        return [_resolved(one, named) for one in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return named.get(str(value.get("@id")), value)
    return value


def _is_posting(value: Mapping[str, Any]) -> bool:
    told = value.get("@type", value.get("type"))
    types = told if isinstance(told, list) else [told]
    return told is None or any(
        str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for one in types
    )


def _from_array(rest: str, stream: TextIO, line: int) -> Iterator[JsonRow]:
    """Values one after the other, never the whole array at once."""
    number, at, before = 0, 1, 0
    while True:
        while at < len(rest) and rest[at] in _SPACE + ",":
            at += 1
        if at < len(rest) and rest[at] == "]":
            return
        value, end = _next_value(rest, at)
        # A value that ends where the text ends may go on in what was not read yet.
        if end is None or end == len(rest):
            piece = stream.read(max(PIECE, len(rest) - at)) if len(rest) - at < LONGEST_VALUE else ""
            if piece:
                line, before = _moved(line, before, rest[:at])
                rest, at = rest[at:] + piece, 0
                continue
            if end is None:
                line, before = _moved(line, before, rest[:at])
                raise FileRefused("BROKEN_JSON_FILE", line=line, column=before + 1)
        number += 1
        yield from _array_row(number, value)
        at = end


def _moved(line: int, before: int, passed: str) -> tuple[int, int]:
    """The line, and how many characters of it lie before us, after passing over some text."""
    lines = passed.count("\n")
    return line + lines, len(passed) - passed.rfind("\n") - 1 if lines else before + len(passed)


def _next_value(text: str, at: int) -> tuple[Any, int | None]:
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, None


def _array_row(number: int, value: Any) -> Iterator[JsonRow]:
    found = postings_in(value)
    for posting in found:
        if UNREADABLE.search(json.dumps(posting, ensure_ascii=False)):
            yield _broken(number, json.dumps(posting, ensure_ascii=False), "BAD_ENCODING")
        else:
            yield JsonRow(number, posting, dict(posting), None)
    if not found:
        raw = value if isinstance(value, dict) else {"line": json.dumps(value)[:1000]}
        yield JsonRow(number, {}, raw, Fault("NOT_A_POSTING", "@type", _type_of(value)))


def _from_document(text: str) -> Iterator[JsonRow]:
    error, value = _parse(text)
    if value is None:
        place = error if isinstance(error, json.JSONDecodeError) else None
        raise FileRefused(
            "BROKEN_JSON_FILE", line=place.lineno if place else 1, column=place.colno if place else 1
        )
    for number, posting in enumerate(postings_in(value) or [value], 1):
        yield from _array_row(number, posting)


def _parse(text: str) -> tuple[Exception | None, Any]:
    try:
        return None, _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return error, None


def _broken(number: int, told: str, code: str) -> JsonRow:
    return JsonRow(number, {}, {"line": told}, Fault(code, "", told[:300]))


def _type_of(value: Any) -> str:
    return str(value.get("@type", "")) if isinstance(value, dict) else type(value).__name__
