"""The judge: how well a place answers a question, from the truth about the place and rules written down beforehand.

No engine is asked. README.md tells the rules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.judged.corpus import Judged, corpus, crafts
from benchmarks.reference import read
from leermatch.arrays import I64

BEST, GOOD, FAIR = 3, 2, 1
CUT = 10
#: When a peer adds places with some of the words to those with all of them.
FILLED: Final = ("filled up to ten", "some words when none has all")
_ANY = "*"


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question of a kind. `grade_of` tells occupations apart; employer, town and level narrow (see README.md)."""

    kind: str
    text: str
    grade_of: Mapping[str, int]
    employer: str = ""
    town: str = ""
    level: int = 0

    def grade(self, place: Judged) -> int:
        """0 does not answer … 3 just what was asked."""
        grade = self.grade_of.get(place.occupation, 0)
        if self.employer:
            return BEST if place.employer == self.employer else grade
        if self.town and place.town != self.town:
            return FAIR if grade == BEST and self.grade_of is not _everything() else 0
        if self.level and place.level != self.level:
            return max(grade - (1 if place.level == 0 else 2), 0)
        return grade


@cache
def questions() -> tuple[JudgedQuestion, ...]:
    """All questions in the order of the file."""
    told = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
    return tuple(
        JudgedQuestion(
            kind, one["text"], _grades(one), one.get("employer", ""), one.get("town", ""), one.get("level", 0)
        )
        for kind, group in told.items()
        for one in group["asked"]
    )


@cache
def grades() -> I64:
    """(questions, places) int64, 0 … 3."""
    return np.array([[one.grade(place) for place in corpus()] for one in questions()])


def ndcg(found: Sequence[int], graded: I64) -> float:
    """nDCG@10 (Järvelin and Kekäläinen 2002; gain 2^grade - 1) of ids in the order in which they were found.

    `graded` (places,) for ids 1 … n. Raises ValueError when nothing answers: then nothing can be measured.
    """
    best = np.sort(graded)[::-1][:CUT]
    if not best.any():
        raise ValueError("nothing answers")
    return _gained(graded[np.array(found[:CUT], dtype=np.int64) - 1]) / _gained(best)


def _gained(graded: I64) -> float:
    return float(((2.0**graded - 1) / np.log2(np.arange(graded.size) + 2)).sum())


@cache
def _everything() -> Mapping[str, int]:
    return dict.fromkeys(crafts(), BEST)


def _grades(one: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    if _ANY in one.get("best", ()):
        return _everything()
    found: dict[str, int] = {}
    for name in one.get("best", ()):
        found |= dict.fromkeys(_related().get(name, ()), FAIR)
    for listed, grade in (("fair", FAIR), ("good", GOOD), ("best", BEST)):
        for name in one.get(listed, ()):
            found |= dict.fromkeys(_occupations(name), grade)
    return found


def _occupations(name: str) -> list[str]:
    """An occupation, or all of a sector."""
    if name in crafts():
        return [name]
    named = [craft.name for craft in crafts().values() if craft.sector == name]
    if not named:
        raise ValueError(name)
    return named


@cache
def _related() -> dict[str, list[str]]:
    name_of = {row["code"]: row["name"] for row in read("occupations.csv")}
    found: dict[str, list[str]] = {}
    for row in read("related_occupations.csv"):
        one, other = name_of[row["code"]], name_of[row["related_code"]]
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found
