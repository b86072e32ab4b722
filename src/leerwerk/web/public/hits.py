"""A hit of a search as its card shows it: every text is made here, so that the template has nothing to work out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.catalogue.models import Place
from leerwerk.search.fitting import Fit
from leerwerk.search.queries import Hit, Question
from leerwerk.web.ui.dutch import by_bike, hours, km, listed
from leerwerk.web.ui.templatetags.marks import marked
from leerwerk.web.ui.templatetags.place_facts import fact_items


@dataclass(frozen=True)
class Card:
    """The texts of a card; `fits` and `ask` are sentences, "" where there is nothing to say."""

    url: str
    title: SafeString
    where: str
    distance: str
    facts: SafeString
    seats: str
    fits: str
    ask: str


def cards_of(question: Question, hits: tuple[Hit, ...]) -> list[Card]:
    """The cards of a page of results."""
    return [_card(question, hit) for hit in hits]


def _card(question: Question, hit: Hit) -> Card:
    place = hit.place
    reasons = [_fit(question, each, place) for each in hit.fits]
    if hit.distance_km is not None and (ride := by_bike(hit.distance_km)):
        reasons.append(ride)
    if not reasons and hit.distance_km is not None and question.radius_km:
        reasons.append(_("binnen %(km)d km") % {"km": question.radius_km})
    return Card(
        url=_address(question, place),
        title=marked(place.title, hit.marks),
        where=" · ".join(
            filter(
                None,
                (
                    place.occupation.foreign_name if place.occupation else "",
                    place.employer.name,
                    place.locality_name,
                ),
            )
        ),
        distance="" if hit.distance_km is None else km(hit.distance_km),
        facts=fact_items(place),
        seats=ngettext("%(n)d plek vrij", "%(n)d plekken vrij", hit.seats_left) % {"n": hit.seats_left},
        fits=listed(reasons),
        ask=listed([_UNKNOWN[name]() for name in hit.unknowns]),
    )


def _address(question: Question, place: Place) -> str:
    """The page of the place, which tells how far it is from where was searched."""
    where = urlencode({"waar": question.where}) if question.where else ""
    return f"{place.get_absolute_url()}?{where}" if where else place.get_absolute_url()


def _fit(question: Question, fit: Fit, place: Place) -> str:
    facts = {"fact": fit.fact, "words": question.what}
    if fit.code in _NAMES:
        facts["fact"] = str(_NAMES[fit.code].get(fit.fact, fit.fact))
    elif fit.code == "HOURS":
        facts["fact"] = hours(place.hours_min, place.hours_max)
    return _FITS[fit.code]() % facts


_NAMES: dict[str, dict[str, Any]] = {
    "PATHWAY": dict(Pathway.choices),
    "SECTOR": dict(Sector.choices),
    "OUTCOME": dict(OutcomeKind.choices),
}


_FITS: dict[str, Callable[[], str]] = {
    "OCCUPATION": lambda: _("het beroep is %(fact)s"),
    "TITLE": lambda: _("‘%(words)s’ staat in de titel"),
    "EMPLOYER": lambda: _("de werkgever is %(fact)s"),
    "TEXT": lambda: _("‘%(words)s’ staat in de omschrijving"),
    "NO_DIPLOMA": lambda: _("geen diploma nodig"),
    "LEVEL": lambda: _("niveau %(fact)s"),
    "PATHWAY": lambda: _("je leert via %(fact)s"),
    "SECTOR": lambda: _("soort werk: %(fact)s"),
    "OUTCOME": lambda: _("je haalt een %(fact)s"),
    "HOURS": lambda: "%(fact)s",
    "LANGUAGE": lambda: _("Nederlands op niveau %(fact)s is genoeg"),
    "REGION": lambda: _("het is in deze regio"),
    "WAGE": lambda: _("het loon is bekend"),
    "START_NOW": lambda: _("je kunt nu beginnen"),
    "START_SOON": lambda: _("je kunt snel beginnen"),
    "START_FLEXIBLE": lambda: _("je begint wanneer het jou uitkomt"),
}
_UNKNOWN = {
    "level": lambda: _("het niveau"),
    "pathway": lambda: _("hoe je leert"),
    "language": lambda: _("hoe goed je Nederlands moet zijn"),
    "hours": lambda: _("de uren"),
    "start": lambda: _("wanneer je begint"),
}
