"""What a list of results says in words, and the ways on when it is short or empty."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leerwerk.search.queries import RADII_KM, Question, Results, Sort
from leerwerk.web.public.questions import Choices, address_of, without_filters
from leerwerk.web.ui.dutch import number

SORT_LABELS: dict[Sort, Promise] = {
    "relevance": gettext_lazy("Past het best"),
    "distance": gettext_lazy("Dichtbij"),
    "newest": gettext_lazy("Nieuwste"),
    "start": gettext_lazy("Begint snel"),
}


@dataclass(frozen=True)
class Way:
    """A link to a neighbouring question."""

    label: str | Promise
    url: str
    is_current: bool = False


def count_sentence(results: Results) -> str:
    """ "1.250 leerwerkplekken voor ‘lassen’ binnen 25 km van Enschede"."""
    question = results.question
    total = ngettext("%(n)s leerwerkplek", "%(n)s leerwerkplekken", results.total) % {
        "n": number(results.total)
    }
    what = _("voor ‘%(words)s’") % {"words": question.what} if question.what else ""
    return " ".join(filter(None, (total, what, _circle(results))))


def _circle(results: Results) -> str:
    if results.location is None:
        return ""
    facts = {"km": results.question.radius_km, "place": results.location.name}
    return (
        _("binnen %(km)s km van %(place)s") % facts if facts["km"] else _("vanaf %(place)s gerekend") % facts
    )


def sort_ways(results: Results, choices: Choices) -> list[Way]:
    """The orders to choose from; by distance only when there is a place to measure from."""
    question = results.question
    sorts = [sort for sort in SORT_LABELS if results.location or sort != "distance"]
    if not question.what:
        sorts.remove("relevance" if question.sort != "relevance" else "newest")
    return [
        Way(
            SORT_LABELS["newest"] if sort == "relevance" and not question.what else SORT_LABELS[sort],
            address_of(replace(question, sort=sort, page=1), choices),
            sort == question.sort,
        )
        for sort in sorts
    ]


def better_words(results: Results, choices: Choices) -> list[Way]:
    """The question with words that do occur in place of those that do not."""
    question = results.question
    corrected = question.what.lower()
    for word, better in results.suggestions:
        corrected = corrected.replace(word, better)
    if not results.suggestions or corrected == question.what.lower():
        return []
    return [Way(corrected, address_of(replace(question, what=corrected, page=1), choices))]


def ways_on(results: Results, choices: Choices) -> list[Way]:
    """What to try when nothing was found: a wider circle, fewer filters, no words."""
    question = results.question
    ways = []
    if results.location and question.radius_km:
        ways += [_wider(question, radius, choices) for radius in RADII_KM if radius > question.radius_km][:2]
        ways.append(
            Way(_("Zoek in heel Nederland"), address_of(replace(question, radius_km=None, page=1), choices))
        )
    if any(question.filters.values()) or question.no_diploma or question.wage_known:
        ways.append(Way(_("Haal alle filters weg"), address_of(without_filters(question), choices)))
    if question.what:
        ways.append(
            Way(
                _("Bekijk alle soorten werk"),
                address_of(replace(without_filters(question), what=""), choices),
            )
        )
    return ways


def _wider(question: Question, radius: int, choices: Choices) -> Way:
    label = _("Zoek binnen %(km)d km") % {"km": radius}
    return Way(label, address_of(replace(question, radius_km=radius, page=1), choices))
