"""Searches on their way to the table: a page only adds a line to a file, the worker takes the lines in.

So no page waits for it, no GET writes to the database, and a database that is down loses no searches.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from leerwerk.search.queries import Results
from leerwerk.search.rules import anonymous_words

#: Bytes; when nobody takes the lines in, the disk is not filled.
FULL: Final = 20_000_000
_LINES, _TAKEN, _LOCK = "searches.jsonl", "searches.taken.jsonl", "searches.lock"
_FILTERS_LENGTH: Final = 200


def note_search(results: Results, *, home: str, on: date) -> None:
    """Write down what was asked and how much was found, unless nothing was asked. Never an error.

    `home` is the code of the region whose site was visited, "" for the national one.
    """
    question = results.question
    words = anonymous_words(question.what)
    if not words and not results.spot.name and not question.is_narrowed:
        return
    line = {
        "made_on": on.isoformat(),
        "region_code": results.spot.region_code or _only(question.filters.get("region", ())) or home,
        "words": words,
        "place": results.spot.name,
        "radius_km": question.radius_km if results.location else None,
        "filters": _written(results),
        "results": results.total,
    }
    with suppress(OSError), _locked() as folder:
        path = folder / _LINES
        if not path.exists() or path.stat().st_size < FULL:
            with path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(line) + "\n")


@contextmanager
def taken_lines() -> Iterator[list[dict[str, Any]]]:
    """The lines written since the last time; they are thrown away when the block ends without an error."""
    with _locked() as folder:
        taken = folder / _TAKEN
        if not taken.exists() and (folder / _LINES).exists():
            (folder / _LINES).rename(taken)
    yield list(_read(taken)) if taken.exists() else []
    taken.unlink(missing_ok=True)


def _read(taken: Path) -> Iterator[dict[str, Any]]:
    """The lines, without one that a full disk left half: it would keep all others out for ever."""
    for line in taken.read_text(encoding="utf-8", errors="replace").splitlines():
        with suppress(ValueError):
            yield json.loads(line)


@contextmanager
def _locked() -> Iterator[Path]:
    folder = Path(settings.VAR_DIR) / "searches"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(handle)


def _written(results: Results) -> str:
    """ "level=1,2 wage_known"."""
    question = results.question
    chosen = [f"{name}={','.join(codes)}" for name, codes in sorted(question.filters.items()) if codes]
    switches = [name for name in ("no_diploma", "wage_known") if getattr(question, name)]
    return " ".join([*chosen, *switches])[:_FILTERS_LENGTH]


def _only(codes: tuple[str, ...]) -> str:
    return codes[0] if len(codes) == 1 else ""
