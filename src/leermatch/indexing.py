"""Building the inverted index of a market's texts.

Weights follow BM25F (Robertson, Zaragoza, Taylor 2004: fields are summed before saturation). What a posting adds
to a score is worked out here, so that a question only adds numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import F64, I32, I64, U32
from leermatch.compounds import PART_FROM, split
from leermatch.index import AS_WRITTEN, TextIndex, pack
from leermatch.text import DOMAIN_WORDS, STOP_WORDS, has_weight, stem, words
from leermatch.texts import TextColumn, Texts
from leermatch.typos import letters_of
from leermatch.vocabulary import Occupation
from leermatch.wordlist import WordList

#: What one word adds, by where it stands. Names of the occupation say most, the running text least.
OCCUPATION_WEIGHT: Final = 5.0
FIELD_WEIGHTS: Final = {
    "title": 3.0,
    "employer_name": 2.0,
    "keywords": 1.5,
    "locality": 1.5,
    "description": 1.0,
}
#: What a part of a compound weighs against the whole word.
PART_WEIGHT: Final = 0.4
#: A word of at least this many places may be a part of a compound.
_PART_PLACES: Final = 3
_SHORT_PART: Final = 4

#: What a listed misspelling weighs against the name.
_MISSPELLING: Final = 0.7

_K1: Final = 1.2
_B: Final = 0.4


class _Words(dict[str, int]):
    """Numbers for words, given out at first sight."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(slots=True, eq=False)
class _Bags:
    """Which word stands in which place, with its weight; one entry per word, place and field."""

    word: I64
    place: I64
    weight: F64


def build_index(
    texts: Texts, occupation: I32, occupations: Sequence[Occupation], *, like: TextIndex | None = None
) -> TextIndex:
    """The index of n places. `occupation` (n,) rows in `occupations`, -1 unknown. Time is linear in the words.

    `like`: an index whose parts of compounds, rarity of words and usual length of a description are taken over, so
    that a text says the same in both. A word that it does not hold is as rare as can be.
    """
    n = int(occupation.size)
    numbers = _Words()
    running, lengths = _field_bags(texts, numbers)
    named = _occupation_bags(occupation, occupations, numbers)
    employers = _bag(
        texts.employer_name, texts.order, FIELD_WEIGHTS["employer_name"], numbers, prefix=AS_WRITTEN
    )[0]
    spelled = list(numbers)
    bags = _joined((running, named, employers))
    counts = np.bincount(_unique_pairs(bags.word, bags.place, n)[0], minlength=len(spelled))
    counts[[numbers[word] for word in _misspelled(occupations) if word in numbers]] = 0
    parts = like.parts if like else _parts(spelled, counts, occupations)
    terms = _Words()
    bags = _as_terms(bags, spelled, parts, terms)
    return _assemble(bags, n, lengths, terms, spelled, counts, parts, like)


def _field_bags(texts: Texts, numbers: _Words) -> tuple[_Bags, I64]:
    """Bags of all running texts, and the words in each description."""
    bags = [
        _bag(getattr(texts, field), texts.order, weight, numbers)
        for field, weight in FIELD_WEIGHTS.items()
        if field != "employer_name"
    ]
    return _joined([bag for bag, _ in bags]), bags[-1][1]


def _bag(
    column: TextColumn, order: I64, weight: float, numbers: _Words, prefix: str = ""
) -> tuple[_Bags, I64]:
    number = numbers.__getitem__
    found: list[int] = []
    lengths = np.zeros(len(column), np.int64)
    for row, text in enumerate(column.in_order(order)):
        if text:
            spelled = words(text)
            lengths[row] = len(spelled)
            found.extend(map(number, [prefix + word for word in spelled] if prefix else spelled))
    word = np.array(found, dtype=np.int64)
    return _Bags(word, np.repeat(np.arange(len(column)), lengths), np.full(word.size, weight)), lengths


def _occupation_bags(occupation: I32, occupations: Sequence[Occupation], numbers: _Words) -> _Bags:
    """The names of its occupation belong to a place as if it had written them all."""
    order = np.argsort(occupation, kind="stable")
    starts = np.searchsorted(occupation[order], np.arange(len(occupations) + 1))
    bags = []
    for row, one in enumerate(occupations):
        rows = order[starts[row] : starts[row + 1]]
        if rows.size:
            weights = _occupation_words(one)
            spelled = np.array([numbers[word] for word in weights], dtype=np.int64)
            weight = np.array(list(weights.values()))
            bags.append(
                _Bags(np.tile(spelled, rows.size), np.repeat(rows, spelled.size), np.tile(weight, rows.size))
            )
    return _joined(bags)


def _occupation_words(occupation: Occupation) -> dict[str, float]:
    """Each word of the names with its greatest weight: ten names with "medewerker" say it once."""
    found: dict[str, float] = {}
    slips = ((text, _MISSPELLING) for text in occupation.misspellings)
    for name, weight in ((occupation.name, 1.0), *occupation.terms, *slips):
        for word in words(name):
            found[word] = max(found.get(word, 0.0), weight * OCCUPATION_WEIGHT)
    return found


