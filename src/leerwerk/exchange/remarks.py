"""Remarks on rows, gathered during an import and written in bulk."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from leerwerk.exchange.claims import Claim
from leerwerk.exchange.enums import Severity
from leerwerk.exchange.faults import Fault
from leerwerk.exchange.files import UNREADABLE
from leerwerk.exchange.remedies import SEVERITY_OF, remedy
from leerwerk.exchange.text import printable
from leerwerk.kernel.copying import copy_rows

_COLUMNS = ("run_id", "row_number", "severity", "code", "field", "value", "remedy", "raw")

NO_ROW = "{}"


@dataclass
class Remarks:
    """All remarks of a run: counted by code with one example, and written batch by batch."""

    run_id: int
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, tuple[int, Fault]] = field(default_factory=dict)
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)
    _words: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, claim: Claim, faults: Sequence[Fault]) -> None:
        """Keep the remarks on a row; with the first reason of a refused row also the row itself."""
        raw = json.dumps(storable(claim.raw)) if claim.is_refused else NO_ROW
        for fault in faults:
            self.counts[fault.code] += 1
            self.examples.setdefault(fault.code, (claim.number, fault))
            severity, what_to_do = self._known(fault.code)
            is_refusal = severity == Severity.REFUSED.value
            self._waiting.append((
                self.run_id,
                claim.number,
                severity,
                fault.code,
                fault.field[:60],
                storable(fault.value)[:300],
                what_to_do,
                raw if is_refusal else NO_ROW,
            ))  # fmt: skip
            if is_refusal:
                raw = NO_ROW

    def _known(self, code: str) -> tuple[str, str]:
        """Severity and remedy of a code, worded once per run."""
        if code not in self._words:
            self._words[code] = SEVERITY_OF[code].value, remedy(code)[:300]
        return self._words[code]

    def write(self) -> None:
        """Write what is waiting."""
        if not self._waiting:
            return
        copy_rows("exchange_rowremark", _COLUMNS, self._waiting)
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
