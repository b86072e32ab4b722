"""What somebody may mean while typing: occupations and everyday words, qualifications, employers; places and regions.

The words of the first box are kept in memory, sorted by each of their words; they are made anew with the market.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
from django.utils.translation import get_language

from leermatch import Market
from leerwerk.catalogue.queries import foreign_occupation_names
from leerwerk.kernel.folding import fold
from leerwerk.matching.market import current_market
from leerwerk.network.models import Organisation, Postcode, Region
from leerwerk.network.queries import localities_starting_with
from leerwerk.network.told import ENGLISH

KINDS: Final = ("OCCUPATION", "QUALIFICATION", "EMPLOYER")
EACH: Final = 4
LONGEST: Final = 60
SHORTEST: Final = 2
_MOST_LOOKED_AT: Final = 3_000


@dataclass(frozen=True)
class Suggestion:
    """A text to fill in; `hint` says what it is when the text does not: the occupation of an everyday word."""

    kind: str
    text: str
    hint: str = ""
    places: int = 0


@dataclass(frozen=True)
class Book:
    """Suggestions by each word in them, sorted."""

    beginnings: tuple[str, ...]
    entries: tuple[Suggestion, ...]

    @classmethod
    def of(cls, suggestions: Iterator[Suggestion]) -> "Book":
        """A suggestion stands at each of its words, so that "monteur" finds "automonteur" not, "auto monteur" does."""
        pairs = []
        for one in suggestions:
            words = fold(one.text).split()
            pairs += [(" ".join(words[at:]), one) for at in range(len(words))]
        pairs.sort(key=lambda pair: pair[0])
        return cls(tuple(text for text, _ in pairs), tuple(one for _, one in pairs))

    def beginning_with(self, typed: str) -> list[Suggestion]:
        """Those of which a word begins with what was typed: of each kind the four best, in the order of KINDS."""
        start = bisect_left(self.beginnings, typed)
        past = min(bisect_left(self.beginnings, typed + "\uffff"), start + _MOST_LOOKED_AT)
        ranked = sorted(
            set(self.entries[start:past]),
            key=lambda one: (
                not fold(one.text).startswith(typed),
                not one.places,
                -one.places,
                bool(one.hint),
                len(one.text),
                one.text,
            ),
        )
        return [one for kind in KINDS for one in [each for each in ranked if each.kind == kind][:EACH]]


#: By language for each market that somebody searches: occupations have English names for who reads English.
_books: WeakKeyDictionary[Any, dict[bool, Book]] = WeakKeyDictionary()


def suggestions_for(text: str, *, now: datetime) -> list[Suggestion]:
    """What the beginning of a word may become. No query, but one or two when the market was built since."""
    typed = fold(text[:LONGEST])
    if len(typed) < SHORTEST:
        return []
    market = current_market(now)
    books, is_english = _books.setdefault(market.base, {}), get_language() == ENGLISH
    if is_english not in books:
        books[is_english] = Book.of(_all_of(market, foreign_occupation_names()))
    return books[is_english].beginning_with(typed)


def spots_for(text: str) -> list[Suggestion]:
    """Places, postcodes and regions that begin with what was typed. One query for a postcode, else two."""
    typed = text.strip()[:LONGEST]
    if typed.isascii() and typed[:4].isdigit():
        if len(typed) < SHORTEST:
            return []
        rows = Postcode.objects.filter(pc4__startswith=typed[:4]).order_by("pc4")[:EACH]
        return [Suggestion("POSTCODE", row.pc4, row.locality_name) for row in rows]
    named = typed.casefold().removeprefix("regio").strip()
    if len(typed) < SHORTEST:
        return []
    localities = localities_starting_with(typed, limit=6)
    regions = Region.objects.current().filter(name__istartswith=named).order_by("name")
    return [
        *(Suggestion("LOCALITY", name) for name in localities),
        *(Suggestion("REGION", f"regio {name}") for name in regions.values_list("name", flat=True)[:EACH]),
    ]


def _all_of(market: Market, english: dict[str, str]) -> Iterator[Suggestion]:
    places = market.base.places
    words = market.vocabularies
    of_occupation = np.bincount(places.occupation + 1, minlength=len(words.occupations) + 1).tolist()
    for row, occupation in enumerate(words.occupations, start=1):
        many = of_occupation[row]
        name = english.get(occupation.code, occupation.name)
        yield Suggestion("OCCUPATION", name, places=many)
        for term in dict.fromkeys((occupation.name, *(term for term, _weight in occupation.terms))):
            if fold(term) != fold(name):
                yield Suggestion("OCCUPATION", term, name.lower(), many)
    of_qualification = np.bincount(places.qualification + 1, minlength=len(words.qualifications) + 1).tolist()
    for row, qualification in enumerate(words.qualifications, start=1):
        if qualification.name:
            yield Suggestion("QUALIFICATION", qualification.name, places=of_qualification[row])
    numbers, counts = np.unique(places.employer, return_counts=True)
    many_of = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    for pk, name in (
        Organisation.objects.filter(pk__in=list(many_of)).values_list("pk", "name").order_by("pk")
    ):
        yield Suggestion("EMPLOYER", name, places=many_of[pk])
