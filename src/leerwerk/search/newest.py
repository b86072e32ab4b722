"""The places for a question that came online last: for feeds, and for mail about a saved question."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict

from leermatch import find
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market
from leerwerk.network.models import Region
from leerwerk.search.models import SavedSearch
from leerwerk.search.naming import name_of
from leerwerk.search.parameters import Choices, read_question
from leerwerk.search.queries import engine_query, open_places
from leerwerk.search.questions import Question
from leerwerk.search.spots import Spot, find_spot


@dataclass(frozen=True)
class Newest:
    """Open places, the newest first, and what the question is called ("lasser bij Enschede")."""

    name: str
    places: tuple[Place, ...]


def newest_places(question: Question, regions: tuple[Region, ...], *, now: datetime, limit: int) -> Newest:
    """What is open now and answers the question, at most `limit` (1 … 200); nothing for a place that nobody knows.

    In a fixed number of queries: at most three for where it is, one for the rows.
    """
    spot = find_spot(question.where)
    name = name_of(question, spot, regions)
    if question.where.strip() and spot == Spot():
        return Newest(name, ())
    asked = engine_query(replace(question, sort="newest", page=1), spot, now)
    found = find(current_market(now), replace(asked, page_size=limit, facets=()))
    rows = open_places(found.ids.tolist())
    return Newest(name, tuple(rows[place_id] for place_id in found.ids.tolist() if place_id in rows))


def saved_question(saved: SavedSearch, regions: tuple[Region, ...]) -> Question:
    """The question of a row, as the page would read it now."""
    return read_question(QueryDict(saved.parameters), Choices(regions, saved.region))
