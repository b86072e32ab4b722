"""The fixed corpus of the judged questions: made-up Dutch places, each with the truth about what it offers.

By hand (places.toml) and put together from phrases by a seed. Always the same, as long as `reference/` and the phrases
are the same.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reference import postcodes, read
from leermatch import Occupation, Vocabularies
from leerwerk.demo.naming import CompanyNames
from leerwerk.demo.words import words

SEED = 1910
GENERATED = 2_400
_EMPLOYERS = 900
_HERE = Path(__file__).parent
#: Shares: an occupation that search engines are told, a title that says nothing, a text about others too.
_TOLD, _EMPTY_TITLE, _DISTRACTED, _OWN_PHRASES = 0.88, 0.1, 0.3, 0.6
_MISLEADING_NAME = 0.06
_FEWEST = 3
#: The names that people use for their town.
_SPOKEN = {"'s-Gravenhage": "Den Haag", "'s-Hertogenbosch": "Den Bosch"}
#: Pairs of occupation and town that are asked for and must not depend on luck.
_PLANTED = (
    ("Lasser", "Enschede"), ("Bakker", "Zwolle"), ("Kapper", "Den Haag"), ("Timmerman", "Groningen"),
    ("Havenmedewerker", "Rotterdam"), ("Containerkraanmachinist haven", "Rotterdam"),
    ("Verzorgende IG", "Assen"), ("Kok", "Utrecht"), ("Medewerker bediening", "Utrecht"),
    ("Magazijnmedewerker", "Venlo"), ("Elektromonteur", "Eindhoven"), ("Verkoper", "Deventer"), ("Schilder", "Hoorn"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Craft:
    """An occupation as the writers of texts know it."""

    name: str
    man: str
    woman: str
    words: tuple[str, ...]
    sector: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One place. `occupation`, `sector` and `level` (0 unknown) are the truth; engines hear the first when `told`."""

    id: int
    title: str
    employer: str
    town: str
    text: str
    occupation: str
    sector: str
    level: int
    told: bool


@cache
def crafts() -> dict[str, Craft]:
    """All occupations by name, in the order of their codes."""
    level_of = {row["code"]: int(row["level"] or 0) for row in read("qualifications.csv")}
    return {
        row["name"]: Craft(
            row["name"], row["name_male"] or row["name"].lower(), row["name_female"] or row["name"].lower(),
            tuple(row["words"].split(";")), row["sector"],
            tuple(level_of[code] for code in row["qualifications"].split(";") if level_of.get(code)),
        )
        for row in read("occupations.csv")
    }  # fmt: skip


@cache
def vocabulary() -> Vocabularies:
    """All occupations with their words, weighed as the platform does."""
    return Vocabularies(
        occupations=tuple(_occupation(row) for row in read("occupations.csv")),
        sectors=tuple(sorted({craft.sector for craft in crafts().values()})),
    )


@cache
def corpus() -> tuple[Judged, ...]:
    """All places, numbered from 1: those written by hand first."""
    made = [*_by_hand(), *_generated()]
    return tuple(Judged(number, *place) for number, place in enumerate(made, 1))


def _occupation(row: dict[str, str]) -> Occupation:
    names = {row["name_male"], row["name_female"]} - {row["name"].lower(), ""}
    return Occupation(
        code=row["name"],
        name=row["name"],
        terms=(*((name, 1.0) for name in sorted(names)), *((word, 0.7) for word in row["words"].split(";"))),
        misspellings=tuple(word for word in row["misspellings"].split(";") if word),
    )


def _by_hand() -> Iterator[tuple[Any, ...]]:
    for place in tomllib.loads((_HERE / "places.toml").read_text(encoding="utf-8"))["place"]:
        name = place["occupation"]
        yield (
            place["title"], place["employer"], place["town"], place["text"], name, crafts()[name].sector,
            place.get("level", 0), place.get("told", True),
        )  # fmt: skip


