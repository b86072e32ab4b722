"""A craft: an occupation with the ways to learn it, as those who invent places and texts know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Craft:
    """An occupation with the qualifications (code, level, pathways) that lead there, lowest level first."""

    code: str
    name: str
    sector: str
    qualifications: tuple[tuple[str, int, str], ...]
