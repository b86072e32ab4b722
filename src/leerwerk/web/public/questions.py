"""The question of a visitor as it stands in the address, both ways. Whatever cannot be read is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.network.models import Region
from leerwerk.search.queries import DEFAULT_RADIUS_KM, FACETS, RADII_KM, Question, Sort
from leerwerk.web.public.given import number_in
from leerwerk.web.ui.lines import clean_line
from leerwerk.web.ui.paging import page_number

LEVELS = ("1", "2", "3", "4")
PARAMETERS = {
    "sector": "sector",
    "level": "niveau",
    "pathway": "leerweg",
    "region": "regio",
    "outcome": "uitkomst",
}
SORT_WORDS: dict[Sort, str] = {
    "relevance": "beste",
    "distance": "afstand",
    "newest": "nieuwste",
    "start": "start",
}
YES = "ja"


@dataclass(frozen=True)
class Choices:
    """The codes that a facet may have, as address words and back. Regions go by their slug."""

    regions: tuple[Region, ...]

    def words(self, facet: str) -> dict[str, str]:
        """Code → word in the address."""
        if facet == "region":
            return {region.code: region.slug for region in self.regions}
        codes: Iterable[str] = {
            "sector": Sector.values,
            "level": LEVELS,
            "pathway": Pathway.values,
            "outcome": OutcomeKind.values,
        }[facet]
        return {code: code.lower().replace("_", "-") for code in codes}


def read_question(query: QueryDict, choices: Choices) -> Question:
    """The question in an address. A sort by distance without a place to measure from becomes the usual one."""
    where = clean_line(query.get("waar", ""))
    sorts = {word: sort for sort, word in SORT_WORDS.items() if where or sort != "distance"}
    return Question(
        what=clean_line(query.get("q", "")),
        where=where,
        radius_km=_radius(query.get("km")),
        filters={facet: _chosen(query, facet, choices) for facet in FACETS},
        no_diploma=query.get("zonder-diploma") == YES,
        wage_known=query.get("loon") == YES,
        sort=sorts.get(query.get("sorteer", ""), "relevance"),
        page=page_number(query.get("pagina")),
    )


def _radius(text: str | None) -> int | None:
    """Empty is "however far"; what is not on the list is the usual distance."""
    return None if text == "" else number_in(text or "", RADII_KM) or DEFAULT_RADIUS_KM


def _chosen(query: QueryDict, facet: str, choices: Choices) -> tuple[str, ...]:
    given = set(query.getlist(PARAMETERS[facet])[:50])
    return tuple(code for code, word in choices.words(facet).items() if word in given)


def address_of(question: Question, choices: Choices) -> str:
    """The shortest address that asks this question."""
    query = QueryDict(mutable=True)
    _set(query, "q", question.what)
    _set(query, "waar", question.where)
    if question.radius_km != DEFAULT_RADIUS_KM:
        query["km"] = str(question.radius_km or "")
    for facet, codes in question.filters.items():
        words = choices.words(facet)
        if codes:
            query.setlist(PARAMETERS[facet], [words[code] for code in codes])
    _set(query, "zonder-diploma", YES if question.no_diploma else "")
    _set(query, "loon", YES if question.wage_known else "")
    _set(query, "sorteer", "" if question.sort == "relevance" else SORT_WORDS[question.sort])
    _set(query, "pagina", str(question.page) if question.page > 1 else "")
    path = reverse("public:search")
    return f"{path}?{query.urlencode()}" if query else path


def _set(query: QueryDict, name: str, value: str) -> None:
    if value:
        query[name] = value


def without(question: Question, facet: str, code: str) -> Question:
    """The same question with one choice less, from the first page."""
    kept = tuple(each for each in question.filters.get(facet, ()) if each != code)
    return replace(question, filters={**question.filters, facet: kept}, page=1)


def without_filters(question: Question) -> Question:
    """The same words and circle, without any filter, from the first page."""
    return replace(question, filters={}, no_diploma=False, wage_known=False, page=1)
