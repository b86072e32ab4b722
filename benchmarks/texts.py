"""Dutch texts of places and questions of people, from the words of `reference/`.

Titles, sentences and names of companies are those of the demo country (`leerwerk.demo`). The long tail of a real index
are compounds; here they are joined from the words of the occupations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np

from benchmarks.country import TODAY, PlaceRows
from benchmarks.reference import crafts, postcodes, sector_of_occupation, vocabularies
from leermatch import Pathway, Query
from leermatch.text import DOMAIN_WORDS, STOP_WORDS, words
from leermatch.typos import FORGIVEN_FROM
from leerwerk.demo.chance import draws
from leerwerk.demo.texts import write_text
from leerwerk.demo.words import words as words_of

_TAIL = 40_000
_TAIL_WORDS = 6
_TOLD_WORDS = 3
#: Places whose texts are made at once. Their dice are their own: what is made first does not matter.
BATCH = 20_000
_DRAWS = 12

PlaceTexts = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its kind: without words, plain, a compound, two words, or with a slip."""

    kind: str
    query: Query


def text_batches(rows: PlaceRows, seed: int = 7) -> Iterator[PlaceTexts]:
    """Title, employer, locality and a description of 60 to 110 words for each place, 20,000 places at a time."""
    n = rows.lat.size
    yield from (_batch(rows, slice(first, min(first + BATCH, n)), seed) for first in range(0, n, BATCH))


def place_texts(rows: PlaceRows, seed: int = 7) -> PlaceTexts:
    """The same for all places at once."""
    batches = list(text_batches(rows, seed))
    return {name: list(chain.from_iterable(batch[name] for batch in batches)) for name in batches[0]}


def _batch(rows: PlaceRows, part: slice, seed: int) -> PlaceTexts:
    chance = np.random.default_rng([seed, 4, part.start])
    n = part.stop - part.start
    tail, told = _tail(seed), _told()
    odd = tail[np.minimum(chance.zipf(1.2, (n, _TAIL_WORDS)) - 1, tail.size - 1)].tolist()
    localities = postcodes().locality
    made: PlaceTexts = {"title": [], "employer_name": [], "locality": [], "description": []}
    columns = (rows.occupation, rows.employer, rows.postcode, rows.pathway)
    facts = zip(*(column[part].tolist() for column in columns), strict=True)
    for (occupation, employer, postcode, pathway), rare, u in zip(
        facts, odd, draws(chance, n, _DRAWS), strict=True
    ):
        craft, town = crafts()[occupation], localities[postcode]
        company = _company(employer, craft.sector)
        spoken = told[occupation]
        at = int(next(u) * len(spoken))
        text = write_text(craft, company, town, pathway=Pathway(pathway).name, u=u)
        made["title"].append(text.title)
        made["employer_name"].append(company)
        made["locality"].append(town)
        made["description"].append(
            f"{text.description} {text.is_learnt} {text.is_asked}"
            f" {', '.join((spoken + spoken)[at : at + _TOLD_WORDS])}. {' '.join(rare)}"
        )
    return made


def _company(number: int, sector: str) -> str:
    """A family and what it does, the same for the same employer: "Vennekamp Staalbouw"."""
    names, trades = words_of("companies"), words_of("sectors")[sector]["trades"]
    first, number = names["first"][number % len(names["first"])], number // len(names["first"])
    last, number = names["last"][number % len(names["last"])], number // len(names["last"])
    return f"{first}{last} {trades[number % len(trades)]}"


@cache
def _told() -> list[list[str]]:
    """The words that people use for each occupation, or its name."""
    return [[text for text, _ in one.terms] or [one.name] for one in vocabularies().occupations]


def make_questions(n: int, seed: int = 7) -> list[Asked]:
    """n questions: a tenth without words, four tenths one word, the rest compounds, pairs and slips."""
    chance = np.random.default_rng([seed, 5])
    named = [(o.name.lower(), row) for row, o in enumerate(vocabularies().occupations) if o.name.isalpha()]
    long = [name for name, _ in named if len(name) >= FORGIVEN_FROM]
    tail = _tail(seed)[:2_000].tolist()

    def text(kind: str) -> str:
        common, row = named[min(int(chance.zipf(1.4)) - 1, len(named) - 1)]
        match kind:
            case "plain":
                return common
            case "two words":
                near = _words_near(row)
                return f"{common} {near[chance.integers(len(near))]}"
            case "compound":
                return str(tail[chance.integers(len(tail))])
            case "slip":
                return _with_slip(chance, long[chance.integers(len(long))])
        return ""

    kinds = chance.choice(
        ["no words", "plain", "two words", "compound", "slip"], n, p=[0.1, 0.4, 0.2, 0.15, 0.15]
    )
    return [Asked(kind, _question(chance, text(kind))) for kind in kinds.tolist()]


def _question(chance: np.random.Generator, text: str) -> Query:
    areas = postcodes()
    home = int(chance.choice(areas.lat.size, p=areas.weight))
    sectors = vocabularies().sectors
    only = (sectors[int(sector_of_occupation()[chance.integers(sector_of_occupation().size)])],)
    return Query(
        today=TODAY,
        text=text,
        lat=float(areas.lat[home]),
        lon=float(areas.lon[home]),
        radius_km=float(chance.choice([5, 10, 15, 25, 50])),
        filters={"sector": only} if chance.random() < 0.2 else {},
        sort=chance.choice(["relevance", "distance", "newest"], p=[0.5, 0.25, 0.25]).item(),
        page=int(chance.choice([1, 2, 3], p=[0.7, 0.2, 0.1])),
        facets=("sector", "level", "pathway", "region"),
    )


def _with_slip(chance: np.random.Generator, word: str) -> str:
    """Two letters after the first two change places, or one is lost."""
    at = int(chance.integers(2, len(word) - 1))
    if chance.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]


@cache
def _words_near(row: int) -> list[str]:
    """Words with weight about an occupation: those that people use for it, and of sentences about its sector."""
    occupation, sector = vocabularies().occupations[row], words_of("sectors")[crafts()[row].sector]
    told = [*(text for text, _ in occupation.terms), *sector["do"], *sector["learn"]]
    known = {word for text in told for word in words(text)}
    return sorted(known - DOMAIN_WORDS - STOP_WORDS - {occupation.name.lower()})


@cache
def _words() -> list[str]:
    """Words with weight that people use for occupations."""
    terms = [text for o in vocabularies().occupations for text, _ in o.terms]
    return sorted({word for text in terms for word in words(text)} - DOMAIN_WORDS - STOP_WORDS)


@cache
def _tail(seed: int) -> np.ndarray:
    """Compounds of two words, most used first."""
    chance = np.random.default_rng([seed, 4])
    known = [word for word in _words() if 4 <= len(word) <= 10 and word.isalpha()]
    first, last = chance.integers(0, len(known), (2, _TAIL))
    return np.array([known[a] + known[b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
