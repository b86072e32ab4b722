"""The log of acts and of readings of personal data: append-only, and chained so that tampering shows.

Fields follow the Dutch standard *Logboek dataverwerkingen*. The triggers are in migration 0003; at commit the
database numbers the new entries and writes ``hash = sha256(prev_hash + canonical form)``, one transaction at a time.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.kernel.sealing import conceal
from leerwerk.kernel.trace import current_trace

GENESIS = "0" * 64
READ = "read"
_CHAINED = (
    "actor_id", "actor_name", "action", "subject", "details_text", "purpose", "data_subject", "trace_id", "span_id",
)  # fmt: skip


@dataclass(frozen=True)
class ChainVerdict:
    """What ``verify`` found. ``head`` ("seq:hash") can be kept elsewhere, to prove later that no end was cut off."""

    entries: int
    head: str
    broken_seq: int | None = None
    reason: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether every entry is as it was written."""
        return not self.reason


def record(
    *,
    actor: Actor,
    action: str,
    subject: str,
    now: datetime,
    details: dict[str, Any] | None = None,
    data_subject: str | None = None,
    purpose: str = "",
) -> None:
    """Write down an act within the current transaction: it is kept if and only if the act is.

    ``action`` reads "referral.send", ``subject`` "casework.referral:12"; ``data_subject`` names the person whose
    data it touches ("people.client:7") and is stored encrypted. No personal data in ``details``.
    """
    trace = current_trace()
    AuditEntry.objects.create(
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.name,
        action=action,
        subject=subject,
        details=details or {},
        purpose=purpose,
        data_subject=conceal(data_subject) if data_subject else "",
        trace_id=trace.trace_id,
        span_id=trace.span_id,
    )


def record_read(*, actor: Actor, subject: str, data_subject: str, now: datetime, purpose: str) -> None:
    """Write down that somebody saw personal data, and for what purpose."""
    record(actor=actor, action=READ, subject=subject, now=now, data_subject=data_subject, purpose=purpose)


def entries_about(data_subjects: Iterable[str]) -> list[AuditEntry]:
    """What was done with, and who looked at, the data of somebody, the latest first; by the names in `data_subject`."""
    concealed = [conceal(each) for each in data_subjects]
    return list(AuditEntry.objects.filter(data_subject__in=concealed).order_by("-pk")) if concealed else []


def verify(*, known_head: str = "") -> ChainVerdict:
    """Recompute the whole chain, row by row; stops at the first entry that is not as it was written.

    With ``known_head`` (the ``head`` of an earlier verdict) also that this entry is still in the chain.
    """
    entries, seq, previous = 0, 0, GENESIS
    known_seq, _, known_hash = known_head.partition(":")
    for row in _rows():
        seq += 1
        if row["seq"] != seq:
            reason = "UNSEALED" if row["seq"] is None else "MISSING"
            return ChainVerdict(entries, f"{seq - 1}:{previous}", seq, reason)
        if row["prev_hash"] != previous or row["hash"] != _hash_of(row, previous):
            return ChainVerdict(entries, f"{seq - 1}:{previous}", seq, "CHANGED")
        if known_seq == str(seq) and known_hash != row["hash"]:
            return ChainVerdict(entries, f"{seq - 1}:{previous}", seq, "REWRITTEN")
        entries, previous = entries + 1, row["hash"]
    if known_seq and int(known_seq) > seq:
        return ChainVerdict(entries, f"{seq}:{previous}", seq + 1, "CUT_OFF")
    return ChainVerdict(entries, f"{seq}:{previous}")


def _rows() -> Iterator[dict[str, Any]]:
    """All entries in the order of the chain, the unsealed ones (which may not exist) last, as they are read."""
    rows = (
        AuditEntry.objects.annotate(details_text=Cast("details", TextField()))
        .order_by(F("seq").asc(nulls_last=True))
        .values("seq", "prev_hash", "hash", "at", *_CHAINED)
    )
    yield from rows.iterator(chunk_size=2000)


def _hash_of(row: dict[str, Any], previous: str) -> str:
    """The hash as the database computes it: every value preceded by its length in bytes, so none can slip."""
    moment = row["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    values = [str(row["seq"]), moment, *(row[name] for name in _CHAINED)]
    parts = [previous]
    for value in values:
        parts.append("-" if value is None else f"{len(str(value).encode())}:{value}")
    return hashlib.sha256("".join(parts).encode()).hexdigest()
