"""The filters beside a list of places: what can be chosen, how many it gives, and what is chosen now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.search.queries import Question, Results
from leerwerk.web.public.questions import (
    PARAMETERS,
    YES,
    Choices,
    address_of,
    without,
    without_filters,
)

Text = str | Promise
SHOWN_AT_ONCE = 7
LEGENDS: dict[str, Text] = {
    "sector": _("Soort werk"),
    "level": _("Niveau"),
    "pathway": _("Hoe je leert"),
    "region": _("Regio"),
    "outcome": _("Wat je haalt"),
}
LABELS: dict[str, Mapping[str, Text]] = {
    "sector": dict(Sector.choices),
    "outcome": dict(OutcomeKind.choices),
    "level": {
        "1": _("mbo-niveau 1"),
        "2": _("mbo-niveau 2"),
        "3": _("mbo-niveau 3"),
        "4": _("mbo-niveau 4"),
    },
    "pathway": {
        "BBL": _("BBL: je werkt en gaat 1 dag naar school"),
        "BOL": _("BOL: school met stage"),
        "DERDE_LEERWEG": _("Derde leerweg: een opleiding op maat"),
        "PRAKTIJKVERKLARING": _("Praktijkleren: alles op het werk"),
    },
}
IN_FIXED_ORDER = ("level", "pathway", "outcome")


@dataclass(frozen=True)
class Option:
    """One box. `count` None: not counted."""

    value: str
    label: Text
    count: int | None
    is_selected: bool


@dataclass(frozen=True)
class Facet:
    """A group of boxes; `more` stand behind one word because there are many."""

    name: str
    legend: Text
    options: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True)
class Chip:
    """A choice made, and the address without it."""

    label: Text
    url: str


def facets_of(results: Results, choices: Choices) -> list[Facet]:
    """The groups that have something to choose."""
    found = [_facet(name, results, choices) for name in LEGENDS]
    return [facet for facet in found if facet.options]


def switches_of(question: Question) -> list[tuple[str, Option]]:
    """The two yes-or-no filters, by their name in the address."""
    return [
        ("zonder-diploma", Option(YES, _("Geen diploma nodig"), None, question.no_diploma)),
        ("loon", Option(YES, _("Loon is bekend"), None, question.wage_known)),
    ]


def chips_of(question: Question, choices: Choices) -> list[Chip]:
    """Every choice made, each removable by itself."""
    chips = [
        Chip(_short_label(facet, code, choices), address_of(without(question, facet, code), choices))
        for facet, codes in question.filters.items()
        for code in codes
    ]
    if question.no_diploma:
        chips.append(
            Chip(_("Geen diploma nodig"), address_of(replace(question, no_diploma=False, page=1), choices))
        )
    if question.wage_known:
        chips.append(
            Chip(_("Loon is bekend"), address_of(replace(question, wage_known=False, page=1), choices))
        )
    return chips


def clear_url(question: Question, choices: Choices) -> str:
    """The address without filters."""
    return address_of(without_filters(question), choices)


def _facet(name: str, results: Results, choices: Choices) -> Facet:
    counted = results.facets.get(name, {})
    chosen = results.question.filters.get(name, ())
    options = [
        Option(word, _label(name, code, choices), counted.get(code, 0), code in chosen)
        for code, word in choices.words(name).items()
        if counted.get(code) or code in chosen
    ]
    if name not in IN_FIXED_ORDER:
        options.sort(key=lambda option: (not option.is_selected, -(option.count or 0), str(option.label)))
    shown = max(SHOWN_AT_ONCE, sum(option.is_selected for option in options))
    return Facet(PARAMETERS[name], LEGENDS[name], tuple(options[:shown]), tuple(options[shown:]))


def _label(facet: str, code: str, choices: Choices) -> Text:
    if facet == "region":
        return next(region.name for region in choices.regions if region.code == code)
    return LABELS[facet][code]


def _short_label(facet: str, code: str, choices: Choices) -> Text:
    """In a chip the name alone does."""
    return dict(Pathway.choices)[code] if facet == "pathway" else _label(facet, code, choices)
