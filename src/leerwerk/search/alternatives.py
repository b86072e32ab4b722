"""Ways on when little was found: a wider circle and kindred occupations, each with how many places it gives."""

from dataclasses import dataclass, replace
from datetime import datetime

from leermatch import Query, find
from leerwerk.kernel.folding import fold
from leerwerk.matching.market import current_market
from leerwerk.search.queries import engine_query
from leerwerk.search.questions import RADII_KM, Question
from leerwerk.search.spots import Spot

CIRCLES = 2
KINDRED = 4


@dataclass(frozen=True)
class Alternative:
    """Another question and how many places answer it; `word` is the occupation that it asks for, if it does."""

    question: Question
    total: int
    word: str = ""


def wider_circles(question: Question, spot: Spot, *, now: datetime) -> list[Alternative]:
    """The next circles that hold something, at most two, and the whole country when that holds more."""
    if spot.location is None or question.radius_km is None:
        return []
    found: list[Alternative] = []
    for radius in (*(km for km in RADII_KM if km > question.radius_km), None):
        if len(found) == CIRCLES and radius is not None:
            continue
        wider = replace(question, radius_km=radius, page=1)
        total = _total(wider, spot, now)
        if total > (found[-1].total if found else 0):
            found.append(Alternative(wider, total))
    return found


def kindred_occupations(question: Question, spot: Spot, *, now: datetime) -> list[Alternative]:
    """Occupations that are related to the one that was asked for by name, and of which there are places here."""
    market = current_market(now)
    asked = fold(question.what)
    occupations = market.vocabularies.occupations
    names = {each.code: each.name for each in occupations}
    related = [
        names[code]
        for each in occupations
        if asked in {fold(each.name), *(fold(term) for term, _ in each.terms)}
        for code in each.related
        if code in names
    ]
    found = []
    for name in dict.fromkeys(related):
        other = replace(question, what=name, page=1)
        total = _total(other, spot, now)
        if total:
            found.append(Alternative(other, total, name))
    return sorted(found, key=lambda each: -each.total)[:KINDRED]


def _total(question: Question, spot: Spot, now: datetime) -> int:
    query: Query = replace(engine_query(question, spot, now), facets=(), page_size=1)
    return find(current_market(now), query).total
