"""Vocabularies of a market: occupations, qualifications, sectors and regions, each by its code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification. `level` is 1 to 4, 0 when unknown; an empty `dossier` or `domain` is unknown."""

    code: str
    name: str = ""
    level: int = 0
    dossier: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation with the words that people use for it.

    `terms` are pairs (text, weight): other names and everyday words; weight 1.0 counts as much as the name, 0.5
    half of it. `misspellings` are understood when somebody asks for them, and never suggested. `qualifications`
    are codes that lead to the occupation, `related` codes of occupations that lie near; codes that the vocabulary
    does not hold are passed over.
    """

    code: str
    name: str
    terms: tuple[tuple[str, float], ...] = ()
    qualifications: tuple[str, ...] = ()
    dossier: str = ""
    domain: str = ""
    related: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All codes that the places of a market may use. Codes are unique within their tuple."""

    occupations: tuple[Occupation, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    sectors: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
