"""Small random markets, seekers and questions, in which everything that matters happens often."""

from typing import Any

import numpy as np

from leermatch import (
    FLEXIBLE,
    Market,
    Need,
    Occupation,
    Pathway,
    Qualification,
    Query,
    Recognition,
    Seeker,
    Vocabularies,
    build_market,
)
from leermatch.facets import FACETS

TODAY = 20_500

VOCABULARIES = Vocabularies(
    occupations=(
        Occupation(
            "las", "Lasser", (("metaalbewerker", 0.7), ("lassen", 0.5)), ("25287", "25290"), related=("mon",)
        ),
        Occupation("mon", "Monteur", (("automonteur", 0.7),), ("25250",), domain="79050"),
        Occupation("kok", "Kok", (("chef kok", 1.0),), ("25180",), dossier="23081"),
        Occupation("zrg", "Verzorgende", (("zorgmedewerker", 0.7),), misspellings=("versorgende",)),
    ),
    qualifications=(
        Qualification("25287", "Basislasser", 2, "23110", "79060"),
        Qualification("25290", "Pijplasser", 3, "23110", "79060"),
        Qualification("25250", "Autotechnicus", 3, "23100", "79050"),
        Qualification("25251", "Fietstechnicus", 2, "23101", "79050"),
        Qualification("25180", "Kok", 2, "23081", "79080"),
        Qualification("25499", "Nieuw"),
    ),
    sectors=("METAAL", "HORECA", "ZORG"),
    regions=("AM01", "AM07"),
)

_SPELLED = """
lasser monteur kok zorg zorgmedewerker metaal metaalbewerker bewerker keuken machine machines auto automonteur
leerbaan bbl de en verpleegkundige werkplaats chef
"""
_WORDS = _SPELLED.split()
_ASKED = (*_WORDS, "verpleegkundgie", "keukenmachine", "auto", "monteurs", "jansen", "xyzzy", "versorgende")


def random_columns(rng: np.random.Generator, n: int) -> dict[str, list[Any]]:
    """Columns of n places; every value is unknown now and then."""

    def some(values: list[Any], unknown: float = 0.25) -> list[Any]:
        return [None if rng.random() < unknown else values[rng.integers(len(values))] for _ in range(n)]

    lat, lon = rng.uniform(51.9, 52.4, n), rng.uniform(5.0, 6.0, n)
    located = rng.random(n) < 0.85
    start = some([TODAY - 30, TODAY + 10, TODAY + 60, TODAY + 200, FLEXIBLE])
    return {
        "id": rng.permutation(np.arange(1, n + 1) * 7).tolist(),
        "lat": [float(v) if k else None for v, k in zip(lat, located, strict=True)],
        "lon": [float(v) if k else None for v, k in zip(lon, located, strict=True)],
        "occupation": some([o.code for o in VOCABULARIES.occupations]),
        "qualification": some([q.code for q in VOCABULARIES.qualifications]),
        "sector": some(list(VOCABULARIES.sectors)),
        "region": some(list(VOCABULARIES.regions)),
        "level": some([1, 2, 3, 4], 0.5),
        "pathway": some([Pathway.BBL, "BOL", 3]),
        "hours_min": some([16.0, 24.0]),
        "hours_max": some([24.0, 36.0]),
        "days": some([1, 3, 31, 96]),
        "start": start,
        "end": [s + 50 if s not in (None, FLEXIBLE) and rng.random() < 0.5 else None for s in start],
        "open_until": some([TODAY - 1, TODAY, TODAY + 30], 0.6),
        "is_open": some([True, True, True, False]),
        "min_age": some([0, 16, 18]),
        "language": some(["A2", "B1", 5]),
        "driving_licence": some(list(Need)),
        "work_permit": some(list(Need)),
        "recognition": some([Recognition.VALID, Recognition.VALID, Recognition.NOT_VALID]),
        "capacity_left": some([0, 1, 1, 2, 3]),
        "wage": some([2100.0, 2500.5]),
        "outcomes": some([1, 2, 4, 5]),
        "employer": some([11, 12, 13]),
        "published": some([TODAY - 3, TODAY - 2, TODAY - 1]),
        "candidates": some([0, 1, 5]),
        "answer_rate": some([0.0, 0.5, 1.0]),
        "title": [_text(rng, 3) for _ in range(n)],
        "employer_name": some(["Jansen Metaal", "De Kok bv"]),
        "keywords": [_text(rng, 2) for _ in range(n)],
        "locality": some(["Zwolle", "Ede"]),
        "description": [_text(rng, 8) for _ in range(n)],
    }


