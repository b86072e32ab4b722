"""Ways on when little was found: a wider circle and kindred occupations, each with how many places it gives."""

from dataclasses import dataclass, replace
from datetime import datetime

from leermatch import Query, Vocabularies, find
from leerwerk.catalogue.queries import foreign_occupation_names
from leerwerk.kernel.folding import fold
from leerwerk.matching.market import current_market
from leerwerk.search.queries import engine_query
from leerwerk.search.questions import RADII_KM, Question
from leerwerk.search.spots import Spot

CIRCLES = 2
KINDRED = 4
#: Word to code to Dutch name.
_Kin = dict[str, dict[str, str]]
#: The vocabularies that were read last with the kin in them, if any were.
_known_kin: list[tuple[Vocabularies, _Kin]] = []


@dataclass(frozen=True)
class Alternative:
    """Another question and how many places answer it; `word` is the occupation that it asks for, if it does.

    `is_dutch`: that has no name in the language of the reader.
    """

    question: Question
    total: int
    word: str = ""
    is_dutch: bool = False


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
    kin = _known(current_market(now).vocabularies).get(fold(question.what), {})
    foreign = foreign_occupation_names() if kin else {}
    words = {foreign.get(code, name): code not in foreign for code, name in kin.items()}
    found = []
    for word, is_dutch in words.items():
        other = replace(question, what=word, page=1)
        total = _total(other, spot, now)
        if total:
            found.append(Alternative(other, total, word, is_dutch))
    return sorted(found, key=lambda each: (-each.total, each.word))[:KINDRED]


def _known(vocabularies: Vocabularies) -> _Kin:
    """What people call an occupation, folded, to its kin; worked out once for the market in use."""
    held = _known_kin[0] if _known_kin else None
    if held is None or held[0] is not vocabularies:
        held = (vocabularies, _kin(vocabularies))
        _known_kin[:] = [held]
    return held[1]


def _kin(vocabularies: Vocabularies) -> _Kin:
    names = {each.code: each.name for each in vocabularies.occupations}
    kin: _Kin = {}
    for each in vocabularies.occupations:
        related = {code: names[code] for code in each.related if code in names}
        for word in {fold(each.name), *(fold(term) for term, _ in each.terms)} if related else ():
            kin[word] = kin.get(word, {}) | related
    return kin


def _total(question: Question, spot: Spot, now: datetime) -> int:
    query: Query = replace(engine_query(question, spot, now), facets=(), page_size=1)
    return find(current_market(now), query).total
