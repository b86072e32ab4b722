"""JSON in its forms."""

import io
import json
from typing import Any

import pytest

from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.jobposting import lines
from leerwerk.exchange.jobposting.lines import JsonRow

pytestmark = pytest.mark.unit
POST = {"@type": "JobPosting", "title": "Lasser"}


def read(text: str) -> list[JsonRow]:
    if lines.are_lines(io.StringIO(text)):
        numbered = lines.numbered_lines(io.StringIO(text))
        return [row for number, told in numbered for row in lines.row_of(number, told)]
    return list(lines.rows(io.StringIO(text)))


def outcome(text: str) -> list[tuple[int, Any]]:
    return [(row.number, row.fault.code if row.fault else row.posting["title"]) for row in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(POST),
        json.dumps(POST, indent=2),
        json.dumps([POST]),
        json.dumps([POST], indent=2),
        json.dumps({"@context": "x", "@graph": [{"@type": "WebPage"}, POST]}),
        json.dumps([[POST]]),
        "\ufeff" + json.dumps([POST]),
        json.dumps(POST | {"@type": ["JobPosting", "Thing"]}),
        json.dumps(POST | {"@type": "http://schema.org/JobPosting"}),
        json.dumps({"title": "Lasser"}),
    ],
)
def test_one_posting_is_found_in_every_form(text: str) -> None:
    assert outcome(text) == [(1, "Lasser")]


def test_a_broken_line_takes_no_other() -> None:
    text = f'{json.dumps(POST)}\n{{"title": \n\n{json.dumps(POST)}\n'
    assert outcome(text) == [(1, "Lasser"), (2, "BROKEN_JSON"), (4, "Lasser")]


def test_a_broken_first_line_takes_no_other() -> None:
    assert outcome(f'{{"title": \n{json.dumps(POST)}\n') == [(1, "BROKEN_JSON"), (2, "Lasser")]


@pytest.mark.parametrize("other", ['{"@type": "Event"}', "17", '"tekst"', "[]", '{"@graph": []}'])
def test_what_is_no_posting_is_refused(other: str) -> None:
    assert outcome(f"{json.dumps(POST)}\n{other}\n") == [(1, "Lasser"), (2, "NOT_A_POSTING")]


def test_references_in_a_graph_are_followed() -> None:
    graph = [POST | {"hiringOrganization": {"@id": "#org"}}, {"@id": "#org", "name": "Staal"}]
    (row,) = read(json.dumps({"@graph": graph}))
    assert row.posting["hiringOrganization"]["name"] == "Staal"


def test_a_large_array_is_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PIECE", 50)
    many = [POST | {"title": f"Lasser {number}", "n": number} for number in range(40)]
    for text in (json.dumps(many), json.dumps(many, indent=3)):
        assert outcome(text) == [(number + 1, f"Lasser {number}") for number in range(40)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('[{"title": "a"}, {"title": ', 1, 18), ('[\n{"title": "a"},\n  oei]', 3, 3), ("{\n  oei\n}", 2, 3)],
)
def test_a_document_that_is_broken_is_refused_with_the_spot(text: str, line: int, column: int) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(text)
    assert (refusal.value.code, refusal.value.facts) == ("BROKEN_JSON_FILE", {"line": line, "column": column})


def test_a_line_that_is_far_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 60)
    long = json.dumps(POST | {"description": "x" * 60})
    assert outcome(f"{json.dumps(POST)}\n{long}\n") == [(1, "Lasser"), (2, "LINE_TOO_LONG")]


def test_a_line_nested_beyond_reason_is_refused() -> None:
    assert outcome(f"{json.dumps(POST)}\n" + '{"a":' * 5000 + "1" + "}" * 5000) == [
        (1, "Lasser"), (2, "BROKEN_JSON"),
    ]  # fmt: skip


def test_bytes_that_cannot_be_read_refuse_their_line() -> None:
    text = json.dumps(POST, ensure_ascii=False)
    assert outcome(f"{text}\n{text.replace('Lasser', chr(0xDCE9))}\n") == [(1, "Lasser"), (2, "BAD_ENCODING")]


def test_a_mended_line_is_read_from_the_export() -> None:
    mended = {"_regel": json.dumps(POST), "_rij": 7}
    assert read(f"{json.dumps(mended)}\n{json.dumps(mended)}\n")[0].posting == POST | mended
