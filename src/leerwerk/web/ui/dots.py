"""A map of dots, drawn on the server: each dot a link with a number in it, on plain paper with the circle searched."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leerwerk.web.ui.dutch import number

#: So many names are written; more would lie over each other.
NAMED = 9


@dataclass(frozen=True)
class LinkedDot:
    """A dot in units of the drawing; `said` is what the link is called, `name` what is written under it.

    `is_current`: of this dot the places are shown.
    """

    name: str
    said: str
    url: str
    count: int
    x: float
    y: float
    radius: float
    is_current: bool = False


@dataclass(frozen=True)
class Ring:
    """The circle that was searched, in units of the drawing."""

    x: float
    y: float
    radius: float


def dots(
    drawn: Sequence[LinkedDot],
    *,
    width: float,
    height: float,
    ring: Ring | None,
    title: str,
    description: str,
) -> SafeString:
    """The dots, the largest first in the order of the keyboard; the page has the same as a list."""
    around = (
        format_html(
            '<circle class="lw-dots__ring" cx="{0}" cy="{1}" r="{2}"/>'
            '<path class="lw-dots__here" d="M{3} {1}h12M{0} {4}v12"/>',
            _unit(ring.x),
            _unit(ring.y),
            _unit(ring.radius),
            _unit(ring.x - 6),
            _unit(ring.y - 6),
        )
        if ring
        else ""
    )
    return format_html(
        '<svg class="lw-dots" viewBox="0 0 {} {}" role="group" aria-label="{}"><desc>{}</desc>{}{}</svg>',
        _unit(width),
        _unit(height),
        title,
        description,
        around,
        format_html_join("", "{}", ((_dot(dot, at < NAMED),) for at, dot in enumerate(drawn))),
    )


def _dot(dot: LinkedDot, is_named: bool) -> SafeString:
    x, y, radius = _unit(dot.x), _unit(dot.y), _unit(dot.radius)
    name = (
        format_html(
            '<text class="lw-dots__name" x="{}" y="{}">{}</text>', x, _unit(dot.y + dot.radius + 15), dot.name
        )
        if is_named
        else ""
    )
    return format_html(
        '<a href="{}" rel="nofollow" aria-label="{}"{}><g class="lw-dots__dot"><title>{}</title>'
        '<circle cx="{}" cy="{}" r="{}"/><text class="lw-dots__number" x="{}" y="{}">{}</text>{}</g></a>',
        dot.url,
        dot.said,
        SafeString(' aria-current="true"' if dot.is_current else ""),
        dot.said,
        x,
        y,
        radius,
        x,
        _unit(dot.y + 6),
        number(dot.count),
        name,
    )


def _unit(value: float) -> str:
    return f"{value:.1f}"
