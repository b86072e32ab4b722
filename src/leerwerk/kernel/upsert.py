"""Bringing a table in line with a list: new rows in, changed rows rewritten, all others left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models

BATCH = 1000
# What a list tells without saying so: a row on it holds, whatever was known of its end.
VALIDITY = frozenset({"valid_until"})


@dataclass(frozen=True)
class Tally:
    """How many rows a list brought to its table."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.ended + other.ended,
        )


def upsert_rows(
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: tuple[str, ...],
    erases: frozenset[str] = frozenset(),
) -> Tally:
    """Write rows (attribute names → values, all with the same names) that are new or differ; delete nothing.

    ``key`` names the attributes by which a row is known; of rows with the same key the last one counts. An empty
    value leaves what we know, for a newer list may have fewer columns; but for the names in ``erases``.
    A fixed number of queries per thousand rows. The caller opens the transaction.
    """
    wanted = {tuple(row[name] for name in key): dict(row) for row in rows}
    if not wanted:
        return Tally()
    names = list(next(iter(wanted.values())))
    found = _existing(model, names, key)
    new, changed = [], []
    for known_by, row in wanted.items():
        if known_by not in found:
            new.append(model(**row))
            continue
        pk, known = found[known_by]
        kept = {name for name in names if not row[name] and name not in erases}
        told = {name: known[name] if name in kept else row[name] for name in names}
        if told != known:
            changed.append(model(pk=pk, **told))
    if changed:  # first: what ends makes room for what follows it
        model._default_manager.bulk_create(
            changed,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=[name.removesuffix("_id") for name in names if name not in key],
        )
    model._default_manager.bulk_create(new, batch_size=BATCH)
    return Tally(len(new), len(changed), len(wanted) - len(new) - len(changed))


def end_unlisted(
    model: type[models.Model], *, scheme: str, listed: Iterable[str], day: date, code: str = "code"
) -> int:
    """Let the rows of a scheme that a complete list no longer holds end on ``day``; returns how many.

    Rows stay: what refers to them keeps its meaning. A row that began on that day or later ends the day after.
    """
    open_rows = model._default_manager.filter(valid_until__isnull=True).exclude(
        **{f"{code}__in": set(listed)}
    )
    if scheme:
        open_rows = open_rows.filter(scheme=scheme)
    late = open_rows.filter(valid_from__gte=day)
    ended = late.update(valid_until=models.F("valid_from") + timedelta(days=1))
    return ended + open_rows.update(valid_until=day)


def sync_links(
    through: type[models.Model],
    left: str,
    right: str,
    wanted: Iterable[tuple[int, int]],
    within: Iterable[int],
) -> None:
    """Make the links of the rows ``within`` (ids on the left side) exactly those wanted."""
    links = set(wanted)
    rows = through._default_manager.filter(**{f"{left}__in": set(within)})
    found = {(a, b): pk for pk, a, b in rows.values_list("pk", left, right)}
    gone = [pk for pair, pk in found.items() if pair not in links]
    if gone:
        through._default_manager.filter(pk__in=gone).delete()
    new = [through(**{left: a, right: b}) for a, b in sorted(links - found.keys())]
    through._default_manager.bulk_create(new, batch_size=BATCH)


def _existing(
    model: type[models.Model], names: list[str], key: tuple[str, ...]
) -> dict[tuple[Any, ...], tuple[Any, dict[str, Any]]]:
    """Key → primary key and the values under these names."""
    rows = model._default_manager.values_list("pk", *names)
    known = ((row[0], dict(zip(names, row[1:], strict=True))) for row in rows)
    return {tuple(values[name] for name in key): (pk, values) for pk, values in known}
