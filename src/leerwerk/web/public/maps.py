"""The places that answer on a map: the regions of the country as tiles, or towns as dots."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.search.mapping import WIDTH, Dot, DotMap, dot_map
from leerwerk.search.queries import Results
from leerwerk.web.public.questions import Choices, address_of, chosen_only
from leerwerk.web.ui.charts import Tile, tile_map
from leerwerk.web.ui.dots import LinkedDot, Ring, dots
from leerwerk.web.ui.dutch import number

_TOWN_KM, _TOWNS_KM = 5, 15
_AT_ONCE = 12


@dataclass(frozen=True)
class Row:
    """One part of the map in words."""

    name: str
    count: int
    url: str


@dataclass(frozen=True)
class MapView:
    """A drawing with its title and conclusion, the same as rows, and what is not on it."""

    title: str
    conclusion: str
    drawing: SafeString
    rows: list[Row]
    more: list[Row]
    note: str
    is_tiles: bool = False


def map_of(results: Results, choices: Choices, *, now: datetime) -> MapView:
    """Regions when the whole country is asked, else towns."""
    is_whole = results.location is None or results.question.radius_km is None
    if is_whole and not results.spot.region and not results.question.filters.get("region"):
        return _regions(results, choices)
    return _towns(results, choices, dot_map(results.question, results.spot, now=now))


def _regions(results: Results, choices: Choices) -> MapView:
    counts, title = results.facets["region"], _("Leerwerkplekken per regio")
    in_order = sorted(choices.regions, key=lambda region: (-counts.get(region.code, 0), region.name))
    rows = [
        Row(region.name, count, _in_region(results, choices, region.code))
        for region in in_order
        if (count := counts.get(region.code, 0))
    ]
    conclusion = _most(rows)
    tiles = [
        Tile(
            code=region.code,
            name=region.name,
            column=region.tile_column or 1,
            row=region.tile_row or 1,
            value=counts.get(region.code, 0),
            url=_in_region(results, choices, region.code) if counts.get(region.code) else "",
        )
        for region in choices.regions
        if region.tile_column and region.tile_row
    ]
    elsewhere = results.total - sum(row.count for row in rows)
    return MapView(
        title, conclusion, tile_map(tiles, title, conclusion), rows, [], _missing(elsewhere), is_tiles=True
    )


def _in_region(results: Results, choices: Choices, code: str) -> str:
    return address_of(
        replace(chosen_only(results.question, "region", code), where="", is_home=False), choices
    )


def _towns(results: Results, choices: Choices, found: DotMap) -> MapView:
    title = _("Leerwerkplekken op de kaart")
    linked = [
        LinkedDot(dot.name, _said(dot), _around(dot, results, choices), dot.count, dot.x, dot.y, dot.radius)
        for dot in found.dots
    ]
    rows = [Row(_named(dot), dot.count, each.url) for dot, each in zip(found.dots, linked, strict=True)]
    conclusion = _most(rows)
    drawing = dots(
        linked,
        width=WIDTH,
        height=found.height,
        ring=Ring(*found.ring) if found.ring else None,
        title=title,
        description=conclusion,
    )
    return MapView(
        title, conclusion, drawing, rows[:_AT_ONCE], rows[_AT_ONCE:], _missing(results.total - found.shown)
    )


def _around(dot: Dot, results: Results, choices: Choices) -> str:
    """The places around a dot: on a map as long as there is something to part, else as a list."""
    question = results.question
    asked = _TOWNS_KM if dot.others else _TOWN_KM
    radius = min(asked, question.radius_km or asked)
    filters = {**question.filters, "region": ()}
    narrowed = replace(question, where=dot.where, radius_km=radius, filters=filters, page=1, is_home=False)
    return address_of(narrowed, choices if dot.others else replace(choices, view=""))


def _named(dot: Dot) -> str:
    if not dot.others:
        return dot.name
    facts = {"town": dot.name, "n": dot.others}
    return (
        ngettext("%(town)s en %(n)d plaats vlakbij", "%(town)s en %(n)d plaatsen vlakbij", dot.others) % facts
    )


def _said(dot: Dot) -> str:
    facts = {"town": _named(dot), "n": number(dot.count)}
    return ngettext("%(town)s: %(n)s plek", "%(town)s: %(n)s plekken", dot.count) % facts


def _most(rows: list[Row]) -> str:
    if not rows:
        return _("Van deze plekken weten we niet waar ze liggen.")
    most = rows[0]
    said = ngettext("De meeste in %(name)s: %(n)s plek.", "De meeste in %(name)s: %(n)s plekken.", most.count)
    return said % {"name": most.name, "n": number(most.count)}


def _missing(many: int) -> str:
    if many <= 0:
        return ""
    facts = {"n": number(many)}
    return (
        ngettext(
            "%(n)s plek staat niet op de kaart. In de lijst staat die wel.",
            "%(n)s plekken staan niet op de kaart. In de lijst staan ze wel.",
            many,
        )
        % facts
    )