def _named(occupations: Sequence[Occupation]) -> set[str]:
    """All words of the names of occupations."""
    return {w for o in occupations for text in (o.name, *(text for text, _ in o.terms)) for w in words(text)}


def _misspelled(occupations: Sequence[Occupation]) -> set[str]:
    """Single words that are only known as misspellings: no part of a compound, no word to suggest."""
    listed = {w for o in occupations for text in o.misspellings if len(words(text)) == 1 for w in words(text)}
    return listed - _named(occupations)


def _joined(bags: Sequence[_Bags]) -> _Bags:
    if not bags:
        return _Bags(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    return _Bags(
        np.concatenate([bag.word for bag in bags]),
        np.concatenate([bag.place for bag in bags]),
        np.concatenate([bag.weight for bag in bags]),
    )


def _unique_pairs(word: I64, place: I64, n: int) -> tuple[I64, I64, I64]:
    """Distinct (word, place), sorted, and for each input entry the row of its pair."""
    pairs, where = np.unique(word * max(n, 1) + place, return_inverse=True)
    return pairs // max(n, 1), pairs % max(n, 1), where


def _parts(spelled: Sequence[str], counts: I64, occupations: Sequence[Occupation]) -> WordList:
    """Words that may be a part: usual ones of four letters or more, and all from names of occupations."""
    known = {
        w
        for w, c in zip(spelled, counts.tolist(), strict=True)
        if c >= _PART_PLACES and len(w) >= _SHORT_PART
    }
    known = {
        w
        for w in known | _named(occupations) | DOMAIN_WORDS
        if len(w) >= PART_FROM and w not in STOP_WORDS and w.isalpha()
    }
    return WordList.of(known | {s for s in map(stem, known) if len(s) >= _SHORT_PART and s not in STOP_WORDS})


def _as_terms(bags: _Bags, spelled: Sequence[str], parts: WordList, terms: _Words) -> _Bags:
    """Words become terms: the stem at full weight and the parts of a compound at less."""
    is_part = {parts[row] for row in range(len(parts))}.__contains__
    term_of: list[int] = []
    weight_of: list[float] = []
    starts = [0]
    for word in spelled:
        for term, weight in _terms_of(word, is_part):
            term_of.append(terms[term])
            weight_of.append(weight)
        starts.append(len(term_of))
    begin = np.array(starts, dtype=np.int64)
    many = np.diff(begin)[bags.word]
    # For every bag entry the run of its terms: begin, begin + 1, …
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    pick = np.repeat(begin[bags.word], many) + within
    return _Bags(
        np.array(term_of, dtype=np.int64)[pick],
        np.repeat(bags.place, many),
        np.repeat(bags.weight, many) * np.array(weight_of)[pick],
    )


def _terms_of(word: str, is_part: Callable[[str], bool]) -> Iterable[tuple[str, float]]:
    if word.startswith(AS_WRITTEN):
        yield word, 1.0
    elif has_weight(word):
        yield stem(word), 1.0
        for part in split(word, is_part):
            if has_weight(part):
                yield stem(part), PART_WEIGHT


def _assemble(
    bags: _Bags,
    n: int,
    lengths: I64,
    terms: _Words,
    spelled: Sequence[str],
    counts: I64,
    parts: WordList,
    like: TextIndex | None,
) -> TextIndex:
    listed = WordList.of(terms)
    rank = np.empty(len(terms), np.int64)
    rank[[terms[listed[row]] for row in range(len(listed))]] = np.arange(len(listed))
    term, place, where = _unique_pairs(rank[bags.word], bags.place, n)
    weight = np.bincount(where, weights=bags.weight, minlength=term.size)
    frequency = np.bincount(term, minlength=len(listed))
    basis = like.basis if like else np.array([n, max(float(lengths.mean()), 1.0) if n else 1.0])
    known = np.array([like.frequency(term) for term in listed], dtype=np.int64) if like else frequency
    rarity = np.log1p((basis[0] - known + 0.5) / (known + 0.5))
    size = 1 - _B + _B * lengths / basis[1]
    impact = rarity[term] * weight * (_K1 + 1) / (weight + _K1 * size[place])
    starts = np.zeros(len(listed) + 1, np.int64)
    np.cumsum(frequency, out=starts[1:])
    spoken, letters, totals = _spoken(spelled, counts)
    return pack(
        terms=listed,
        starts=starts,
        rows=place.astype(np.int32),
        impacts=impact.astype(np.float32),
        spoken=spoken,
        letters=letters,
        counts=totals,
        parts=parts,
        basis=basis,
    )


def _spoken(spelled: Sequence[str], counts: I64) -> tuple[WordList, U32, I64]:
    """The words as people write them, with the places that hold them."""
    totals: dict[str, int] = {}
    for word, count in zip(spelled, counts.tolist(), strict=True):
        plain = word.removeprefix(AS_WRITTEN)
        if has_weight(plain) and count:
            totals[plain] = totals.get(plain, 0) + count
    listed = WordList.of(totals)
    order = [listed[row] for row in range(len(listed))]
    letters = np.array([letters_of(word) for word in order], dtype=np.uint32)
    return listed, letters, np.array([totals[word] for word in order], dtype=np.int64)
