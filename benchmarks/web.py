"""`web`: the public pages of a demo under load, next to a bare Django page on the same server in the same run.

First one worker and one visitor with different searches, which is the time that a search takes; then so many
visitors at the same time, for each page, by one worker and by as many as `leerwerk serve` takes.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.report import Figures, Report
from benchmarks.timing import percentiles
from benchmarks.web_client import Ask, Order, Tally, visit
from benchmarks.web_site import COUNTRY, HAMLET, demo_site, serving

#: A search page is to be served within this, at the 95th percentile, by one worker.
AIM_MS = 40.0
_BARE = "benchmarks.bare_page:application"
_BARE_PAGE = [Ask("/", "Hello")]
#: How many searches come before those that are timed, and how many of every page each worker gets before the load.
_WARM, _FIRST = 40, 10
_PACKAGES = ("django", "gunicorn", "psycopg", "wagtail", "django-cotton", "whitenoise")


def run_web(
    *, country: bool, folder: Path | None = None, seconds: float = 2.0, connections: int = 4
) -> Report:
    """Serve a demo and ask for its pages; `seconds` for each page and number of workers.

    Raises ValueError when an answer was wrong.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers of ours end with us
    many = min(2 * (os.cpu_count() or 1) + 1, 9)
    with demo_site(COUNTRY if country else HAMLET, folder.resolve() if folder else None) as site:
        _say(f"{len(site.pages)} kinds of pages, by 1 and by {many} workers, {seconds:g} s each")
        searches = site.pages["search"]
        loads: dict[str, Figures] = {}
        for workers in (1, many):
            port = _free_port()
            with serving(site.environment, port=port, workers=workers):
                every = [one for asked in site.pages.values() for one in asked[:_FIRST]]
                _right(visit(Order(port, every * workers, connections=2 * workers)))
                if workers == 1:
                    _right(visit(Order(port, searches[:_WARM])))
                    alone = _right(visit(Order(port, searches[_WARM:])))
                for name, asked in site.pages.items():
                    figures = _figures(_right(visit(Order(port, asked, connections, seconds))))
                    loads[_named(name, workers)] = figures
                    _say(f"{_named(name, workers)}: {figures['requests_per_s']} requests/s")
        bare = _bare(site.environment, (1, many), connections, seconds)
    ours = {
        **percentiles(alone.milliseconds),
        "questions": len(alone.milliseconds),
        "is_within_aim": percentiles(alone.milliseconds)["p95_ms"] < AIM_MS,
        "load": loads,
    }
    return Report(
        benchmark="web",
        sizes={"connections": connections, "workers": many, "questions": len(searches) - _WARM},
        runs=1,
        ours=ours,
        peers={"bare django": {**bare[_named("page", 1)], "load": bare}},
        equal=True,
        limits={"aim_p95_ms": AIM_MS, "seconds": seconds},
        notes=(
            f"demo: {folder or ('country' if country else 'hamlet')}, made anew unless a folder is given.",
            "ours: searches of one visitor at one worker, the whole way from request to last byte.",
            "load: requests/s and milliseconds with all connections asking at once; bytes are those that were sent,"
            " not compressed. Visitors and server share the machine.",
            "equal: every answer was 200, and every search said the number of hits that find_places gives.",
            "ratio: the mean of a bare page under load over that of a search of one visitor; below 1 by its nature.",
        ),
        versions={name: version(name) for name in _PACKAGES},
    )


def _bare(
    environment: dict[str, str], counts: tuple[int, ...], connections: int, seconds: float
) -> dict[str, Figures]:
    found = {}
    for workers in counts:
        port = _free_port()
        with serving(environment, port=port, workers=workers, application=_BARE):
            _right(visit(Order(port, _BARE_PAGE * _WARM, connections)))
            found[_named("page", workers)] = _figures(visit(Order(port, _BARE_PAGE, connections, seconds)))
    return found


def _figures(tally: Tally) -> Figures:
    count = len(_right(tally).milliseconds)
    measured = percentiles(tally.milliseconds)
    figures: dict[str, Any] = {
        "requests_per_s": count / tally.seconds,
        "bytes": tally.bytes // count,
        **measured,
    }
    return {name: float(f"{v:.4g}") if isinstance(v, float) else v for name, v in figures.items()}


def _right(tally: Tally) -> Tally:
    if tally.wrong or not tally.milliseconds:
        message = f"{len(tally.wrong)} of {len(tally.milliseconds)} answers were wrong: {tally.wrong[:3]}"
        raise ValueError(message)
    return tally


def _say(line: str) -> None:
    """A line of progress; standard output is for the report alone."""
    print(line, file=sys.stderr, flush=True)


def _named(page: str, workers: int) -> str:
    return f"{page}, {workers} worker{'s' if workers > 1 else ''}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
