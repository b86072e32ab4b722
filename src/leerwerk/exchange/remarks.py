"""Remarks on rows, gathered during an import and written in bulk."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from leerwerk.exchange.claims import Claim
from leerwerk.exchange.enums import Severity
from leerwerk.exchange.faults import Fault
from leerwerk.exchange.files import UNREADABLE
from leerwerk.exchange.remedies import SEVERITY_OF, remedy
from leerwerk.exchange.text import printable

_COLUMNS = ("run_id", "row_number", "severity", "code", "field", "value", "remedy", "raw")


@dataclass
class Remarks:
    """All remarks of a run: counted by code with one example, and written batch by batch."""

    run_id: int
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, tuple[int, Fault]] = field(default_factory=dict)
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, claim: Claim, faults: Sequence[Fault]) -> None:
        """Keep the remarks on a row; with the first reason of a refused row also the row itself."""
        raw: dict[str, Any] = claim.raw if claim.is_refused else {}
        for fault in faults:
            self.counts[fault.code] += 1
            self.examples.setdefault(fault.code, (claim.number, fault))
            severity = SEVERITY_OF[fault.code].value
            is_refusal = severity == Severity.REFUSED.value
            self._waiting.append((
                self.run_id,
                claim.number,
                severity,
                fault.code,
                fault.field[:60],
                storable(fault.value)[:300],
                remedy(fault.code)[:300],
                json.dumps(storable(raw)) if is_refusal and raw else "{}",
            ))  # fmt: skip
            if is_refusal:
                raw = {}

    def write(self) -> None:
        """Write what is waiting."""
        if not self._waiting:
            return
        statement = f"COPY exchange_rowremark ({', '.join(_COLUMNS)}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in self._waiting:
                copy.write_row(row)
        self._waiting.clear()


def storable(value: Any) -> Any:
    """The same value in what PostgreSQL can keep: no zero bytes, no halves of characters, no infinity."""
    if isinstance(value, str):
        return printable(UNREADABLE.sub("\ufffd", value))
    if isinstance(value, dict):
        return {storable(str(name)): storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, float) and value - value != 0:  # infinite
        return str(value)
    return value
