"""Small looks-ups for components: which class and icon goes with a kind."""

from dataclasses import dataclass

from django import template

register = template.Library()

# Levels of django.contrib.messages and our own words, both.
ALERTS = {
    "info": ("info", "info-circle"),
    "debug": ("info", "info-circle"),
    "ok": ("ok", "circle-check"),
    "success": ("ok", "circle-check"),
    "warning": ("warning", "alert-triangle"),
    "error": ("error", "alert-circle"),
}


@register.filter
def alert_class(kind: str) -> str:
    """The modifier of `utrecht-alert` for a kind of message."""
    return ALERTS.get(kind, ALERTS["info"])[0]


@register.filter
def alert_icon(kind: str) -> str:
    """The icon that says the same as the colour of an alert."""
    return ALERTS.get(kind, ALERTS["info"])[1]


@dataclass(frozen=True)
class Look:
    """How a state is shown."""

    kind: str
    icon: str


WAITING = Look("warning", "clock")
DONE = Look("positive", "circle-check")
OFF = Look("negative", "circle-x")
BUSY = Look("info", "circle-dashed")
STATUS_LOOKS = {
    **dict.fromkeys(("ASKED", "SENT", "PROPOSED", "LAPSED", "FILLED"), WAITING),
    **dict.fromkeys(
        (
            "ACCEPTED",
            "INVITED",
            "AGREED",
            "PLACED",
            "STARTED",
            "COMPLETED",
            "PUBLISHED",
            "SIGNED",
            "OPEN",
            "DONE",
        ),
        DONE,
    ),
    **dict.fromkeys(
        (
            "REFUSED",
            "DECLINED",
            "STOPPED",
            "CANCELLED",
            "WITHDRAWN",
            "EXPIRED",
            "PARKED",
            "SET_ASIDE",
            "IMPOSSIBLE",
        ),
        OFF,
    ),
    "QUEUED": WAITING,
    "NO_SHOW": OFF,
    **dict.fromkeys(
        ("BOOKED", "PLANNED", "IN_ADVICE", "IN_TRAJECTORY", "FOLLOWED_UP", "RUNNING", "CHECKED"), BUSY
    ),
}
PLAIN = Look("plain", "")


@register.filter
def status_look(code: str) -> Look:
    """Badge kind and icon of a state of a case, referral, placement, place or agreement."""
    return STATUS_LOOKS.get(code, PLAIN)


@register.filter
def split_words(text: str) -> list[str]:
    """`{% for km in "5 10 25"|split_words %}`."""
    return text.split()
