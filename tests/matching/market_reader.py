"""What another process does that holds the market; apart from the tests, because it knows no Django."""

from multiprocessing.connection import Connection
from pathlib import Path

from leermatch import Query, find, open_market, refresh_market

TODAY = 20_779


def answer(folder: Path, asked: Connection) -> None:
    """Hold the market of this moment; for each text tell version, delta and what is found. An empty text ends it."""
    held = open_market(folder)
    while text := asked.recv():
        held = refresh_market(held, folder)
        found = find(held, Query(today=TODAY, text=text))
        asked.send((held.version, held.delta, found.ids.tolist()))
