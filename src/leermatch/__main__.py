"""`python -m leermatch rank`: the best places for all seekers of a Parquet file, here or on a Dask cluster."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from leermatch import day_number, open_market, rank_many
from leermatch.batches import rankings_to_parquet, seekers_from_parquet
from leermatch.snapshot import SnapshotRefused


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the answer is written, 2 when the input cannot be used."""
    asked = _parser().parse_args(arguments)
    try:
        market = open_market(asked.market)
        seekers = seekers_from_parquet(asked.seekers, market.vocabularies)
        how = {"today": day_number(asked.today), "k": asked.best}
        with _cluster(asked) as client:
            if client is None:
                ranked = rank_many(market, seekers, **how)
            else:
                from leermatch.cluster import rank_on  # noqa: PLC0415 (Dask only for who asks for it)

                ranked = rank_on(client, market, seekers, **how)
        rankings_to_parquet(ranked, seekers.facts.id, asked.to)
    except (OSError, ValueError, SnapshotRefused) as fault:
        sys.stderr.write(f"leermatch: {fault}\n")
        return 2
    placed = int((ranked.eligible_total > 0).sum())
    lost = int((seekers.wishes == seekers.entities + 2).sum())
    if lost:
        sys.stderr.write(f"leermatch: {lost} wishes are for codes that this market does not know\n")
    sys.stdout.write(f"{len(seekers)} seekers, {placed} of them with an eligible place, in {asked.to}\n")
    return 0


def _cluster(asked: argparse.Namespace) -> Any:
    if not asked.workers and not asked.scheduler:
        return nullcontext()
    from leermatch.cluster import connected, local_cluster  # noqa: PLC0415

    return connected(asked.scheduler) if asked.scheduler else local_cluster(asked.workers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m leermatch", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    rank = verbs.add_parser("rank", help="the best places for each seeker")
    rank.add_argument("--market", type=Path, required=True, help="folder of a snapshot")
    rank.add_argument(
        "--seekers", type=Path, required=True, help="Parquet file with columns as fields of Seeker"
    )
    rank.add_argument("--to", type=Path, required=True, help="Parquet file to write")
    rank.add_argument("--today", type=date.fromisoformat, required=True, help="for instance 2026-11-22")
    rank.add_argument("--best", type=int, default=20, help="places for each seeker")
    where = rank.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=int, default=0, help="a Dask cluster on this machine with so many processes"
    )
    where.add_argument("--scheduler", help="a Dask cluster that runs, for instance tcp://scheduler:8786")
    return parser


if __name__ == "__main__":
    sys.exit(main())
