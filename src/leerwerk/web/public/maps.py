"""The places that answer on a map: the regions of the country as tiles, or towns as dots."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.search.mapping import WIDTH, Dot, DotMap, dot_map, places_at
from leerwerk.search.queries import PAGE_SIZE, Results
from leerwerk.web.public.hits import Card, cards_of
from leerwerk.web.public.questions import Choices, address_of, chosen_only
from leerwerk.web.ui.charts import Tile, tile_map
from leerwerk.web.ui.dots import LinkedDot, Ring, dots
from leerwerk.web.ui.dutch import number
from leerwerk.web.ui.paging import Paging

_TOWN_KM, _TOWNS_KM = 5, 15
_AT_ONCE = 12
#: Where on the page the places of a dot begin.
OPENED = "stip"


@dataclass(frozen=True)
class Row:
    """One part of the map in words."""

    name: str
    count: int
    url: str


@dataclass(frozen=True)
class Opened:
    """The places of the dot that was chosen, a page of them.

    `name` is what the dot is called, `title` says how many there are too; `url` is the map without this choice,
    `around` leads to all places in a circle, which `around_label` names.
    """

    name: str
    title: str
    url: str
    cards: list[Card]
    paging: Paging
    around: str
    around_label: str


@dataclass(frozen=True)
class MapView:
    """A drawing with its title and conclusion, the same as rows, and what is not on it.

    `opened` is the dot that was chosen; `is_gone` when it is there no longer.
    """

    title: str
    conclusion: str
    drawing: SafeString
    rows: list[Row]
    more: list[Row]
    note: str
    is_tiles: bool = False
    opened: Opened | None = None
    is_gone: bool = False


def map_of(results: Results, choices: Choices, *, now: datetime) -> MapView:
    """Regions when the whole country is asked, else towns."""
    is_whole = results.location is None or results.question.radius_km is None
    if is_whole and not results.spot.region and not results.question.filters.get("region"):
        return _regions(results, choices)
    return _towns(results, choices, dot_map(results.question, results.spot, now=now), now)


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


def _towns(results: Results, choices: Choices, found: DotMap, now: datetime) -> MapView:
    title = _("Leerwerkplekken op de kaart")
    chosen = found.dot_of(choices.dot) if choices.dot else None
    linked = [
        LinkedDot(
            dot.name,
            _said(dot),
            _at(dot, results, choices),
            dot.count,
            dot.x,
            dot.y,
            dot.radius,
            dot is chosen,
        )
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
        title,
        conclusion,
        drawing,
        rows[:_AT_ONCE],
        rows[_AT_ONCE:],
        _missing(results.total - found.shown),
        opened=_opened(chosen, found, results, choices, now) if chosen else None,
        is_gone=bool(choices.dot) and chosen is None,
    )


def _at(dot: Dot, results: Results, choices: Choices) -> str:
    """This map, with the places of a dot below it."""
    return address_of(replace(results.question, page=1), replace(choices, dot=dot.towns[0])) + f"#{OPENED}"


def _opened(dot: Dot, found: DotMap, results: Results, choices: Choices, now: datetime) -> Opened:
    asked = results.question
    pages = Paging(1, PAGE_SIZE, dot.count).pages
    question = replace(asked, page=min(asked.page, pages))
    radius = _TOWNS_KM if dot.others else _TOWN_KM
    return Opened(
        name=_named(dot),
        title=_said(dot),
        url=address_of(replace(asked, page=1), replace(choices, dot="")),
        cards=cards_of(question, places_at(dot, found, question, now=now)),
        paging=Paging(question.page, PAGE_SIZE, dot.count),
        around=_around(dot, results, choices, radius),
        around_label=_("Alle plekken binnen %(km)d km van %(town)s") % {"km": radius, "town": dot.name},
    )


def _around(dot: Dot, results: Results, choices: Choices, radius: int) -> str:
    """The places around a dot: on a map as long as there is something to part, else as a list."""
    question = results.question
    filters = {**question.filters, "region": ()}
    narrowed = replace(question, where=dot.where, radius_km=radius, filters=filters, page=1, is_home=False)
    return address_of(narrowed, replace(choices, dot="", view=choices.view if dot.others else ""))


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
