"""Visitors in a process of their own: kept connections that ask page after page, and look at every answer.

Run as a program it reads an `Order` as JSON from standard input and prints a `Tally`.
"""

from __future__ import annotations

import gc
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle

_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """An address and what has to stand in the page."""

    path: str
    expected: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """Ask for `seconds`, or when that is 0 every address once; over so many connections at the same time."""

    port: int
    asked: Sequence[Ask]
    connections: int = 1
    seconds: float = 0.0


@dataclass(slots=True)
class Tally:
    """What came of it; `wrong` names the answers that were not 200 or lacked what was expected."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)


def visit(order: Order) -> Tally:
    """Carry an order out in a process of its own. Raises CalledProcessError when that fails."""
    program = [sys.executable, "-m", "benchmarks.web_client"]
    done = subprocess.run(
        program, input=json.dumps(asdict(order)), capture_output=True, text=True, check=True
    )
    return Tally(**json.loads(done.stdout))


def carry_out(order: Order) -> Tally:
    """Ask in threads, one for each connection; each begins elsewhere in the list."""
    tally, start = Tally(), time.perf_counter()
    until = start + order.seconds if order.seconds else None
    visitors = [
        threading.Thread(target=_visitor, args=(order, number, until, tally))
        for number in range(order.connections)
    ]
    gc.disable()
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    tally.seconds = time.perf_counter() - start
    return tally


def _visitor(order: Order, number: int, until: float | None, tally: Tally) -> None:
    """One connection, kept. What is appended from several threads needs no lock."""
    connection = http.client.HTTPConnection("127.0.0.1", order.port, timeout=_PATIENCE_S)
    for one in _turns(order, number):
        start = time.perf_counter()
        if until is not None and start >= until:
            break
        connection.request("GET", one.path, headers=one.headers)
        answer = connection.getresponse()
        body = answer.read()
        tally.milliseconds.append((time.perf_counter() - start) * 1e3)
        tally.bytes += len(body)
        if answer.status != 200 or one.expected not in body.decode():
            tally.wrong.append(f"{answer.status} {one.path}: no {one.expected!r}")
    connection.close()


def _turns(order: Order, number: int) -> Iterable[Ask]:
    """What this visitor asks: its part of the list, or with a time to fill all of it, again and again."""
    if not order.seconds:
        return order.asked[number :: order.connections]
    first = number * len(order.asked) // order.connections
    return cycle([*order.asked[first:], *order.asked[:first]])


def _main() -> None:
    told = json.load(sys.stdin)
    asked = [Ask(**one) for one in told.pop("asked")]
    print(json.dumps(asdict(carry_out(Order(asked=asked, **told)))))


if __name__ == "__main__":
    _main()
