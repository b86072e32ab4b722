"""Dutch texts of places, from the words of `reference/`.

Titles, sentences and names of companies are those of the demo country (`leerwerk.demo`). Beside them stand the
words that all work has (`trade_words.py`), a quarter of a text. The long tail of a real index are compounds; here they
are joined from the words of the occupations.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

import numpy as np

from benchmarks.country import PlaceRows
from benchmarks.reference import crafts, postcodes, vocabularies
from benchmarks.trade_words import FEWEST_TRADE_WORDS, MOST_TRADE_WORDS, POWER, TRADE_WORDS
from leermatch import Pathway
from leermatch.text import WEIGHTLESS, words
from leerwerk.demo.chance import draws, falling
from leerwerk.demo.texts import write_text
from leerwerk.demo.words import words as words_of

_TAIL = 40_000
_TAIL_WORDS = 6
_TOLD_WORDS = 3
#: Places whose texts are made at once. Their dice are their own: what is made first does not matter.
BATCH = 20_000
_DRAWS = 12

PlaceTexts = dict[str, list[str]]


def text_batches(rows: PlaceRows, seed: int = 7) -> Iterator[PlaceTexts]:
    """Title, employer, locality and a description of 70 to 150 words for each place, 20,000 places at a time."""
    n = rows.lat.size
    yield from (_batch(rows, slice(first, min(first + BATCH, n)), seed) for first in range(0, n, BATCH))


def place_texts(rows: PlaceRows, seed: int = 7) -> PlaceTexts:
    """The same for all places at once."""
    batches = list(text_batches(rows, seed))
    return {name: list(chain.from_iterable(batch[name] for batch in batches)) for name in batches[0]}


def _batch(rows: PlaceRows, part: slice, seed: int) -> PlaceTexts:
    chance = np.random.default_rng([seed, 4, part.start])
    n = part.stop - part.start
    tail, told = long_tail(seed), _told()
    odd = tail[np.minimum(chance.zipf(1.2, (n, _TAIL_WORDS)) - 1, tail.size - 1)].tolist()
    trade = _trade_words(chance, n)
    localities = postcodes().locality
    made: PlaceTexts = {"title": [], "employer_name": [], "locality": [], "description": []}
    columns = (rows.occupation, rows.employer, rows.postcode, rows.pathway)
    facts = zip(*(column[part].tolist() for column in columns), strict=True)
    for (occupation, employer, postcode, pathway), rare, common, u in zip(
        facts, odd, trade, draws(chance, n, _DRAWS), strict=True
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
            f" {', '.join((spoken + spoken)[at : at + _TOLD_WORDS])}. {common} {' '.join(rare)}"
        )
    return made


def _trade_words(chance: np.random.Generator, n: int) -> Iterator[str]:
    """For each of n texts 10 to 50 words of the trade, by a power law."""
    weights = falling(len(TRADE_WORDS), POWER)
    many = chance.integers(FEWEST_TRADE_WORDS, MOST_TRADE_WORDS + 1, n)
    drawn = iter(
        chance.choice(np.array(TRADE_WORDS, object), int(many.sum()), p=weights / weights.sum()).tolist()
    )
    return (" ".join(islice(drawn, number)) for number in many.tolist())


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


@cache
def occupation_words() -> list[str]:
    """Words with weight that people use for occupations."""
    terms = [text for o in vocabularies().occupations for text, _ in o.terms]
    return sorted({word for text in terms for word in words(text)} - WEIGHTLESS)


@cache
def long_tail(seed: int) -> np.ndarray:
    """Compounds of two words, most used first."""
    chance = np.random.default_rng([seed, 4])
    known = [word for word in occupation_words() if 4 <= len(word) <= 10 and word.isalpha()]
    first, last = chance.integers(0, len(known), (2, _TAIL))
    return np.array([known[a] + known[b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
