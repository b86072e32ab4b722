"""A question as the parameters of an address, both ways. Whatever cannot be read is left out.

The words are Dutch, for people read addresses; they hold for pages, feeds and questions that were saved, and never
change their meaning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.kernel.lines import clean_line
from leerwerk.network.models import Region
from leerwerk.search.questions import DEFAULT_RADIUS_KM, FACETS, LANGUAGES, RADII_KM, Question, Sort

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
_CODES: dict[str, Iterable[str]] = {
    "sector": Sector.values,
    "level": LEVELS,
    "pathway": Pathway.values,
    "outcome": OutcomeKind.values,
    "language": LANGUAGES,
}
_WORDS = {
    **{facet: {code: code.lower().replace("_", "-") for code in codes} for facet, codes in _CODES.items()},
    "hours": HOURS,
    "start": STARTS,
}
#: In the place of a region: not only the region of the site.
EVERYWHERE = "heel-nederland"
_MOST_CHOSEN = 50
_LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Choices:
    """The codes that a facet may have, as address words and back. Regions go by their slug.

    `home`: the region of the site, in which a search begins that says nothing else.
    """

    regions: tuple[Region, ...]
    home: Region | None = None

    def words(self, facet: str) -> dict[str, str]:
        """Code → word in the address; not for employers, whose number is the word."""
        return self._regions if facet == "region" else _WORDS[facet]

    @cached_property
    def _regions(self) -> dict[str, str]:
        return {region.code: region.slug for region in self.regions}


def read_question(query: QueryDict, choices: Choices) -> Question:
    """The question in an address, its first page; a sort by distance needs a place to measure from."""
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
        is_home=is_home,
    )


def _radius(text: str | None) -> int | None:
    """Empty is "however far"; what is not on the list is the usual distance."""
    return None if text == "" else next((km for km in RADII_KM if str(km) == text), DEFAULT_RADIUS_KM)


def _chosen(query: QueryDict, facet: str, choices: Choices) -> tuple[str, ...]:
    given = query.getlist(PARAMETERS[facet])[:_MOST_CHOSEN]
    if facet == "employer":
        numbers = (
            word for word in given if word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER
        )
        return tuple(dict.fromkeys(str(int(number)) for number in numbers))
    found = tuple(code for code, word in choices.words(facet).items() if word in given)
    return found[-1:] if facet == "language" else found


def parameters_of(question: Question, choices: Choices) -> QueryDict:
    """The fewest parameters that ask this question; without its page."""
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
    return query


def _set(query: QueryDict, name: str, value: str) -> None:
    if value:
        query[name] = value
