"""Questions of people, in mixes: with the frequent words that texts are full of, or nearly without them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeVar

import numpy as np

from benchmarks.country import TODAY, popularity
from benchmarks.reference import crafts, postcodes, sector_of_occupation, vocabularies
from benchmarks.texts import long_tail, occupation_words
from benchmarks.trade_words import FEWEST_TRADE_WORDS, MOST_TRADE_WORDS, POWER, SECOND_WORDS, TRADE_WORDS
from leermatch import Query
from leermatch.text import WEIGHTLESS, words
from leermatch.typos import FORGIVEN_FROM
from leerwerk.demo.chance import falling
from leerwerk.demo.words import words as words_of

Item = TypeVar("Item")
Mix = Literal["frequent", "light", "prototype"]
WORDLESS: Final = "no words"
#: The mix that the figures were set on: how many words, and how often the first is an occupation; the rest are frequent
#: words. Of the first words some are then replaced by a compound, or get a slip of the pen.
_MANY: Final = (0.1, 0.45, 0.3, 0.15)
_OCCUPATION: Final = 0.75
_COMPOUND: Final = 0.1
_SLIP: Final = 0.1
#: How fast occupations become rarer in questions.
_ASKED: Final = 1.4
_PART_FROM: Final = 4
_KINDS: Final = (WORDLESS, "one word", "two words", "three words")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its kind: by its number of words, or that its first one is a compound or holds a slip."""

    kind: str
    query: Query


def make_questions(n: int, seed: int = 7, mix: Mix = "frequent") -> list[Asked]:
    """n questions of one of the mixes."""
    chance = np.random.default_rng([seed, 5])
    word: Callable[[np.random.Generator, int], tuple[str, str]] = _MIXES[mix]
    made = []
    for _ in range(n):
        kind, text = word(chance, seed)
        made.append(Asked(kind, _question(chance, text)))
    return made


def _frequent(chance: np.random.Generator, seed: int) -> tuple[str, str]:
    """Frequent occupations and frequent words; a tenth of the first words are compounds, a tenth hold a slip."""
    return _with_names(chance, _names(seed))


def _prototype(chance: np.random.Generator, seed: int) -> tuple[str, str]:
    """The same with words in front of the occupations that stand in as many texts as the commonest occupations did in
    the data of the prototypes, by which the figures were set."""
    return _with_names(chance, [*_like_occupations_of_prototypes(), *_names(seed)])


def _with_names(chance: np.random.Generator, names: Sequence[str]) -> tuple[str, str]:
    many = int(chance.choice(len(_MANY), p=_MANY))
    kind = _KINDS[many]
    if not many:
        return kind, ""
    first = (
        _common(chance, names)
        if chance.random() < _OCCUPATION
        else TRADE_WORDS[chance.integers(len(TRADE_WORDS))]
    )
    odd = chance.random()
    if odd < _COMPOUND:
        compounds = _compounds()
        kind, first = "compound", compounds[chance.integers(len(compounds))]
    elif odd < _COMPOUND + _SLIP:
        long = [name for name in names if len(name) >= FORGIVEN_FROM]
        kind, first = "slip", _with_slip(chance, _common(chance, long))
    others = [TRADE_WORDS[at] for at in chance.integers(SECOND_WORDS, size=many - 1).tolist()]
    return kind, " ".join(dict.fromkeys([first, *others]))


def _light(chance: np.random.Generator, seed: int) -> tuple[str, str]:
    """A tenth without words, four tenths one word; the rest pairs, compounds that nearly nobody uses, and slips."""
    kind = str(
        chance.choice([WORDLESS, "one word", "two words", "compound", "slip"], p=[0.1, 0.4, 0.2, 0.15, 0.15])
    )
    names = [
        (one.name.lower(), row) for row, one in enumerate(vocabularies().occupations) if one.name.isalpha()
    ]
    common, row = _common(chance, names)
    match kind:
        case "one word":
            return kind, common
        case "two words":
            near = _words_near(row)
            return kind, f"{common} {near[chance.integers(len(near))]}"
        case "compound":
            return kind, str(long_tail(seed)[chance.integers(2_000)])
        case "slip":
            long = [name for name, _ in names if len(name) >= FORGIVEN_FROM]
            return kind, _with_slip(chance, long[chance.integers(len(long))])
    return kind, ""


def _common(chance: np.random.Generator, items: Sequence[Item]) -> Item:
    """One of some items, the first ones by far the likeliest."""
    return items[min(int(chance.zipf(_ASKED)) - 1, len(items) - 1)]


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
def _like_occupations_of_prototypes() -> list[str]:
    """The words of all work that stand in about a third, a sixth and a ninth of the texts; the next commonest, an
    occupation, stands in a twelfth."""
    weights = falling(len(TRADE_WORDS), POWER)
    drawn = np.arange(FEWEST_TRADE_WORDS, MOST_TRADE_WORDS + 1)[:, None]
    shares = np.mean(1 - (1 - weights / weights.sum()) ** drawn, axis=0)
    return [TRADE_WORDS[int(np.argmin(np.abs(shares - share)))] for share in (1 / 3, 1 / 6, 1 / 9)]


@cache
def _names(seed: int) -> list[str]:
    """Occupations of one word, those that most places offer first."""
    order = np.argsort(-popularity(seed), kind="stable").tolist()
    names = [vocabularies().occupations[row].name for row in order]
    return [name.lower() for name in names if name.isalpha() and name.lower() not in WEIGHTLESS]


@cache
def _compounds() -> list[str]:
    """Words that people use for occupations and that are made of two others of them: werkkleding, autoschade."""
    known = set(occupation_words()) | set(TRADE_WORDS)

    def is_compound(word: str) -> bool:
        cuts = range(_PART_FROM, len(word) - _PART_FROM + 1)
        return any(word[:at] in known and word[at:] in known for at in cuts)

    return [word for word in occupation_words() if is_compound(word)]


@cache
def _words_near(row: int) -> list[str]:
    """Words with weight about an occupation: those that people use for it, and of sentences about its sector."""
    occupation, sector = vocabularies().occupations[row], words_of("sectors")[crafts()[row].sector]
    told = [*(text for text, _ in occupation.terms), *sector["do"], *sector["learn"]]
    known = {word for text in told for word in words(text)}
    return sorted(known - WEIGHTLESS - {occupation.name.lower()})


_MIXES: Final = {"frequent": _frequent, "light": _light, "prototype": _prototype}
