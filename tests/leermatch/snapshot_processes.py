"""What writers and readers of a snapshot do in processes of their own."""

import itertools
import resource
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from leermatch import (
    Market,
    Query,
    SnapshotRefused,
    build_market,
    find,
    open_market,
    refresh_market,
    save_changes,
    save_market,
)
from tests.leermatch.markets import TODAY, VOCABULARIES

#: The word that all places of a state share says which state it is, so that a mixture shows.
_SIZE = 40
FULL_DISK = 7


def _columns(ids: range, name: str) -> dict[str, Any]:
    return {"id": list(ids), "title": [name] * len(ids), "wage": [float(len(name))] * len(ids)}


def base_market(turn: int) -> Market:
    """Places 1 … 40, all named after the turn."""
    return build_market(_columns(range(1, _SIZE + 1), f"basis{turn:06}"), VOCABULARIES)


def changed_market(base: Market, turn: int) -> Market:
    """All but ten of the places changed, and ten new ones; all named after the turn. The ten are closed."""
    return base.changed(_columns(range(11, _SIZE + 11), f"delta{turn:06}"), closed=range(1, 11))


def write(folder: Path, first: int = 0) -> None:
    """Write markets and changes for ever, a market for every five changes."""
    for turn in itertools.count(first):
        write_once(folder, turn)


def write_once(folder: Path, turn: int) -> None:
    """One market, or one change on the market that is there."""
    if turn % 6 == 0:
        save_market(base_market(turn), folder, created_at=f"basis{turn:06}")
        return
    try:
        save_changes(changed_market(open_market(folder), turn), folder, created_at=f"delta{turn:06}")
    except SnapshotRefused as refused:
        if refused.code != "OTHER_BASE":  # the other writer built a market meanwhile
            raise


def check(market: Market) -> str:
    """Ask the market of each of its parts; every answer has to be of the state that its name tells. Returns that."""
    name = market.created_at
    places = market.living
    assert len(places) == len(market) == _SIZE, (len(places), len(market))
    first = 1 if name.startswith("basis") else 11
    assert sorted(places.id.tolist()) == list(range(first, first + _SIZE)), name
    found = find(market, Query(today=TODAY, text=name, page_size=100))
    assert (found.total, sorted(found.ids.tolist())) == (_SIZE, list(range(first, first + _SIZE))), name
    assert (market.take(np.arange(first, first + _SIZE)).wage == len(name)).all()
    return name


def read(folder: Path, told: Connection, at_least: int) -> None:
    """Refresh and check until so many states were seen, and tell how many answers there were."""
    market = open_market(folder)
    seen, answers = {check(market)}, 1
    while len(seen) < at_least:
        market = refresh_market(market, folder)
        seen.add(check(market))
        answers += 1
        if answers % 50 == 0:  # as a process that starts now
            seen.add(check(open_market(folder)))
    told.send((len(seen), answers))


def write_on_a_full_disk(folder: Path, most: int, turn: int) -> None:
    """Write what does not fit: a file may not be larger than `most` bytes."""
    market = open_market(folder)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        if turn % 6 == 0:
            save_market(base_market(turn), folder, created_at="full")
        else:
            save_changes(changed_market(market, turn), folder, created_at="full")
    except OSError:
        raise SystemExit(FULL_DISK) from None
