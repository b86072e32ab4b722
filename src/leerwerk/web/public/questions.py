"""The question of a visitor as it stands in the address, both ways. Whatever cannot be read is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.network.models import Region
from leerwerk.search.queries import DEFAULT_RADIUS_KM, FACETS, RADII_KM, Question, Sort
from leerwerk.search.questions import LANGUAGES
from leerwerk.web.public.given import number_in
from leerwerk.web.ui.lines import clean_line
from leerwerk.web.ui.paging import page_number

LEVELS = ("1", "2", "3", "4")
HOURS = {"UP_TO_16": "tot-16", "UP_TO_24": "16-24", "UP_TO_32": "24-32", "OVER_32": "meer-dan-32"}
STARTS = {"NOW": "nu", "SOON": "binnen-3-maanden", "LATER": "later", "FLEXIBLE": "in-overleg"}
PARAMETERS = {
    "sector": "sector",
    "level": "niveau",
    "pathway": "leerweg",
    "outcome": "uitkomst",
    "hours": "uren",
    "start": "start",
    "language": "taal",
    "region": "regio",
    "employer": "werkgever",
}
SORT_WORDS: dict[Sort, str] = {
    "relevance": "beste",
    "distance": "afstand",
    "newest": "nieuwste",
    "start": "start",
}
YES = "ja"
#: In the place of a region: not only the region of the site.
EVERYWHERE = "heel-nederland"
MAP = "kaart"
_MOST_CHOSEN = 50
_LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Choices:
    """The codes that a facet may have, as address words and back. Regions go by their slug.

    `home`: the region of the site, in which a search begins that says nothing else. `view`: list or map.
    """

    regions: tuple[Region, ...]
    home: Region | None = None
    view: str = ""

    def words(self, facet: str) -> dict[str, str]:
        """Code → word in the address; not for employers, whose number is the word."""
        if facet == "region":
            return {region.code: region.slug for region in self.regions}
        if facet in ("hours", "start"):
            return HOURS if facet == "hours" else STARTS
        codes: Iterable[str] = {
            "sector": Sector.values,
            "level": LEVELS,
            "pathway": Pathway.values,
            "outcome": OutcomeKind.values,
            "language": LANGUAGES,
        }[facet]
        return {code: code.lower().replace("_", "-") for code in codes}


def read_question(query: QueryDict, choices: Choices) -> Question:
    """The question in an address. A sort by distance without a place to measure from becomes the usual one."""
    where = clean_line(query.get("waar", ""))
    sorts = {word: sort for sort, word in SORT_WORDS.items() if where or sort != "distance"}
    filters = {facet: _chosen(query, facet, choices) for facet in FACETS}
    is_home = choices.home is not None and not where and PARAMETERS["region"] not in query
    if is_home and choices.home is not None:
        filters["region"] = (choices.home.code,)
    return Question(
        what=clean_line(query.get("q", "")),
        where=where,
        radius_km=_radius(query.get("km")),
        filters=filters,
        no_diploma=query.get("zonder-diploma") == YES,
        wage_known=query.get("loon") == YES,
        sort=sorts.get(query.get("sorteer", ""), "relevance"),
        page=page_number(query.get("pagina")),
        is_home=is_home,
    )


def read_view(query: QueryDict) -> str:
    """ "kaart" for the map, "" for the list."""
    return MAP if query.get("weergave") == MAP else ""


def _radius(text: str | None) -> int | None:
    """Empty is "however far"; what is not on the list is the usual distance."""
    return None if text == "" else number_in(text or "", RADII_KM) or DEFAULT_RADIUS_KM


def _chosen(query: QueryDict, facet: str, choices: Choices) -> tuple[str, ...]:
    given = query.getlist(PARAMETERS[facet])[:_MOST_CHOSEN]
    if facet == "employer":
        numbers = (
            word for word in given if word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER
        )
        return tuple(dict.fromkeys(str(int(number)) for number in numbers))
    found = tuple(code for code, word in choices.words(facet).items() if word in given)
    return found[-1:] if facet == "language" else found


def address_of(question: Question, choices: Choices) -> str:
    """The shortest address that asks this question."""
    query = QueryDict(mutable=True)
    _set(query, "q", question.what)
    _set(query, "waar", question.where)
    if question.radius_km != DEFAULT_RADIUS_KM:
        query["km"] = str(question.radius_km or "")
    for facet, codes in question.filters.items():
        if codes and not (facet == "region" and question.is_home):
            words = dict.fromkeys(codes, "") if facet == "employer" else choices.words(facet)
            query.setlist(PARAMETERS[facet], [words[code] or code for code in codes])
    if choices.home is not None and not (
        question.is_home or question.where or question.filters.get("region")
    ):
        query[PARAMETERS["region"]] = EVERYWHERE
    _set(query, "zonder-diploma", YES if question.no_diploma else "")
    _set(query, "loon", YES if question.wage_known else "")
    _set(query, "sorteer", "" if question.sort == "relevance" else SORT_WORDS[question.sort])
    _set(query, "weergave", choices.view)
    _set(query, "pagina", str(question.page) if question.page > 1 else "")
    path = reverse("public:search")
    return f"{path}?{query.urlencode()}" if query else path


def _set(query: QueryDict, name: str, value: str) -> None:
    if value:
        query[name] = value


def chosen_only(question: Question, facet: str, code: str) -> Question:
    """The same question with this one choice in a facet, from the first page."""
    filters = {**question.filters, facet: (code,)}
    return replace(question, filters=filters, page=1, is_home=question.is_home and facet != "region")


def without(question: Question, facet: str, code: str) -> Question:
    """The same question with one choice less, from the first page."""
    kept = tuple(each for each in question.filters.get(facet, ()) if each != code)
    return replace(question, filters={**question.filters, facet: kept}, page=1)


def without_filters(question: Question) -> Question:
    """The same words and circle, without any filter but the region of the site, from the first page."""
    kept = {"region": question.filters["region"]} if question.is_home else {}
    return replace(question, filters=kept, no_diploma=False, wage_known=False, page=1)


def everywhere(question: Question) -> Question:
    """The same question for the whole country, from the first page."""
    return replace(
        question, filters={**question.filters, "region": ()}, is_home=False, radius_km=None, page=1
    )
