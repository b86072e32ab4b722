"""`python -m benchmarks NAME … [--json]`: run one benchmark and print what it measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.report import Report

PEERS = ("postgresql", "polars", "duckdb", "brute-force", "numpy")
WORD_PEERS = ("postgresql", "tantivy")
FIND_PEERS = ("postgresql", "sqlite", "tantivy")
_BUDGET_S = 20.0
_FIND_BUDGET_S = 120.0


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the answers are the same or cannot be compared, 1 when they differ, 2 when a peer is missing."""
    asked = _parser().parse_args(arguments)
    try:
        report = measured(asked)
    except ModuleNotFoundError as missing:
        print(f"{missing}: uv run --group benchmarks python -m benchmarks …", file=sys.stderr)
        return 2
    print(report.as_json() if asked.json else report.as_lines())
    return 1 if report.equal is False else 0


def measured(asked: argparse.Namespace) -> Report:
    """Run what was asked. Modules are loaded when they are needed: polars and psycopg only for those who compare."""
    made: Report
    match asked.benchmark:
        case "rank" if asked.one:
            made = import_module("benchmarks.rank").rank_one(asked.seekers, asked.places)
        case "rank":
            work = import_module("benchmarks.rank").rank
            made = work(asked.seekers, asked.places, peers=asked.peers, budget_s=asked.budget)
        case "find" if asked.build:
            made = import_module("benchmarks.build").run_build(asked.build, peers=asked.peers)
        case "find":
            work = import_module("benchmarks.find").run_find
            made = work(
                asked.places, asked.questions, peers=asked.peers, budget_s=asked.budget, mix=asked.mix
            )
        case "changes":
            made = import_module("benchmarks.changes").run_changes(asked.places)
        case "limits":
            made = import_module("benchmarks.limits").run_limits(asked.seekers, asked.places)
        case "cluster":
            work = import_module("benchmarks.cluster").run_cluster
            made = work(asked.seekers, asked.places, asked.workers)
        case "relevance":
            made = import_module("benchmarks.relevance").run_relevance(peers=asked.peers)
        case "web":
            work = import_module("benchmarks.web").run_web
            made = work(
                country=asked.country,
                folder=asked.demo,
                seconds=asked.seconds,
                connections=asked.connections,
            )
        case "allocate" if asked.what == "best":
            work = import_module("benchmarks.best").allocate_highest
            made = work(asked.seekers, asked.places, seats=asked.seats, peers=asked.peers)
        case "allocate" if asked.what == "repair":
            of_stable = asked.objective == "stable"
            work = getattr(
                import_module("benchmarks.best"), "repair_stable" if of_stable else "allocate_repair"
            )
            made = work(asked.seekers, asked.places, change=asked.change, peers=asked.peers)
        case _:
            work = import_module("benchmarks.allocate").allocate
            made = work(asked.seekers, asked.places, peers=asked.peers, budget_s=asked.budget)
    return made


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    names = parser.add_subparsers(dest="benchmark", required=True)
    rank = names.add_parser("rank", help="the best places for many seekers, or with --one for one at a time")
    _sizes(rank, seekers=100_000, places=30_000)
    rank.add_argument("--one", action="store_true", help="one seeker at a time, in microseconds")
    rank.add_argument("--peers", type=_listed, default=PEERS, help="comma between")
    rank.add_argument(
        "--budget", type=float, default=_BUDGET_S, help="seconds that one run of a side may take"
    )
    find = names.add_parser("find", help="questions with words, a circle and facets")
    _sizes(find, places=100_000)
    find.add_argument(
        "--build", type=_count, default=0, help="build the index of so many places, and no more"
    )
    find.add_argument("--questions", type=_count, default=400)
    find.add_argument("--mix", choices=["frequent", "light", "prototype"], default="frequent")
    find.add_argument("--peers", type=_listed, default=FIND_PEERS, help="comma between, or empty for none")
    find.add_argument(
        "--budget", type=float, default=_FIND_BUDGET_S, help="seconds for the questions to a peer"
    )
    changes = names.add_parser("changes", help="from a change until another process finds it")
    _sizes(changes, places=100_000)
    limits = names.add_parser(
        "limits", help="what each kernel does a second, next to what the machine can do"
    )
    _sizes(limits, seekers=100_000, places=100_000)
    cluster = names.add_parser("cluster", help="the same ranking by worker processes on this machine")
    _sizes(cluster, seekers=300_000, places=50_000, workers=2)
    relevance = names.add_parser("relevance", help="nDCG@10 on the judged questions")
    relevance.add_argument(
        "--peers", type=_listed, default=WORD_PEERS, help="comma between, or empty for none"
    )
    relevance.add_argument("--json", action="store_true", help="on one line")
    web = names.add_parser("web", help="the public pages under load, next to a bare Django page")
    _sizes(web, connections=4)
    web.add_argument("--country", action="store_true", help="make the whole demo country, not a hamlet")
    web.add_argument("--demo", type=Path, help="ask the demo in this folder (LEERWERK_VAR), and make none")
    web.add_argument("--seconds", type=float, default=2.0, help="for each page and number of workers")
    allocate = names.add_parser("allocate", help="who gets which scarce place")
    allocate.add_argument("what", choices=["stable", "best", "repair"])
    allocate.add_argument(
        "--objective", choices=["best", "stable"], default="best", help="what is mended (repair)"
    )
    _sizes(allocate, seekers=150_000, places=40_000)
    allocate.add_argument(
        "--peers",
        type=_listed,
        default=("matching", "ortools"),
        help="matching (stable), ortools (best, repair), or empty for none",
    )
    allocate.add_argument("--seats", type=float, default=None, help="for each seeker, all places together")
    allocate.add_argument(
        "--change", type=float, default=0.01, help="part of the seekers that changes (repair)"
    )
    allocate.add_argument(
        "--budget", type=float, default=_BUDGET_S, help="seconds that one run of a peer may take"
    )
    return parser


def _sizes(parser: argparse.ArgumentParser, **defaults: int) -> None:
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=_count, default=value)
    parser.add_argument("--json", action="store_true", help="on one line")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _listed(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    known = tuple(dict.fromkeys((*PEERS, *FIND_PEERS, "matching", "ortools")))
    if not set(names) <= set(known):
        message = f"one or more of {', '.join(known)}"
        raise argparse.ArgumentTypeError(message)
    return names


if __name__ == "__main__":
    sys.exit(main())