def random_market(seed: int, most: int = 14) -> tuple[Market, dict[str, list[Any]]]:
    """A market of up to `most` places, and the columns it was made of."""
    rng = np.random.default_rng(seed)
    columns = random_columns(rng, int(rng.integers(0, most + 1)))
    return build_market(columns, VOCABULARIES), columns


def random_seeker(seed: int) -> Seeker:
    """A seeker of whom each thing is unknown now and then."""
    rng = np.random.default_rng(seed + 1_000_000)

    def one(*values: Any) -> Any:
        return values[rng.integers(len(values))]

    located = rng.random() < 0.9
    wishes = [o.code for o in VOCABULARIES.occupations] + ["unheard-of"]
    ways = [q.code for q in VOCABULARIES.qualifications]
    return Seeker(
        id=int(rng.integers(0, 50)),
        lat=float(rng.uniform(51.9, 52.4)) if located else None,
        lon=float(rng.uniform(5.0, 6.0)) if located else None,
        max_km=one(None, 10.0, 30.0, 60.0),
        prior_level=one(None, 0, 1, 2, 3, 4),
        level_waived=one(False, False, True),
        age=one(None, 15, 17, 30),
        licence=one(None, True, False),
        language=one(None, 0, 2, 3, 6),
        days=one(0, 31, 127, 7),
        hours_min=one(None, 16.0, 20.0),
        hours_max=one(None, 20.0, 40.0),
        from_day=one(None, TODAY, TODAY + 30),
        until_day=one(None, TODAY + 90),
        work_permit=one(None, True, False),
        occupations=tuple(rng.choice(wishes, rng.integers(0, 3), replace=False).tolist()),
        qualifications=tuple(rng.choice(ways, rng.integers(0, 3), replace=False).tolist()),
        sectors=one((), (), ("ZORG",), ("METAAL", "unheard-of")),
        waiting_days=one(0, 100, 1000),
    )


def random_query(seed: int) -> Query:
    """A question with any mix of words, circle, filters, sort and page."""
    rng = np.random.default_rng(seed + 2_000_000)

    def one(*values: Any) -> Any:
        return values[rng.integers(len(values))]

    choices = {
        "sector": ["METAAL", "ZORG", "nonsense"],
        "level": ["1", "2", "4", "9"],
        "pathway": ["BBL", "DERDE_LEERWEG"],
        "region": ["AM01"],
        "outcome": ["DIPLOMA", "PRAKTIJKVERKLARING", "nonsense"],
        "language": ["A2", "C1"],
        "employer": ["11", "13", "x"],
        "occupation": ["las", "kok"],
        "hours": ["UP_TO_16", "UP_TO_32", "OVER_32", "nonsense"],
        "start": ["NOW", "SOON", "LATER", "FLEXIBLE", "nonsense"],
        "wage": ["KNOWN", "nonsense"],
        "diploma": ["NOT_NEEDED", "nonsense"],
    }
    filters = {
        name: tuple(rng.choice(codes, rng.integers(0, 3)).tolist())
        for name, codes in choices.items()
        if rng.random() < 0.2
    }
    located = rng.random() < 0.6
    return Query(
        today=TODAY,
        text=" ".join(rng.choice(_ASKED, int(rng.integers(0, 6))).tolist()),
        lat=float(rng.uniform(51.9, 52.4)) if located else None,
        lon=float(rng.uniform(5.0, 6.0)) if located else None,
        radius_km=one(None, 10.0, 25.0, 50.0),
        filters=filters,
        language_max=one(None, None, None, 2),
        no_diploma=one(False, False, False, True),
        wage_known=one(False, False, False, True),
        start_from=one(None, None, TODAY + 1),
        start_until=one(None, None, TODAY + 100),
        sort=one("relevance", "distance", "newest", "start", "fairness"),
        page=one(1, 1, 2),
        page_size=one(2, 5, 20),
        facets=FACETS,
    )


def _text(rng: np.random.Generator, most: int) -> str:
    return " ".join(rng.choice(_WORDS, int(rng.integers(0, most + 1))).tolist())
