"""The question of a visitor as it stands in the address of a page, and its neighbours."""

import re
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from leerwerk.search import parameters
from leerwerk.search.parameters import EVERYWHERE, PARAMETERS, SORT_WORDS, YES
from leerwerk.search.queries import Question
from leerwerk.web.ui.paging import page_number

__all__ = [
    "EVERYWHERE",
    "MAP",
    "PARAMETERS",
    "SORT_WORDS",
    "YES",
    "Choices",
    "address_of",
    "chosen_only",
    "everywhere",
    "read_dot",
    "read_question",
    "read_view",
    "without",
    "without_filters",
]
MAP = "kaart"
_A_DOT = re.compile(r"[a-z0-9_-]{1,100}")


@dataclass(frozen=True)
class Choices(parameters.Choices):
    """What the words of an address may be; `view`: list or map, `dot`: of which the places are shown."""

    view: str = ""
    dot: str = ""


def read_question(query: QueryDict, choices: Choices) -> Question:
    """The question in an address, with its page."""
    return replace(parameters.read_question(query, choices), page=page_number(query.get("pagina")))


def read_view(query: QueryDict) -> str:
    """ "kaart" for the map, "" for the list."""
    return MAP if query.get("weergave") == MAP else ""


def read_dot(query: QueryDict) -> str:
    """The word for a dot on the map, "" for none."""
    word = query.get("stip", "")
    return word if read_view(query) == MAP and _A_DOT.fullmatch(word) else ""


def address_of(question: Question, choices: Choices, view: str = "public:search") -> str:
    """The shortest address that asks this question; of the page, or of another view of the same question."""
    query = parameters.parameters_of(question, choices)
    if choices.view:
        query["weergave"] = choices.view
    if choices.dot:
        query["stip"] = choices.dot
    if question.page > 1:
        query["pagina"] = str(question.page)
    path = reverse(view)
    return f"{path}?{query.urlencode()}" if query else path


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
