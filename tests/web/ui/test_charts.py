"""Drawings: well-formed, without styles, saying in words what they show."""

from xml.etree import ElementTree as ET

import pytest

from leerwerk.web.ui.charts import (
    PairedBar,
    Progress,
    Tile,
    paired_bars,
    part_bar,
    progress_bar,
    shade_of,
    tile_map,
    two_lines,
)

pytestmark = pytest.mark.unit


def parsed(drawing: str) -> ET.Element:
    root = ET.fromstring(drawing)
    assert not any({"style", "onclick"} & set(element.attrib) for element in root.iter())
    return root


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(200, 34, 12), "34 van 200 plekken gerealiseerd (17%), 12 onderweg."),
        (Progress(15100, 12350), "12.350 van 15.100 plekken gerealiseerd (81%)."),
        (Progress(1250, None), "1.250 plekken toegezegd. Wat ervan kwam is niet geregistreerd."),
        (Progress(0, 0), "0 van 0 plekken gerealiseerd (0%)."),
        (Progress(1000, 999), "999 van 1.000 plekken gerealiseerd (99%)."),
    ],
)
def test_progress_concludes_in_words(progress: Progress, said: str) -> None:
    assert progress.conclusion("plekken") == said
    assert parsed(progress_bar(progress, "plekken")).findtext("desc") == said


def test_progress_bar_is_as_wide_as_its_share() -> None:
    bars = parsed(progress_bar(Progress(200, 50, 25), "plekken")).findall("rect")
    assert [(bar.get("x"), bar.get("width")) for bar in bars] == [
        ("0", "100.00%"),
        ("0", "25.00%"),
        ("25.00%", "12.50%"),
    ]


def widths(progress: Progress) -> list[str | None]:
    return [bar.get("width") for bar in parsed(progress_bar(progress, "plekken")).findall("rect")]


def test_more_than_promised_goes_past_the_track() -> None:
    assert widths(Progress(100, 150)) == ["66.67%", "100.00%", "0.00%"]


def test_target_beside_the_promise_has_a_line_of_its_own() -> None:
    drawing = parsed(progress_bar(Progress(6, 4, 2, target=8), "plekken"))
    assert widths(Progress(6, 4, 2, target=8)) == ["75.00%", "50.00%", "25.00%"]
    assert [line.get("x1") for line in drawing.findall("line")] == ["100.00%"]


def test_target_equal_to_the_promise_has_no_line() -> None:
    assert parsed(progress_bar(Progress(200, 34, target=200), "plekken")).findall("line") == []


def test_part_of_nothing_is_nothing() -> None:
    assert parsed(part_bar(3, 0)).findall("rect")[1].get("width") == "0.00%"


TILES = [Tile("AM05", "Twente", 6, 3, 1188, "/twente", is_current=True), Tile("AM11", "Flevo & land", 4, 3)]


def test_tile_map_links_and_names_each_region() -> None:
    drawing = parsed(tile_map(TILES, "Plekken", "Twente heeft er de meeste."))
    assert drawing.get("aria-label") == "Plekken"
    assert [link.get("href") for link in drawing.iter("a")] == ["/twente"]
    assert sorted(title.text or "" for title in drawing.iter("title")) == [
        "Flevo & land: niet bekend",
        "Twente: 1.188",
    ]


def test_tile_map_of_nothing_is_empty() -> None:
    assert list(parsed(tile_map([], "Plekken", "")).iter("g")) == []


def test_shades_go_from_least_to_most() -> None:
    assert [shade_of(value, 100) for value in (None, 0, 1, 20, 21, 100)] == ["none", "1", "1", "1", "2", "5"]
    assert shade_of(0, 0) == "1"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Twente", ["Twente"]),
        ("Groot Amsterdam", ["Groot", "Amsterdam"]),
        ("Zuid-Kennemerland en IJmond", ["Zuid-", "Kennemerland…"]),
        ("Helmond-De Peel", ["Helmond-De", "Peel"]),
    ],
)
def test_name_takes_two_lines_of_a_tile(name: str, lines: list[str]) -> None:
    assert two_lines(name) == lines


def test_paired_bars_tell_each_value_in_words_and_stay_within_the_width() -> None:
    bars = [PairedBar("Krijgen een <plek>", (61, 0), 84, 0), PairedBar("Punten", (100, 71.26), 100, 1)]

    drawn = paired_bars(bars, ("Ruilen", "Samen"), title="Naast elkaar", description="61 tegen 0")

    assert "<title>Naast elkaar</title><desc>61 tegen 0</desc>" in drawn
    assert "Krijgen een &lt;plek&gt;" in drawn
    assert "<title>Ruilen: 61</title>" in drawn
    assert "<title>Samen: 71,3</title>" in drawn
    assert 'width="84.00%"' in drawn
    assert drawn.count("lw-chart__second") == 2


def test_paired_bars_of_nothing_are_an_empty_drawing() -> None:
    assert 'height="0"' in paired_bars([], ("a", "b"), title="", description="")
