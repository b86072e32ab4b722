"""After warming up, no question waits for the compiler."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.unit

#: Counts the specialisations of all kernels after warming up, and again after many other questions.
_ASK = """
import sys, tempfile
from dataclasses import replace
from pathlib import Path
import leermatch as lm
from leermatch.warm import warm_up
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_market, random_query, random_seeker
import numpy as np

def specialisations():
    found = {}
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("leermatch"):
            for name, value in vars(module).items():
                if hasattr(value, "overloads") and hasattr(value, "py_func"):
                    found[f"{value.py_func.__module__}.{name}"] = [str(s) for s in value.overloads]
    return found

warm_up()
before = specialisations()
seekers = [random_seeker(seed) for seed in range(8)]
for seed in range(12):
    folder = Path(tempfile.mkdtemp())
    lm.save_market(random_market(seed, most=60)[0], folder, created_at="")
    opened = lm.open_market(folder)
    columns = random_columns(np.random.default_rng(seed), 9)
    closed = set(opened.base.places.id[::5].tolist()) - set(columns["id"])
    lm.save_changes(opened.changed(columns, closed=closed), folder, created_at="")
    for market in (opened, lm.refresh_market(opened, folder)):
        for query in range(25):
            lm.find(market, random_query(query))
        for seeker in seekers:
            lm.rank_places(market, seeker, today=TODAY)
            lm.near_misses(market, seeker, today=TODAY)
        lm.rank_many(market, seekers, today=TODAY)
        lm.allocate_stable(lm.edges_of(market, seekers, today=TODAY), seed=seed)
        for place_id in market.living.id.tolist()[:2]:
            lm.explain(market, seekers[0], place_id, today=TODAY)
            lm.rank_seekers(market, place_id, seekers, today=TODAY)
# Numbers of other kinds, and arrays that do not lie in one piece.
many = lm.build_market(random_columns(np.random.default_rng(3), 200), VOCABULARIES)
edges = lm.edges_of(many, seekers, today=np.int32(TODAY), k=np.int16(5))
lm.find(many, lm.Query(
    today=np.int32(TODAY), lat=np.float32(52), lon=np.float32(5), radius_km=np.int8(9), language_max=np.int64(3),
    start_from=np.int16(TODAY), start_until=np.int64(TODAY + 9), page=np.int32(1), page_size=np.int8(5),
    no_diploma=np.bool_(True), wage_known=np.bool_(False),
))
lm.rank_places(many, lm.Seeker(lat=np.float32(52), lon=5, age=np.int8(17)), today=np.int64(TODAY))
for kind in (np.int32, np.float64, ">i8"):
    loose = {}
    for name in ("seeker", "place", "score", "priority", "place_ids", "capacities"):
        values = getattr(edges, name)
        loose[name] = np.repeat(values.astype(kind), 2)[::2]
    given = replace(edges, **loose)
    lm.allocate_stable(given, seed=np.int32(-5))
    lm.allocate_best(given, seed=2**80, gap=np.float32(0.1))
    few = np.array([len(seekers), 0, len(seekers), 0])[::2].astype(kind)
    for objective in ("best", "stable"):
        lm.keep(edges, objective).repair(lm.Changes(
            seeker=few[:1], place=few[1:] * 0, score=few[:1], withdrawn=[1], resized=few[:1] * 0, capacities=[3],
            ids=None if edges.seeker_ids is None else [99],
        ))
after = specialisations()
for name, signatures in after.items():
    if new := set(signatures) - set(before.get(name, ())):
        print(name, *new)
"""


def test_no_kernel_is_compiled_after_warming_up() -> None:
    told = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("", "")
