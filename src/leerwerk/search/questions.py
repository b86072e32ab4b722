"""What a visitor asks of the learn-work places, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PAGE_SIZE = 20
RADII_KM = (5, 10, 15, 25, 50, 100)
DEFAULT_RADIUS_KM = 25
LANGUAGES = ("A1", "A2", "B1", "B2", "C1", "C2")
#: Facets with several choices, of which one must hold. `language` has one choice: at most that level.
FACETS = ("sector", "level", "pathway", "outcome", "hours", "start", "language", "region", "employer")
#: Conditions of which a count is shown too: facet of the engine and its one code.
SWITCHES = {"no_diploma": ("diploma", "NOT_NEEDED"), "wage_known": ("wage", "KNOWN")}
Sort = Literal["relevance", "distance", "newest", "start"]
SORTS: tuple[Sort, ...] = ("relevance", "distance", "newest", "start")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a visitor asks. `where` is a place name, a postcode or a region; `filters` maps a facet to codes chosen.

    `radius_km` None: however far. `is_home`: nobody chose the region in `filters`, the site that is visited did.
    """

    what: str = ""
    where: str = ""
    radius_km: int | None = DEFAULT_RADIUS_KM
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_diploma: bool = False
    wage_known: bool = False
    sort: Sort = "relevance"
    page: int = 1
    is_home: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether the visitor chose a filter."""
        chosen = any(
            codes for facet, codes in self.filters.items() if not (facet == "region" and self.is_home)
        )
        return chosen or self.no_diploma or self.wage_known


def engine_filters(question: Question) -> dict[str, tuple[str, ...]]:
    """The filters as the engine reads them."""
    filters = {name: codes for name, codes in question.filters.items() if codes}
    if "language" in filters:
        filters["language"] = LANGUAGES[: LANGUAGES.index(filters["language"][0]) + 1]
    for name, (facet, code) in SWITCHES.items():
        if getattr(question, name):
            filters[facet] = (code,)
    return filters


def visitor_counts(facets: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """The counts of the engine as a visitor chooses: of languages, how many places ask at most that level."""
    counts = {name: dict(codes) for name, codes in facets.items()}
    levels = counts.get("language", {})
    unknown, total = levels.get("", 0), 0
    counts["language"] = {}
    for level in LANGUAGES:
        total += max(levels.get(level, 0) - unknown, 0)
        if level in levels:
            counts["language"][level] = total + unknown
    return counts
