"""The inverted index by the book: dictionaries, one word at a time, from the description of the weights."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from leermatch import Occupation
from leermatch.text import DOMAIN_WORDS, STOP_WORDS, has_weight, stem, words

_FIELDS = (("title", 3.0), ("keywords", 1.5), ("locality", 1.5), ("description", 1.0))
_ENDINGS = {"end", "rij", "ring", "ren", "sel"}


def split(word: str, is_part: Callable[[str], bool]) -> tuple[str, ...]:
    """The parts of a compound: all ways to split it, the one of fewest parts, then of the longest last one.

    Of ways that are equal by that, the one whose first part, then second, … is shortest; then the first link of
    "", s, en, e, n.
    """

    def ways(rest: str) -> list[tuple[str, ...]]:
        found = [(rest,)] if rest != word and rest not in _ENDINGS and len(rest) > 2 and is_part(rest) else []
        for end in range(3, len(rest)):
            if is_part(rest[:end]):
                after = [rest[end + len(k) :] for k in ("", "s", "en", "e", "n") if rest.startswith(k, end)]
                tails = [tail for tail in map(best, filter(None, after)) if tail]
                if tails:
                    found.append((rest[:end], *min(tails, key=preference)))
        return [way for way in found if len(way) <= 4]

    known: dict[str, tuple[str, ...]] = {}

    def best(rest: str) -> tuple[str, ...]:
        if rest not in known:
            known[rest] = min(ways(rest), key=preference, default=())
        return known[rest]

    def preference(way: tuple[str, ...]) -> tuple[int, int]:
        return len(way), -len(way[-1])

    return best(word) if len(word) >= 7 else ()


def inverted(
    texts: dict[str, Sequence[str]], occupation: Sequence[int], occupations: Sequence[Occupation]
) -> tuple[dict[str, dict[int, float]], dict[str, int], set[str]]:
    """Term → row → what it adds; word → places that hold it, as far as it may be suggested; the parts of compounds."""
    n = len(occupation)
    bags = [_bag(texts, row, occupations[o] if o >= 0 else None) for row, o in enumerate(occupation)]
    plain = Counter(word for bag in bags for word in {word for word, _ in bag})
    employers = Counter(word for text in texts["employer_name"] for word in set(words(text)))
    named = {w for o in occupations for text in (o.name, *(t for t, _ in o.terms)) for w in words(text)}
    slips = {words(t)[0] for o in occupations for t in o.misspellings if len(words(t)) == 1} - named
    for word in slips:
        del plain[word]
    known = {word for word, many in plain.items() if many >= 3 and len(word) >= 4} | named | DOMAIN_WORDS
    known = {word for word in known if len(word) >= 3 and word not in STOP_WORDS and word.isalpha()}
    parts = known | {stem(w) for w in known if len(stem(w)) >= 4 and stem(w) not in STOP_WORDS}
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for row, bag in enumerate(bags):
        for word, weight in bag:
            for term, factor in _terms(word, parts):
                weights[term][row] = weights[term].get(row, 0.0) + weight * factor
        for word in words(texts["employer_name"][row]):
            weights["=" + word][row] = weights["=" + word].get(row, 0.0) + 2.0
    lengths = [len(words(text)) for text in texts["description"]]
    mean = max(sum(lengths) / max(n, 1), 1.0)
    impacts = {
        term: {
            row: math.log1p((n - len(rows) + 0.5) / (len(rows) + 0.5))
            * w
            * 3.4
            / (w + 2.4 * (0.7 + 0.3 * lengths[row] / mean))
            for row, w in rows.items()
        }
        for term, rows in weights.items()
    }
    spoken = {word: many for word, many in (plain + employers).items() if has_weight(word)}
    return impacts, spoken, parts


def _bag(texts: dict[str, Sequence[str]], row: int, occupation: Occupation | None) -> list[tuple[str, float]]:
    bag = [(word, weight) for field, weight in _FIELDS for word in words(texts[field][row])]
    if occupation is not None:
        named: dict[str, float] = {}
        slips = [(text, 0.7) for text in occupation.misspellings]
        for text, weight in ((occupation.name, 1.0), *occupation.terms, *slips):
            weighty = [word for word in words(text) if has_weight(word)]
            for word in weighty:
                named[word] = max(named.get(word, 0.0), weight * 10.0 / len(weighty))
        bag += named.items()
    return bag


def _terms(word: str, parts: set[str]) -> list[tuple[str, float]]:
    if not has_weight(word):
        return []
    return [(stem(word), 1.0)] + [(stem(p), 0.25) for p in split(word, parts.__contains__) if has_weight(p)]
