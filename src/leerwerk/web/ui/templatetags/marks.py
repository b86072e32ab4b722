"""Words of a text that answer a question, marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(text: str, spans: Iterable[tuple[int, int]] | None) -> SafeString:
    """`{{ place.title|marked:hit.marks }}`: each span in <mark>, everything escaped.

    `spans` are (first, one past the last) characters, in order and apart from each other.
    """
    pieces, at = [], 0
    for first, last in spans or ():
        pieces.append((text[at:first], text[first:last]))
        at = last
    before = format_html_join("", '{}<mark class="nl-mark">{}</mark>', pieces)
    return before + conditional_escape(text[at:])
