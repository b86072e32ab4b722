"""What another process does that holds the market; apart from the tests, because it knows no Django."""

from multiprocessing.connection import Connection
from pathlib import Path

from leermatch import Market, Query, find, open_market, refresh_market

TODAY = 20_779


def answer(asked: Connection) -> None:
    """For each folder and text tell version, delta and what is found; nothing ends it. The market of a folder is the
    one of the moment when the folder was first named, refreshed ever after."""
    opened: dict[Path, Market] = {}
    while told := asked.recv():
        folder, text = told
        held = opened[folder] = (
            refresh_market(opened[folder], folder) if folder in opened else open_market(folder)
        )
        found = find(held, Query(today=TODAY, text=text))
        asked.send((held.version, held.delta, found.ids.tolist()))
