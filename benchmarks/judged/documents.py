"""What search engines get to know of the corpus: all the same, words of occupations included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from benchmarks.judged.corpus import corpus, vocabulary
from leermatch import Market, build_market


@dataclass(frozen=True, slots=True)
class Document:
    """One place. `names` of its occupation and its forms, `everyday` the words that people use for it, misspellings
    included; both empty when nobody told the occupation."""

    id: int
    title: str
    employer: str
    town: str
    text: str
    names: str
    everyday: str


@cache
def documents() -> tuple[Document, ...]:
    """All places for peers that know fields of text only."""
    occupations = {one.code: one for one in vocabulary().occupations}
    found = []
    for place in corpus():
        names = everyday = ""
        if place.told:
            one = occupations[place.occupation]
            names = " ".join([one.name, *(text for text, weight in one.terms if weight == 1)])
            everyday = " ".join([*(text for text, weight in one.terms if weight < 1), *one.misspellings])
        found.append(Document(place.id, place.title, place.employer, place.town, place.text, names, everyday))
    return tuple(found)


def texts_only() -> tuple[Document, ...]:
    """All places as they were written, without the words of their occupations."""
    return tuple(replace(one, names="", everyday="") for one in documents())


@cache
def judged_market() -> Market:
    """All places for leermatch."""
    places = corpus()
    return build_market(
        {
            "id": [place.id for place in places],
            "title": [place.title for place in places],
            "employer_name": [place.employer for place in places],
            "locality": [place.town for place in places],
            "description": [place.text for place in places],
            "occupation": [place.occupation if place.told else None for place in places],
            "sector": [place.sector for place in places],
            "level": [place.level or None for place in places],
        },
        vocabulary(),
    )
