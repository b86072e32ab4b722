"""Understands a question in words: which terms would answer it, what was meant by a slip of the pen, what is noise.

Each word has options: the word itself, an employer of that name, the parts of the compound, the compound of two
neighbours, and words near it when nothing else is known. The best option of a word counts for a place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from leermatch.arrays import I64, Bool
from leermatch.compounds import known_end, split
from leermatch.forms import other_forms
from leermatch.index import AS_WRITTEN, IMPACT_STEPS, TextIndex
from leermatch.kernels.gathering import holding, meet
from leermatch.kernels.heap import POINTS
from leermatch.levels import level_of
from leermatch.text import QUESTION_LENGTH, QUESTION_WORDS, STOP_WORDS, has_weight, stem, words
from leermatch.typos import near_words, slips_forgiven

#: Questions that are remembered, about 2 kB each, and words.
REMEMBERED: Final = 4_096
#: What a match weighs against the word itself: all parts of the compound, the part that tells most, all parts but the
#: last (what matters in zorgmedewerker, tuinbaan), a joined pair, each slip of the pen, another form of the word.
_PARTS: Final = 0.6
_ONE_PART: Final = 0.3
_WITHOUT_HEAD: Final = 0.4
_JOINED: Final = 0.8
_SLIP: Final = 0.8
_FORM: Final = 0.9
#: When fewer places than this answer a question to the letter, it is taken more widely: a first page.
ENOUGH: Final = 10
_MOST_NEAR: Final = 5
_SUGGEST_FROM: Final = 4
_TWO_SLIPS_FROM: Final = 8


@dataclass(frozen=True, slots=True)
class Option:
    """Terms that must all occur, and what they weigh against the word as it was asked."""

    terms: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a question. `meant` is how it occurs ("" when it does not), `better` a suggestion or ""."""

    word: str
    meant: str
    better: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The words that count, those that carry no weight, and how many of the first a place must hold.

    `level` of mbo that was asked for, 0 for none: a preference. `wider`: hardly any place holds as many words as
    usual, so that fewer do.
    """

    asked: tuple[AskedWord, ...]
    ignored: tuple[str, ...]
    needed: int
    level: int = 0
    wider: bool = False


def usually_needed(many: int) -> int:
    """How many of some words must occur: all up to two, all but one of three or four, beyond that three quarters."""
    return many if many <= 2 else many - 1 if many <= 4 else -(-3 * many // 4)  # noqa: PLR2004


def understand(
    indexes: Sequence[TextIndex],
    text: str,
    alone: dict[str, tuple[AskedWord, bool]] | None = None,
) -> Question:
    """The question in a text of any length, put to all of some indexes together. Only its first 200 characters and
    16 words are read. `alone` remembers words from one question to the next."""
    spelled = list(dict.fromkeys(words(text[:QUESTION_LENGTH])))
    weighty = [word for word in spelled if has_weight(word)][:QUESTION_WORDS]
    ignored = tuple(word for word in spelled if not has_weight(word))
    level, of_level = level_of(text[:QUESTION_LENGTH])
    if of_level in weighty and len(weighty) > 1:
        weighty.remove(of_level)
        ignored = (*ignored, of_level)
    alone = {} if alone is None else alone
    joined = [_joined(indexes, *pair) for pair in pairwise(weighty)]
    around = zip([[], *joined], [*joined, []], strict=True)
    asked = tuple(_asked(indexes, word, *pairs, alone) for word, pairs in zip(weighty, around, strict=False))
    return Question(asked, ignored, usually_needed(len(asked)), level)


def wide_enough(
    indexes: Sequence[TextIndex], gone: Sequence[Bool], question: Question
) -> tuple[Question, tuple[I64, ...]]:
    """The question itself when enough places answer it, else with as few words less as it takes; and its programs.

    Places count that are not `gone`, wherever they are and whether or not they are open: what somebody sees who
    chooses a filter must not depend on the other filters.
    """
    programs = tuple(program(index, question) for index in indexes)
    if not any(asked.options for asked in question.asked):
        return question, programs
    needed = question.needed
    while needed > 1 and not _has_enough(indexes, gone, programs):
        needed -= 1
        for asked in programs:
            asked[0] = needed
    return (replace(question, needed=needed, wider=True) if needed < question.needed else question), programs


def _has_enough(indexes: Sequence[TextIndex], gone: Sequence[Bool], programs: Sequence[I64]) -> bool:
    lacking = ENOUGH
    for index, away, asked in zip(indexes, gone, programs, strict=True):
        lacking -= int(holding(index.handed.table, asked, away, lacking))
        if lacking <= 0:
            return True
    return False


class Reader:
    """Understands questions that are put to all of some indexes together, and remembers them and their words."""

    def __init__(self, indexes: Sequence[TextIndex], gone: Sequence[Bool]) -> None:
        """`gone`: for each index (rows,) bool, the places that do not count any more."""
        self._indexes = indexes
        self._gone = gone
        self._known: dict[str, tuple[Question, tuple[I64, ...]]] = {}
        self._alone: dict[str, tuple[AskedWord, bool]] = {}

    def read(self, text: str) -> tuple[Question, tuple[I64, ...]]:
        """What is meant by a text of any length, and how a kernel asks each index for it."""
        text = text[:QUESTION_LENGTH]
        known = self._known.get(text)
        if known is None:
            if len(self._alone) >= REMEMBERED:
                self._alone = {}
            known = wide_enough(self._indexes, self._gone, understand(self._indexes, text, self._alone))
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[text] = known
        return known


def program(index: TextIndex, question: Question) -> I64:
    """A question as a kernel reads it (`kernels.handing.asked_at`): how many words are needed, how long the lists
    are, and the lists. Options with a term that the index does not hold are left out."""
    words_at, options_at, terms, weights = [0], [0], [], []
    for asked in question.asked:
        for option in asked.options:
            rows = [index.terms.row_of(term) for term in option.terms]
            if min(rows) >= 0:
                part = option.factor / len(rows) * POINTS / IMPACT_STEPS
                terms += rows
                weights += [max(int(part * float(index.most[row]) + 0.5), 1) for row in rows]
                options_at.append(len(terms))
        words_at.append(len(options_at) - 1)
    lengths = (len(words_at), len(options_at), len(terms))
    return np.array([question.needed, *lengths, *words_at, *options_at, *terms, *weights], np.int64)


def _asked(
    indexes: Sequence[TextIndex],
    word: str,
    before: list[Option],
    after: list[Option],
    alone: dict[str, tuple[AskedWord, bool]],
) -> AskedWord:
    """A word of a question, and as one with the word before and after. `alone` remembers words by themselves."""
    if word not in alone:
        alone[word] = _alone(indexes, word)
    asked, is_known = alone[word]
    if not (before or after):
        return asked
    return AskedWord(word, word, "", (*(asked.options if is_known else ()), *before, *after))


def _alone(indexes: Sequence[TextIndex], word: str) -> tuple[AskedWord, bool]:
    """What is made of a word by itself, and whether it occurs as it is asked, whole or in parts."""
    parts = _parts(indexes, word)
    whole, together = _plain(indexes, word, 1.0), _together(indexes, tuple(parts))
    options = [*whole, *together]
    if together and not whole and len(parts) > 1:
        options.append(Option(tuple(parts)[:-1], _WITHOUT_HEAD))
    if options:
        return AskedWord(word, word, "", tuple(options)), True
    form, options = _formed(indexes, word)
    if options:
        return AskedWord(word, form, "", tuple(options)), False
    near = _near(indexes, word, _slips_suggested(word))
    if not near and not parts:  # slow: every word that anybody uses
        near = _near(indexes, word, slips_forgiven(word), same_begin=False)
    better = near[0][1] if near else ""
    forgiven = [(d, other) for d, other in near if d == near[0][0] <= slips_forgiven(word)][:_MOST_NEAR]
    for d, other in forgiven:
        options += _plain(indexes, other, _SLIP**d)
    meant = better if forgiven else ""
    if parts and not forgiven:
        telling = min(parts, key=indexes[0].frequency)
        meant, options = parts[telling], [Option((telling,), _ONE_PART)]
    if not options:
        meant = known_end(word, lambda part: _may_stand_for_all(indexes, part))
        options = _plain(indexes, meant, _ONE_PART) if meant else []
    return AskedWord(word, meant, better, tuple(options)), False


def _plain(indexes: Sequence[TextIndex], word: str, factor: float) -> list[Option]:
    """The word by its stem, and as the name of an employer."""
    stemmed, written = stem(word), AS_WRITTEN + word
    options = [Option((stemmed,), factor)] if _is_known(indexes, stemmed) else []
    if _is_known(indexes, written):
        options.append(Option((written,), factor * _rarity_shared(indexes, stemmed, written)))
    return options


def _rarity_shared(indexes: Sequence[TextIndex], stemmed: str, written: str) -> float:
    """What brings the rarity of a written name down to that of the word: few employers are called Timmerman, which
    does not make them the best answer to "timmerman". As elsewhere the first index says how rare a word is, so that
    what changed since does not change the scores of all the others."""
    common = indexes[0].frequency(stemmed)
    if not common:
        return 1.0
    of_name = indexes[0].frequency(written)
    n = max(float(indexes[0].basis[0]), common + of_name)
    return _rarity(n, common + of_name) / _rarity(n, of_name)


def _rarity(n: float, holding: int) -> float:
    return math.log1p((n - holding + 0.5) / (holding + 0.5))


def _formed(indexes: Sequence[TextIndex], word: str) -> tuple[str, list[Option]]:
    """The likeliest other form that occurs, with its options."""
    for form in other_forms(word):
        options = _plain(indexes, form, _FORM)
        if options:
            return form, options
    return "", []


def _may_stand_for_all(indexes: Sequence[TextIndex], part: str) -> bool:
    return indexes[0].parts.row_of(part) >= 0 and has_weight(part) and _is_known(indexes, stem(part))


def _is_known(indexes: Sequence[TextIndex], term: str) -> bool:
    return any(index.terms.row_of(term) >= 0 for index in indexes)


def _near(
    indexes: Sequence[TextIndex], word: str, most: int, *, same_begin: bool = True
) -> list[tuple[int, str]]:
    """Words near this one as pairs (slips, word), best first: fewest slips, then most places, then by spelling."""
    found: dict[tuple[int, str], int] = {}
    for index in indexes:
        near_ones = near_words(word, index.spoken, index.letters, index.counts, most, same_begin=same_begin)
        for d, row in near_ones:
            near = (d, index.spoken[row])
            found[near] = found.get(near, 0) + int(index.counts[row])
    return sorted(found, key=lambda near: (near[0], -found[near], near[1].encode()))


def _parts(indexes: Sequence[TextIndex], word: str) -> dict[str, str]:
    """Term → part of a compound, for the parts that carry weight and that some place holds."""
    parts = split(word, indexes[0].parts)
    terms = {stem(part): part for part in parts if has_weight(part)}
    return {term: part for term, part in terms.items() if _is_known(indexes, term)}


def _together(indexes: Sequence[TextIndex], terms: tuple[str, ...]) -> list[Option]:
    """All parts in one place: "zorgmedewerker" for "medewerker in de zorg"."""
    return [Option(terms, _PARTS)] if terms and any(_do_meet(index, terms) for index in indexes) else []


def _do_meet(index: TextIndex, terms: tuple[str, ...]) -> bool:
    rows = [index.terms.row_of(term) for term in terms]
    return min(rows) >= 0 and bool(meet(index.handed.table, np.array(rows, dtype=np.int64)))


def _joined(indexes: Sequence[TextIndex], first: str, second: str) -> list[Option]:
    """A pair that people write apart: "heftruck chauffeur"."""
    term = stem(first + second)
    return [Option((term,), _JOINED)] if _is_known(indexes, term) else []


def _slips_suggested(word: str) -> int:
    if len(word) < _SUGGEST_FROM or word in STOP_WORDS:
        return 0
    return 1 if len(word) < _TWO_SLIPS_FROM else 2
