"""The words of making an appointment."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leerwerk.casework.queries.availability import Way

ICONS = {"ONLINE": "device-laptop", "PHONE": "phone", "DESK": "building-community"}


class Step(IntEnum):
    """Where a visitor is on the way to an appointment."""

    DESK = 0
    TOPIC = 1
    WAY = 2
    TIME = 3
    PERSON = 4
    REVIEW = 5


LABELS: dict[Step, str | Promise] = {
    Step.DESK: gettext_lazy("Loket"),
    Step.TOPIC: gettext_lazy("Onderwerp"),
    Step.WAY: gettext_lazy("Manier"),
    Step.TIME: gettext_lazy("Tijd"),
    Step.PERSON: gettext_lazy("Over jou"),
    Step.REVIEW: gettext_lazy("Nakijken"),
}


@dataclass(frozen=True)
class ShownStep:
    """A step as the component `steps` draws it."""

    label: str | Promise
    state: str


def steps_at(now: Step) -> list[ShownStep]:
    """All steps: done, current or to come."""
    return [
        ShownStep(label, "done" if step < now else "current" if step == now else "")
        for step, label in LABELS.items()
    ]


def way_text(way: Way) -> str:
    """How two people speak: "Bij het loket: Loketplein 1, Enschede"."""
    if way.channel == "DESK":
        return _("Bij het loket: %(place)s") % {"place": way.place} if way.place else _("Bij het loket")
    return _("Online, met beeld") if way.channel == "ONLINE" else _("Aan de telefoon")


def way_icon(way: Way) -> str:
    """The icon that says the same."""
    return ICONS[way.channel]
