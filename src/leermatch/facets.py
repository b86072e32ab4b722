"""Facets: what can be chosen, which places pass a choice, and how many each choice would give."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import AnyArray, Bool
from leermatch.codes import Language, Outcome, Pathway
from leermatch.market import Market

FACETS: Final = ("sector", "level", "pathway", "region", "outcome", "language", "employer", "occupation")
DEFAULT_FACETS: Final = ("sector", "level", "pathway", "region", "outcome")

_LEVELS = ("1", "2", "3", "4")
_PATHWAYS = tuple(member.name for member in Pathway if member)
_LANGUAGES = tuple(member.name for member in Language if member)
_OUTCOMES = tuple(str(member.name) for member in Outcome)


@dataclass(frozen=True, slots=True)
class _Facet:
    """`values` (n,) row in `codes`, -1 unknown. Where `open_minded`, an unknown value passes every choice."""

    codes: tuple[str, ...]
    values: AnyArray
    open_minded: bool = False


def passes(market: Market, name: str, chosen: Collection[str]) -> Bool:
    """(n,) whether a place passes when one of the codes must hold. Codes that do not exist match nothing."""
    places = market.living
    if name == "outcome":
        wanted = sum(Outcome[code] for code in set(chosen) if code in _OUTCOMES)
        return np.asarray((places.outcomes & np.uint8(wanted)) != 0)
    if name == "employer":
        numbers = [int(code) for code in chosen if code.isascii() and code.isdigit() and len(code) <= 18]  # noqa: PLR2004
        return np.isin(places.employer, np.array(numbers, dtype=np.int64))
    facet = _facet(market, name)
    wanted_rows = np.zeros(len(facet.codes) + 1, np.bool_)
    wanted_rows[[row for row, code in enumerate(facet.codes) if code in chosen]] = True
    wanted_rows[-1] = facet.open_minded
    return wanted_rows[facet.values]


def counts(market: Market, name: str, among: Bool) -> dict[str, int]:
    """Code → places among the given ones that would pass that choice alone; "" → those of unknown value.

    Codes that would give nothing are left out.
    """
    places = market.living
    if name == "outcome":
        outcomes = places.outcomes[among]
        found = {code: int(np.count_nonzero(outcomes & Outcome[code])) for code in _OUTCOMES}
        return _filled({**found, "": int(np.count_nonzero(outcomes == 0))})
    if name == "employer":
        numbers, many = np.unique(places.employer[among], return_counts=True)
        pairs = zip(numbers.tolist(), many.tolist(), strict=True)
        return {"" if number < 0 else str(number): count for number, count in pairs}
    facet = _facet(market, name)
    per_value = np.bincount(facet.values[among] + 1, minlength=len(facet.codes) + 1).tolist()
    unknown = per_value[0]
    extra = unknown if facet.open_minded else 0
    return _filled({**{c: k + extra for c, k in zip(facet.codes, per_value[1:], strict=True)}, "": unknown})


def _facet(market: Market, name: str) -> _Facet:
    places, vocabularies = market.living, market.vocabularies
    match name:
        case "sector":
            return _Facet(vocabularies.sectors, places.sector)
        case "region":
            return _Facet(vocabularies.regions, places.region)
        case "occupation":
            return _Facet(tuple(o.code for o in vocabularies.occupations), places.occupation)
        case "level":
            return _Facet(_LEVELS, places.level - 1, open_minded=True)
        case "pathway":
            return _Facet(_PATHWAYS, places.pathway - 1, open_minded=True)
        case "language":
            return _Facet(_LANGUAGES, places.language - 1, open_minded=True)
    raise ValueError(name)


def _filled(found: dict[str, int]) -> dict[str, int]:
    return {code: count for code, count in found.items() if count}