def _generated() -> Iterator[tuple[Any, ...]]:
    chance = random.Random(SEED)
    employers = _employers(chance)
    known = crafts()
    for name, wanted in [*_PLANTED, *((name, "") for name in _offered(chance))]:
        employer, home = chance.choice(employers[known[name].sector])
        town = wanted or home
        craft = known[name]
        level = chance.choice([*craft.levels, 0] if chance.random() < 0.2 else craft.levels or (0,))
        title, text = _Writer(chance, craft, employer, town, level).write()
        yield title, employer, town, text, name, craft.sector, level, chance.random() < _TOLD


def _offered(chance: random.Random) -> list[str]:
    """Which occupations are offered: each a few times, those first in their sector more often."""
    names = list(crafts())
    seen: dict[str, int] = {}
    weights = []
    for craft in crafts().values():
        seen[craft.sector] = seen.get(craft.sector, 0) + 1
        weights.append(words("sectors")[craft.sector]["weight"] / seen[craft.sector] ** 0.55)
    often = chance.choices(names, weights, k=GENERATED - len(_PLANTED) - _FEWEST * len(names))
    offered = names * _FEWEST + often
    chance.shuffle(offered)
    return offered


def _employers(chance: random.Random) -> dict[str, list[tuple[str, str]]]:
    """Sector → name and town of its employers."""
    naming = CompanyNames(np.random.default_rng(SEED))
    areas = postcodes()
    towns = chance.choices(areas.locality, areas.weight.tolist(), k=_EMPLOYERS)
    sectors = sorted({craft.sector for craft in crafts().values()})
    found: dict[str, list[tuple[str, str]]] = {sector: [] for sector in sectors}
    for number, official in enumerate(towns):
        sector = sectors[number % len(sectors)]
        town = _SPOKEN.get(official, official)
        name = naming.employer(sector, town)
        if chance.random() < _MISLEADING_NAME:
            trade = chance.choice(words("sectors")[sector]["trades"])
            name = f"{chance.choice(_phrases()['misleading_names'])} {trade}"
        found[sector].append((name, town))
    return found


@cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads((_HERE / "phrases.toml").read_text(encoding="utf-8"))


class _Writer:
    """Writes the title and the text of one place."""

    def __init__(self, chance: random.Random, craft: Craft, employer: str, town: str, level: int) -> None:
        self.chance, self.craft = chance, craft
        others = [other.man for other in crafts().values() if other.name != craft.name]
        word, second = chance.choice(craft.words), chance.choice(craft.words)
        name = craft.name if craft.name[:2].isupper() else craft.name[:1].lower() + craft.name[1:]
        filled = {
            "beroep": name, "man": craft.man, "vrouw": craft.woman, "woord": word, "nog een woord": second,
            "plaats": town, "bedrijf": employer, "niveau": str(level or 2),
            "anders": chance.choice(others), "elders": chance.choice(others),
        }  # fmt: skip
        self.filled = filled | {key.capitalize(): _capital(value) for key, value in filled.items()}
        self.filled["BEROEP"] = name.upper()

    def write(self) -> tuple[str, str]:
        """Title and text, 30 to 90 words."""
        chance, own, demo = self.chance, _phrases(), words("texts")
        sector = words("sectors")[self.craft.sector]
        is_empty = chance.random() < _EMPTY_TITLE
        if is_empty:
            title = self._one(own["empty_titles"])
        else:
            title = self._one(own["titles"] if chance.random() < _OWN_PHRASES else demo["titles"])
        opening = self._one(own["openings"] if chance.random() < _OWN_PHRASES else demo["openings"])
        said = [
            opening,
            *chance.sample(sector["do"], 2),
            chance.choice(sector["learn"]),
            chance.choice(sector["ask"]),
        ]
        if is_empty:
            said.insert(1, self._one(demo["openings"]))
        if chance.random() < _DISTRACTED:
            said.append(self._one(own["distractions"]))
        said += chance.sample(own["extras"], chance.randint(0, 3))
        return _capital(title), " ".join(map(_capital, said))

    def _one(self, patterns: list[str]) -> str:
        return re.sub(r"{([^}]+)}", lambda hit: self.filled[hit[1]], self.chance.choice(patterns))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
