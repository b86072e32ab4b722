"""What a list of results says in words, and the ways on when it is short or empty."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leerwerk.search.alternatives import Alternative
from leerwerk.search.queries import Results, Sort
from leerwerk.web.public.questions import Choices, address_of, everywhere, without_filters
from leerwerk.web.ui.dutch import number
from leerwerk.web.ui.templatetags.shell import in_dutch

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


def show_sentence(results: Results) -> str:
    """What the button below the filters says on a phone: "Toon 1.250 plekken"."""
    facts = {"n": number(results.total)}
    return ngettext("Toon %(n)s plek", "Toon %(n)s plekken", results.total) % facts


def _circle(results: Results) -> str:
    if results.spot.region is not None:
        return _("in %(region)s") % {"region": results.spot.region.name}
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


def ways_on(
    results: Results, wider: list[Alternative], kindred: list[Alternative], choices: Choices
) -> list[Way]:
    """What to try when nothing was found: a wider circle, related work, fewer filters, no words."""
    question = results.question
    ways = [Way(_wider(each), address_of(each.question, choices)) for each in wider]
    ways += related_ways(kindred, choices)
    if question.is_home:
        ways.append(Way(_("Zoek in heel Nederland"), address_of(everywhere(question), choices)))
    if question.is_narrowed:
        ways.append(Way(_("Haal alle filters weg"), address_of(without_filters(question), choices)))
    if question.what:
        ways.append(
            Way(
                _("Bekijk alle soorten werk"),
                address_of(replace(without_filters(question), what=""), choices),
            )
        )
    return ways


def related_ways(kindred: list[Alternative], choices: Choices) -> list[Way]:
    """Related occupations with how many places there are."""
    return [Way(_counted(_work(each), each.total), address_of(each.question, choices)) for each in kindred]


def _work(found: Alternative) -> str:
    marked = in_dutch() if found.is_dutch else ""
    return format_html("<bdi{}>{}</bdi>", marked, found.word) if marked else found.word


def _wider(found: Alternative) -> str:
    if found.question.radius_km is None:
        return _counted(_("Zoek in heel Nederland"), found.total)
    return _counted(_("Zoek binnen %(km)d km") % {"km": found.question.radius_km}, found.total)


def _counted(label: str, total: int) -> str:
    """ "Zoek binnen 50 km (12 plekken)"."""
    facts = {"label": conditional_escape(label), "n": number(total)}
    return SafeString(ngettext("%(label)s (%(n)s plek)", "%(label)s (%(n)s plekken)", total) % facts)
