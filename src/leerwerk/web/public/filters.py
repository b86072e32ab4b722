"""The filters beside a list of places: what can be chosen, how many it gives, and what is chosen now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext
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
from leerwerk.web.ui.dutch import number

Text = str | Promise
SHOWN_AT_ONCE = 6
LEGENDS: dict[str, Text] = {
    "sector": _("Soort werk"),
    "level": _("Niveau"),
    "pathway": _("Hoe je leert"),
    "outcome": _("Wat je haalt"),
    "hours": _("Uren per week"),
    "start": _("Begin"),
    "language": _("Nederlands"),
    "region": _("Regio"),
    "employer": _("Werkgever"),
}
LABELS: dict[str, Mapping[str, Text]] = {
    "sector": dict(Sector.choices),
    "outcome": dict(OutcomeKind.choices),
    "level": {
        "1": _("mbo-niveau 1 (entree)"),
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
    "hours": {
        "UP_TO_16": _("tot en met 16 uur"),
        "UP_TO_24": _("16 tot 24 uur"),
        "UP_TO_32": _("24 tot 32 uur"),
        "OVER_32": _("meer dan 32 uur"),
    },
    "start": {
        "NOW": _("nu meteen"),
        "SOON": _("binnen 3 maanden"),
        "LATER": _("later"),
        "FLEXIBLE": _("in overleg"),
    },
    "language": {
        "A1": _("A1 is genoeg: een paar woorden"),
        "A2": _("A2 is genoeg: korte gesprekken"),
        "B1": _("B1 is genoeg: je redt je in het dagelijks leven"),
        "B2": _("B2 is genoeg: je spreekt en schrijft vlot"),
        "C1": _("C1 is genoeg: bijna als een moedertaal"),
        "C2": _("C2 is genoeg: als een moedertaal"),
    },
}
IN_FIXED_ORDER = ("level", "pathway", "outcome", "hours", "start", "language")


@dataclass(frozen=True)
class Option:
    """One box to tick; `count` is how many places this choice alone would give, as it is written."""

    value: str
    label: Text
    count: str
    is_selected: bool


@dataclass(frozen=True)
class Facet:
    """A group of boxes; `more` stand behind one word because there are many. `is_single`: one of them at a time."""

    name: str
    legend: Text
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    is_single: bool = False


@dataclass(frozen=True)
class Chip:
    """A choice made, and the address without it."""

    label: Text
    url: str


def facets_of(results: Results, choices: Choices) -> list[Facet]:
    """The groups that have something to choose. Within the region of the site regions are no choice."""
    names = [name for name in LEGENDS if name != "region" or not _is_one_region(results)]
    found = [_facet(name, results, choices) for name in names]
    return [facet for facet in found if facet.options]


def switches_of(results: Results) -> list[tuple[str, Option]]:
    """The two yes-or-no filters, by their name in the address."""
    question, counts = results.question, results.switches
    return [
        (
            "zonder-diploma",
            Option(YES, _("Geen diploma nodig"), number(counts["no_diploma"]), question.no_diploma),
        ),
        ("loon", Option(YES, _("Loon is bekend"), number(counts["wage_known"]), question.wage_known)),
    ]


def chips_of(results: Results, choices: Choices) -> list[Chip]:
    """Every choice made, each removable by itself."""
    question = results.question
    chips = [
        Chip(_short_label(facet, code, results, choices), address_of(without(question, facet, code), choices))
        for facet, codes in question.filters.items()
        if not (facet == "region" and question.is_home)
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


def _is_one_region(results: Results) -> bool:
    return results.question.is_home or results.spot.region is not None


def _facet(name: str, results: Results, choices: Choices) -> Facet:
    counted = results.facets.get(name, {})
    chosen = results.question.filters.get(name, ())
    words = {code: code for code in results.employers} if name == "employer" else choices.words(name)
    codes = [code for code in words if counted.get(code) or code in chosen]
    if name not in IN_FIXED_ORDER:
        codes.sort(
            key=lambda code: (code not in chosen, -counted.get(code, 0), _label(name, code, results, choices))
        )
    options = [
        Option(
            words[code], _label(name, code, results, choices), number(counted.get(code, 0)), code in chosen
        )
        for code in codes
    ]
    is_single = name == "language"
    if is_single and options:
        options.append(Option("", _("maakt niet uit"), "", not chosen))
    shown = max(SHOWN_AT_ONCE, sum(option.is_selected for option in options))
    shown = len(options) if len(options) == shown + 1 else shown
    return Facet(PARAMETERS[name], LEGENDS[name], tuple(options[:shown]), tuple(options[shown:]), is_single)


def _label(facet: str, code: str, results: Results, choices: Choices) -> str:
    if facet == "region":
        return next((region.name for region in choices.regions if region.code == code), code)
    if facet == "employer":
        return results.employers.get(code, code)
    return str(LABELS[facet][code])


def _short_label(facet: str, code: str, results: Results, choices: Choices) -> Text:
    """In a chip the name alone does."""
    if facet == "pathway":
        return dict(Pathway.choices)[code]
    if facet == "language":
        return gettext("Nederlands tot en met %(level)s") % {"level": code}
    if facet == "start":
        return gettext("begin %(when)s") % {"when": LABELS[facet][code]}
    return _label(facet, code, results, choices)
