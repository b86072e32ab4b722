"""leermatch: find, rank and allocate learn-work places. Pure: no Django, no network, no clock.

One columnar *market* of places answers three questions: what can be found with these words around here (`find`,
`highlight`), which places suit this person best and why (`rank_places`, `explain`, `near_misses`), and who gets
which scarce place (`edges_of`, `allocate_stable`, `allocate_best`, judged by `check_allocation`).

>>> import leermatch as lm
>>> words = lm.Vocabularies(
...     occupations=(lm.Occupation("W1", "Lasser", (("lassen", 0.7),), qualifications=("25287",)),),
...     qualifications=(lm.Qualification("25287", "Basislasser", level=2, dossier="23110", domain="79060"),),
...     sectors=("METAAL",),
... )
>>> market = lm.build_market(
...     {
...         "id": [1, 2],
...         "title": ["Leerling lasser", "Tweede lasser"],
...         "occupation": ["W1", "W1"],
...         "qualification": ["25287", None],
...         "lat": [52.22, 52.27],
...         "lon": [6.89, 6.79],
...         "min_age": [None, 18],
...     },
...     words,
... )
>>> lm.find(market, lm.Query(today=20_500, text="leerbaan lassen", lat=52.22, lon=6.9, radius_km=5)).ids.tolist()
[1]
>>> lm.highlight(market, "leerbaan lassen", "Leerling lasser", occupation="W1")
((9, 15),)
>>> person = lm.Seeker(lat=52.22, lon=6.90, max_km=15, prior_level=1, age=17, occupations=("W1",))
>>> lm.rank_places(market, person, today=20_500).ids.tolist()
[1]
>>> lm.explain(market, person, 2, today=20_500).reasons
(ReasonFact(code=<Reason.TOO_YOUNG: 16>, needed=18, has=17),)
>>> lm.explain(market, person, 2, today=20_500).relaxations
(Relaxation(code=<Reason.TOO_YOUNG: 16>, field='age', value=18, more=1),)
>>> edges = lm.edges_of(market, [person, person], today=20_500)
>>> lm.check_allocation(edges, lm.allocate_stable(edges, seed=1).edge_of).is_stable
True
>>> best = lm.allocate_best(edges, seed=1, gap=0)
>>> best.certificate.total == best.certificate.bound
True
>>> report = lm.compare_allocations(edges, {"stable": lm.allocate_stable(edges, seed=1).edge_of})
>>> report.allocations["stable"].placed, report.allocations["stable"].first_choice
(1, 1)

What is not known never excludes: it is compatible, and told apart as "to check". Days are day numbers
(`day_number`), scores are whole numbers (`SCALE` to the point), wording is left to whoever shows them.
"""

from leermatch.changing import Changes
from leermatch.checks import Proof, Verdict, check_allocation, check_certificate
from leermatch.choices import Choices, prepare
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
from leermatch.edges import Edges, EdgesRefused, tickets
from leermatch.eligibility import judge
from leermatch.explain import Contribution, Explanation, ReasonFact, explain
from leermatch.find import FACETS, Found, Query, find
from leermatch.highlight import Highlighter, highlight
from leermatch.market import Market, MarketRefused, Places, Problem, build_market
from leermatch.optimal import Best, Certificate, Share, SharesRefused, allocate_best
from leermatch.pairing import edges_of
from leermatch.policy import Policy, Rule, group_mask
from leermatch.rank import (
    Ranking,
    Rankings,
    SeekerRanking,
    exclusions,
    near_misses,
    rank_many,
    rank_places,
    rank_seekers,
)
from leermatch.refusing import SeekersRefused
from leermatch.relaxing import Relaxation
from leermatch.repair import Kept, KeptStable, keep
from leermatch.seekers import Seeker, Seekers, read_seekers, seekers_of
from leermatch.snapshot import (
    SnapshotRefused,
    current_delta,
    current_version,
    open_market,
    refresh_market,
    save_changes,
    save_market,
)
from leermatch.stable import Allocation, allocate_stable
from leermatch.tradeoff import Figures, GroupFigures, TradeOff, compare_allocations
from leermatch.vocabulary import Occupation, Qualification, Vocabularies
from leermatch.weights import FEATURES, SCALE, Weights

__all__ = [
    "FACETS",
    "FEATURES",
    "FLEXIBLE",
    "NO_DAY",
    "SCALE",
    "Allocation",
    "Best",
    "Certificate",
    "Changes",
    "Choices",
    "Contribution",
    "Days",
    "Edges",
    "EdgesRefused",
    "Explanation",
    "Figures",
    "Found",
    "GroupFigures",
    "Highlighter",
    "Kept",
    "KeptStable",
    "Language",
    "Market",
    "MarketRefused",
    "Need",
    "Occupation",
    "Outcome",
    "Pathway",
    "Places",
    "Policy",
    "Problem",
    "Proof",
    "Qualification",
    "Query",
    "Ranking",
    "Rankings",
    "Reason",
    "ReasonFact",
    "Recognition",
    "Relaxation",
    "Rule",
    "Seeker",
    "SeekerRanking",
    "Seekers",
    "SeekersRefused",
    "Share",
    "SharesRefused",
    "SnapshotRefused",
    "ToCheck",
    "TradeOff",
    "Verdict",
    "Vocabularies",
    "Weights",
    "allocate_best",
    "allocate_stable",
    "build_market",
    "check_allocation",
    "check_certificate",
    "compare_allocations",
    "current_delta",
    "current_version",
    "day_date",
    "day_number",
    "edges_of",
    "exclusions",
    "explain",
    "find",
    "group_mask",
    "highlight",
    "judge",
    "keep",
    "near_misses",
    "open_market",
    "prepare",
    "rank_many",
    "rank_places",
    "rank_seekers",
    "read_seekers",
    "refresh_market",
    "save_changes",
    "save_market",
    "seekers_of",
    "tickets",
]
