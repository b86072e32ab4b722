"""Which words of a text answer a question, so that a list of results can mark them.

A word is marked for the reason that found it: its stem, a part of the compound (then only that part), a forgiven
slip, or another name of the occupation of the place. Spans count characters of the text as it was given, whatever
its alphabet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leermatch.compounds import split
from leermatch.index import AS_WRITTEN
from leermatch.market import Market
from leermatch.question import Question
from leermatch.text import TEXT_LENGTH, WORD_LENGTH, has_weight, normalise, stem, word_spans, words
from leermatch.vocabulary import Occupation

#: (first, one past the last) character of a text.
Span = tuple[int, int]


def highlight(market: Market, query_text: str, text: str, *, occupation: str = "") -> tuple[Span, ...]:
    """Spans of the words in a text that answer a question: in order, apart from each other.

    `occupation` is the code of what the place is: somebody who asked one of its names sees its other names marked.

    >>> from leermatch import Occupation, Vocabularies, build_market
    >>> known = Vocabularies((Occupation("W1", "Lasser", (("metaalbewerker", 0.7),)),))
    >>> market = build_market({"id": [1], "occupation": ["W1"], "title": ["Constructielasser"]}, known)
    >>> highlight(market, "de lassers", "Leerling-lasser (m/v)")
    ((9, 15),)
    """
    return Highlighter(market, query_text).spans(text, occupation=occupation)


class Highlighter:
    """One question, read once, for many texts. Reading costs what `find` costs without the places."""

    def __init__(self, market: Market, question: str | Question) -> None:
        """Read a question of any length, or take what `find` made of it."""
        self._market = market
        read = market.reader.read(question)[0] if isinstance(question, str) else question
        self._terms = frozenset(
            term for each in read.asked for option in each.options for term in option.terms
        )
        self._names: dict[str, tuple[tuple[str, ...], ...]] = {}

    def spans(self, text: str, *, occupation: str = "") -> tuple[Span, ...]:
        """The spans of one text (see `highlight`); only its first 20,000 characters are read."""
        if not self._terms:
            return ()
        found = list(_spelled(text[:TEXT_LENGTH]))
        names = self._names_of(occupation)
        wanted = self._terms | {name[0] for name in names if len(name) == 1}
        spans = [span for word in found for span in self._in_word(word, wanted)]
        spans += _runs(found, [name for name in names if len(name) > 1])
        return _merged(spans)

    def _in_word(self, word: _Word, wanted: frozenset[str]) -> Iterator[Span]:
        """The whole word when it was asked for, else those of its parts that were."""
        if not has_weight(word.word):
            return
        if stem(word.word) in wanted or AS_WRITTEN + word.word in wanted:
            yield word.span()
            return
        at = 0
        for part in split(word.word, self._market.base.index.parts):
            at = word.word.index(part, at)
            if has_weight(part) and stem(part) in wanted:
                yield word.span(at, at + len(part))
            at += len(part)

    def _names_of(self, code: str) -> tuple[tuple[str, ...], ...]:
        """All names of an occupation as stems, when the question asked for one of them; else none."""
        if code not in self._names:
            row = self._market.entity_of.get(("occupation", code))
            known = self._market.vocabularies.occupations
            self._names[code] = () if row is None else _names(known[row], self._terms)
        return self._names[code]


def _names(occupation: Occupation, terms: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    texts = (occupation.name, *(text for text, _ in occupation.terms))
    spelled = [words(text) for text in (*texts, *occupation.misspellings)]
    asked = any(_is_asked(name, terms) for name in spelled)
    stems = {tuple(map(stem, name)) for name in spelled[: len(texts)] if any(map(has_weight, name))}
    return tuple(sorted(stems)) if asked else ()


def _is_asked(name: Sequence[str], terms: frozenset[str]) -> bool:
    """Whether all words of a name that carry weight were asked for."""
    weighty = [stem(word) for word in name if has_weight(word)]
    return bool(weighty) and terms.issuperset(weighty)


@dataclass(frozen=True, slots=True)
class _Word:
    """A normalised word, and for each of its letters the character of the text it came from."""

    word: str
    came_from: Sequence[int]
    end: int

    def span(self, first: int = 0, last: int | None = None) -> Span:
        """Where letters first … last stand in the text; the last letter of a word takes its accents along."""
        if last is None or last >= len(self.word):
            return self.came_from[first], self.end
        return self.came_from[first], max(self.came_from[last - 1] + 1, self.came_from[last])


def _spelled(text: str) -> Iterator[_Word]:
    """The words of a text as `leermatch.text.words` reads them, with where they stand."""
    letters = [_normal(sign) for sign in text]
    came_from = [at for at, normal in enumerate(letters) for _ in normal]
    joined = "".join(letters)
    for first, last in word_spans(joined):
        end = came_from[last - 1] + 1
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1
        yield _Word(joined[first:last][:WORD_LENGTH], came_from[first:last], end)


@lru_cache(maxsize=4_096)
def _normal(sign: str) -> str:
    """One character in normal form. What stands beside it makes no difference: accents are dropped anyway."""
    return normalise(sign)


def _runs(found: Sequence[_Word], names: Sequence[Sequence[str]]) -> Iterator[Span]:
    """Where a name of several words stands in the text, from its first word to its last."""
    stems = [stem(word.word) for word in found] if names else []
    for name in names:
        for at in range(len(stems) - len(name) + 1):
            if tuple(stems[at : at + len(name)]) == name:
                yield found[at].span()[0], found[at + len(name) - 1].span()[1]


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans in order; those that touch or overlap become one."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return tuple(merged)
