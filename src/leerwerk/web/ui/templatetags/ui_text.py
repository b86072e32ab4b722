"""Small looks-ups for components: which class and icon goes with a kind."""

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
