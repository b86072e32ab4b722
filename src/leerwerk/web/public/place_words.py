"""The facts of one place in words, in the groups in which somebody asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leerwerk.catalogue.enums import OutcomeKind, Pathway
from leerwerk.catalogue.models import Place, Run
from leerwerk.kernel.money import euro
from leerwerk.network.told import Told
from leerwerk.web.ui.dutch import dutch_date, hours

Text = str | Promise
LANGUAGE_LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2")
DAYS = (
    gettext_lazy("maandag"),
    gettext_lazy("dinsdag"),
    gettext_lazy("woensdag"),
    gettext_lazy("donderdag"),
    gettext_lazy("vrijdag"),
    gettext_lazy("zaterdag"),
    gettext_lazy("zondag"),
)
PATHWAYS: dict[str, Text] = {
    Pathway.BBL: gettext_lazy("BBL: je werkt en gaat meestal 1 dag per week naar school"),
    Pathway.BOL: gettext_lazy("BOL: je gaat naar school en loopt hier stage"),
    Pathway.DERDE_LEERWEG: gettext_lazy("Derde leerweg: een opleiding op maat, naast je werk"),
    Pathway.PRAKTIJKVERKLARING: gettext_lazy("Praktijkleren: je leert op het werk, in je eigen tempo"),
}
OUTCOMES: dict[str, Text] = {
    OutcomeKind.DIPLOMA: gettext_lazy("een mbo-diploma"),
    OutcomeKind.CERTIFICATE: gettext_lazy("een mbo-certificaat: een erkend deel van een opleiding"),
    OutcomeKind.PRAKTIJKVERKLARING: gettext_lazy(
        "een praktijkverklaring: een bewijs van wat je op het werk hebt geleerd"
    ),
}
# What it is worth, in words for somebody who never had one.
OUTCOMES_EXPLAINED: dict[str, Text] = {
    OutcomeKind.DIPLOMA: gettext_lazy(
        "Een mbo-diploma telt in heel Nederland. Je kunt er ook mee doorleren, op een hoger niveau."
    ),
    OutcomeKind.CERTIFICATE: gettext_lazy(
        "Een mbo-certificaat telt in heel Nederland. Met meer certificaten kun je later een heel diploma halen."
    ),
    OutcomeKind.PRAKTIJKVERKLARING: gettext_lazy(
        "Een praktijkverklaring is geen diploma, maar wel een bewijs dat andere werkgevers en scholen kennen. "
        "School en werkgever tekenen samen voor wat je kunt."
    ),
}
RECOGNITION = gettext_lazy(
    "Een erkend leerbedrijf is gekeurd: er is iemand die je opleidt, en werk waarvan je leert."
)


@dataclass(frozen=True)
class Line:
    """A fact: what it is about, and what is known; `is_dutch` for a name or words that nobody translated."""

    term: Text
    text: Text
    is_dutch: bool = False


@dataclass(frozen=True)
class Section:
    """A heading with what the employer wrote, the facts that go with it, and what that means."""

    title: Text
    text: str
    lines: tuple[Line, ...]
    meaning: Text = ""


def sections_of(place: Place, runs: Sequence[Run] = ()) -> list[Section]:
    """What you do, learn, get and earn, and what is asked, as far as it is known."""
    found = [
        _section(_("Wat je doet"), place.description, []),
        _section(_("Wat je leert"), place.is_learnt, _school_lines(place, runs)),
        _section(_("Wat je haalt"), "", _outcome_lines(place), OUTCOMES_EXPLAINED.get(place.outcome, "")),
        _section(_("Wat je verdient en wanneer je werkt"), "", _work_lines(place)),
        _section(_("Wat er gevraagd wordt"), place.is_asked, _asked_lines(place)),
    ]
    return [section for section in found if section.text or section.lines]


def _section(title: str, text: str, lines: list[tuple[Text, Text | Told]], meaning: Text = "") -> Section:
    return Section(title, text, tuple(_line(term, known) for term, known in lines if known), meaning)


def _line(term: Text, known: Text | Told) -> Line:
    return Line(term, known.text, is_dutch=True) if isinstance(known, Told) else Line(term, known)


def _work_lines(place: Place) -> list[tuple[Text, Text | Told]]:
    return [
        (_("Loon"), wage(place) or Told(place.wage_text)),
        (_("Uren"), hours(place.hours_min, place.hours_max)),
        (_("Op het werk"), _days(place.days_at_work)),
        (_("Op school"), _days(place.days_at_school)),
        (_("Werkdagen"), _work_days(place.work_days)),
        (_("Start"), start(place)),
        (_("Einde"), dutch_date(place.ends_on) if place.ends_on else ""),
        (_("Aantal plekken"), str(place.capacity) if place.capacity > 1 else ""),
    ]


def _outcome_lines(place: Place) -> list[tuple[Text, Text | Told]]:
    qualification = place.qualification
    known = qualification and (qualification.name or qualification.code)
    name = f"{known} (crebo {qualification.code})" if qualification and known else ""
    return [
        (_("Je haalt"), OUTCOMES.get(place.outcome, "")),
        (_("Opleiding"), Told(name)),
        (_("Niveau"), _("mbo-niveau %(level)d") % {"level": place.level} if place.level else ""),
        (_("Hoe je leert"), PATHWAYS.get(place.pathway, "")),
    ]


def _school_lines(place: Place, runs: Sequence[Run]) -> list[tuple[Text, Text | Told]]:
    if place.training is None:
        return []
    return [
        (_("School"), place.training.provider.name),
        (_("Opleiding van de school"), Told(place.training.name)),
        (_("De opleiding begint"), "; ".join(_run(each) for each in runs)),
    ]


def _run(run: Run) -> str:
    day = dutch_date(run.starts_on)
    where = {"day": day, "place": run.locality_name}
    return _("%(day)s in %(place)s") % where if run.locality_name else day


def _asked_lines(place: Place) -> list[tuple[Text, Text | Told]]:
    licence = {True: _("nodig"), False: _("niet nodig"), None: ""}[place.is_driving_licence_needed]
    return [
        (_("Leeftijd"), _("vanaf %(n)d jaar") % {"n": place.minimum_age} if place.minimum_age else ""),
        (_("Nederlands"), _language(place.language_level)),
        (_("Rijbewijs"), licence),
        (_("Diploma"), _("niet nodig") if place.level == 1 else ""),
    ]


def wage(place: Place) -> str:
    """Gross wage a month in numbers, "" where they are not known."""
    low, high = place.wage_min, place.wage_max
    if low is not None and high is not None and low != high:
        return _("%(low)s tot %(high)s bruto per maand") % {"low": euro(low), "high": euro(high)}
    if place.monthly_wage is not None:
        return _("%(amount)s bruto per maand") % {"amount": euro(place.monthly_wage)}
    return ""


def start(place: Place) -> str:
    """When it begins, or that this can be agreed upon."""
    if place.starts_on:
        return dutch_date(place.starts_on)
    return _("in overleg") if place.is_start_flexible else ""


def short_description(place: Place) -> str:
    """One line for search engines and messages."""
    text = place.description or place.is_learnt
    where = f"{place.employer.name}, {place.locality_name}" if place.locality_name else place.employer.name
    return Truncator(" ".join(f"{where}. {text}".split())).chars(155)


def _days(number: int | None) -> str:
    if not number:
        return ""
    return ngettext("%(n)d dag per week", "%(n)d dagen per week", number) % {"n": number}


def _work_days(bits: int) -> str:
    return ", ".join(str(day) for bit, day in enumerate(DAYS) if bits & (1 << bit))


def _language(level: int | None) -> str:
    if not level or level >= len(LANGUAGE_LEVELS):
        return ""
    return _("ongeveer niveau %(level)s") % {"level": LANGUAGE_LEVELS[level]}
