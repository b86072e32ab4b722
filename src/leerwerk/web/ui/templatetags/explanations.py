"""Filters that tell what the engine found."""

from collections.abc import Sequence

from django import template

from leerwerk.web.ui import dutch, wording

register = template.Library()


@register.filter
def listed(parts: Sequence[str]) -> str:
    """`{{ told.fits|listed }}` → a, b en c."""
    return dutch.listed(parts)


@register.filter
def feature_name(feature: str) -> str:
    """`{{ "distance"|feature_name }}` → Afstand."""
    return wording.feature_text(feature)


@register.filter
def obstacle_name(code: str) -> str:
    """`{{ "TOO_FAR"|obstacle_name }}` → Te ver weg."""
    return wording.obstacle_text(code)
