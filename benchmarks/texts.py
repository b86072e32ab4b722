"""Dutch texts of places and questions of people, from the words of `reference/`.

The long tail of a real index are compounds; here they are joined from the words of the occupations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.country import TODAY, PlaceRows
from benchmarks.reference import postcodes, sector_of_occupation, vocabularies
from leermatch import Query
from leermatch.text import DOMAIN_WORDS, STOP_WORDS, words
from leermatch.typos import FORGIVEN_FROM

_LINES = """
je leert het vak van ervaren collega's en gaat één dag per week naar school
we zoeken iemand die met plezier aanpakt en op tijd is
je werkt in een klein team en je begeleider helpt je elke dag
ervaring is niet nodig motivatie wel
je krijgt werkkleding gereedschap en een vergoeding voor je reis
na je opleiding kun je bij ons blijven werken
samen maken we een plan en kijken we wat je nodig hebt
je begint met eenvoudig werk en krijgt steeds meer verantwoordelijkheid
veiligheid en kwaliteit staan voorop in onze werkplaats
klanten bewoners en collega's rekenen op jou
"""
_NAMES = ("Jansen", "De Vries", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "De Boer", "Bos", "Dekker")
_TAIL = 40_000
_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its kind: without words, plain, a compound, two words, or with a slip."""

    kind: str
    query: Query


def place_texts(rows: PlaceRows, seed: int = 7) -> dict[str, list[str]]:
    """Title, employer, locality and a description of 60 to 120 words for each place."""
    chance = np.random.default_rng([seed, 4])
    n = rows.lat.size
    occupations, localities = vocabularies().occupations, postcodes().locality
    names = [o.name.lower() for o in occupations]
    told = [[text for text, _ in o.terms] or [o.name] for o in occupations]
    lines = np.array(_LINES.strip().split("\n"))[chance.integers(0, 10, (n, _SENTENCES))].tolist()
    tail = _tail(chance)
    rare = tail[np.minimum(chance.zipf(1.2, (n, 6)) - 1, tail.size - 1)].tolist()
    level = [vocabularies().qualifications[row].level for row in rows.qualification.tolist()]
    where = [localities[row] for row in rows.postcode.tolist()]
    occupation = rows.occupation.tolist()
    own = chance.integers(0, 1_000, n).tolist()
    return {
        "title": [f"Leerling {names[o]} niveau {v}" for o, v in zip(occupation, level, strict=True)],
        "employer_name": [
            f"{_NAMES[e % 10]} {names[o]} {e // 10}"
            for e, o in zip(rows.employer.tolist(), occupation, strict=True)
        ],
        "locality": where,
        "description": [
            f"{names[o]} in {city}. {' '.join(told[o][at % len(told[o]) :][:3])}. {'. '.join(said)}. {' '.join(odd)}"
            for o, city, at, said, odd in zip(occupation, where, own, lines, rare, strict=True)
        ],
    }


def make_questions(n: int, seed: int = 7) -> list[Asked]:
    """n questions: a tenth without words, four tenths one word, the rest compounds, pairs and slips."""
    chance = np.random.default_rng([seed, 5])
    single = [o.name.lower() for o in vocabularies().occupations if o.name.isalpha()]
    long = [name for name in single if len(name) >= FORGIVEN_FROM]
    body, tail = _words(), _tail(np.random.default_rng([seed, 4]))[:2_000].tolist()

    def text(kind: str) -> str:
        common = single[min(int(chance.zipf(1.4)) - 1, len(single) - 1)]
        match kind:
            case "plain":
                return common
            case "two words":
                return f"{common} {body[chance.integers(len(body))]}"
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


def _words() -> list[str]:
    """Words with weight that people use for occupations."""
    terms = [text for o in vocabularies().occupations for text, _ in o.terms]
    return sorted({word for text in terms for word in words(text)} - DOMAIN_WORDS - STOP_WORDS)


def _tail(chance: np.random.Generator) -> np.ndarray:
    """Compounds of two words, most used first."""
    known = [word for word in _words() if 4 <= len(word) <= 10 and word.isalpha()]
    first, last = chance.integers(0, len(known), (2, _TAIL))
    return np.array([known[a] + known[b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
