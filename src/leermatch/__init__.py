"""leermatch: find, rank and allocate learn-work places. Pure: no Django, no network.

One columnar *market* of places answers three questions: what can be found with these words around here (`find`),
which places suit this person best and why (`rank_places`, `explain`), and who gets which scarce place
(`edges_of`, `allocate_stable`, judged by `check_allocation`).
"""

from leermatch.checks import Verdict, check_allocation
from leermatch.codes import (
    FLEXIBLE,
    NO_DAY,
    Days,
    Language,
    Need,
    Outcome,
    Pathway,
    Reason,
    Recognition,
    ToCheck,
    day_date,
    day_number,
)
from leermatch.eligibility import judge
from leermatch.explain import Contribution, Explanation, ReasonFact, explain
from leermatch.find import FACETS, Found, Query, find
from leermatch.market import Market, MarketRefused, Places, Problem, build_market
from leermatch.rank import (
    Ranking,
    Rankings,
    SeekerRanking,
    near_misses,
    rank_many,
    rank_places,
    rank_seekers,
)
from leermatch.seekers import Seeker
from leermatch.snapshot import SnapshotRefused, current_version, open_market, save_market
from leermatch.stable import Allocation, Edges, allocate_stable, edges_of
from leermatch.vocabulary import Occupation, Qualification, Vocabularies
from leermatch.weights import FEATURES, SCALE, Weights

__all__ = [
    "FACETS",
    "FEATURES",
    "FLEXIBLE",
    "NO_DAY",
    "SCALE",
    "Allocation",
    "Contribution",
    "Days",
    "Edges",
    "Explanation",
    "Found",
    "Language",
    "Market",
    "MarketRefused",
    "Need",
    "Occupation",
    "Outcome",
    "Pathway",
    "Places",
    "Problem",
    "Qualification",
    "Query",
    "Ranking",
    "Rankings",
    "Reason",
    "ReasonFact",
    "Recognition",
    "Seeker",
    "SeekerRanking",
    "SnapshotRefused",
    "ToCheck",
    "Verdict",
    "Vocabularies",
    "Weights",
    "allocate_stable",
    "build_market",
    "check_allocation",
    "current_version",
    "day_date",
    "day_number",
    "edges_of",
    "explain",
    "find",
    "judge",
    "near_misses",
    "open_market",
    "rank_many",
    "rank_places",
    "rank_seekers",
    "save_market",
]
