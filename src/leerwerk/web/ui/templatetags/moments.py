"""Moments in forms."""

from datetime import datetime

from django import template

from leerwerk.web import moments

register = template.Library()


@register.filter
def moment_word(moment: datetime) -> str:
    """`{{ slot.begins_at|moment_word }}` → 20261130T0900Z."""
    return moments.moment_word(moment)
