"""How far a placement is: its signatures and its steps, for the desk and for the employer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDER = ("PROPOSED", "AGREED", "STARTED", "COMPLETED")
LABELS = {
    "PROPOSED": _("Tekenen"),
    "AGREED": _("Klaar om te starten"),
    "STARTED": _("Bezig"),
    "COMPLETED": _("Afgerond"),
}


@dataclass(frozen=True)
class Signature:
    """One of the three parties, and when it signed."""

    code: str
    label: str
    signed_at: datetime | None


@dataclass(frozen=True)
class Step:
    """A step of the component `steps`: done, current or to come."""

    label: str | Promise
    state: str


def signatures_of(placement: Any, signatories: Any) -> list[Signature]:
    """The signatures of a placement, in the order of the parties."""
    return [
        Signature(
            each.value, str(each.label).capitalize(), getattr(placement, f"{each.value.lower()}_signed_at")
        )
        for each in signatories
    ]


def steps_of(placement: Any) -> list[Step]:
    """Where a placement stands; nothing for one that ended in another way."""
    if placement.status not in ORDER:
        return []
    now = ORDER.index(placement.status)
    is_over = placement.status == ORDER[-1]
    return [
        Step(LABELS[code], "done" if index < now or is_over else "current" if index == now else "")
        for index, code in enumerate(ORDER)
    ]
