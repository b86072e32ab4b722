"""polars: seekers spread over the cells of 10 km that they reach, joined with the places of a domain in a cell."""

from __future__ import annotations

import polars as pl

from benchmarks.rank_task import (
    BEST,
    DISTANCE_POINTS,
    HALF_KM,
    LEVEL_POINTS,
    RankTask,
    closeness_points,
    filled,
)
from leermatch.arrays import I64

_CELL_KM = 10
_BATCH = 5_000
_ROW = 1_000


class PolarsJoin:
    """Two frames; the places know their cell beforehand."""

    name = "polars"
    first = 2_000

    def __init__(self, task: RankTask) -> None:
        places = pl.DataFrame(dict(task.places)).filter(pl.col("is_open") == 1)
        self.places = places.with_columns(cell=_cell(pl.col("x")) * _ROW + _cell(pl.col("y")))
        self.seekers = pl.DataFrame({f"s_{name}": column for name, column in task.seekers.items()})

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""
        batches = [self._batch(start, min(_BATCH, n - start)) for start in range(0, n, _BATCH)]
        found = pl.concat(batches)
        seeker, ids, score = (found[name].cast(pl.Int64).to_numpy() for name in ("s_id", "id", "score"))
        return filled(seeker, ids, score, n)

    def _batch(self, start: int, size: int) -> pl.DataFrame:
        people = self.seekers.lazy().slice(start, size)
        wished = pl.concat_list([f"s_domain{position}" for position in range(3)]).list.unique()
        spread = (
            people.with_columns(
                domain=wished,
                column=pl.int_ranges(*_span(pl.col("s_x"))),
                row=pl.int_ranges(*_span(pl.col("s_y"))),
            )
            .explode("domain")
            .filter(pl.col("domain") >= 0)
            .explode("column")
            .explode("row")
            .with_columns(cell=pl.col("column") * _ROW + pl.col("row"))
        )
        pairs = spread.join(self.places.lazy(), on=["domain", "cell"]).with_columns(distance=_distance())
        scored = pairs.filter(_fits()).select("s_id", "id", score=_score())
        ordered = scored.sort(["s_id", "score", "id"], descending=[False, True, False])
        return ordered.group_by("s_id", maintain_order=True).head(BEST).collect()


def _cell(km: pl.Expr) -> pl.Expr:
    return (km / _CELL_KM).floor().cast(pl.Int64) + 500


def _span(centre: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """From the first cell to the one after the last; a hair wider, so that rounding loses nobody."""
    reach = pl.col("s_max_km") + 0.01
    return _cell(centre - reach), _cell(centre + reach) + 1


def _distance() -> pl.Expr:
    dx, dy = pl.col("x") - pl.col("s_x"), pl.col("y") - pl.col("s_y")
    return (dx * dx + dy * dy).sqrt()


def _fits() -> pl.Expr:
    c = pl.col
    return (
        (c("distance") <= c("s_max_km"))
        & ((c("level") <= 1) | (c("s_level") >= c("level") - 1))
        & (c("language") <= c("s_language"))
        & (c("licence") <= c("s_licence"))
        & ((c("days") & c("s_days")) == c("days"))
    )


def _score() -> pl.Expr:
    closeness = []
    for position, (qualification, dossier, domain) in enumerate(closeness_points()):
        closeness.append(
            pl.when(pl.col("qualification") == pl.col(f"s_qualification{position}"))
            .then(qualification)
            .when(pl.col("dossier") == pl.col(f"s_dossier{position}"))
            .then(dossier)
            .when(pl.col("domain") == pl.col(f"s_domain{position}"))
            .then(domain)
            .otherwise(0)
        )
    fit = HALF_KM / (HALF_KM + pl.col("distance").cast(pl.Float64))
    step = pl.col("level") - pl.col("s_level")
    level = pl.when(step == 1).then(LEVEL_POINTS[0]).when(step == 0).then(LEVEL_POINTS[1])
    return (
        pl.max_horizontal(closeness).cast(pl.Int64)
        + (fit * DISTANCE_POINTS + 0.5).floor().cast(pl.Int64)
        + level.otherwise(LEVEL_POINTS[2])
        + pl.col("lift")
    )
