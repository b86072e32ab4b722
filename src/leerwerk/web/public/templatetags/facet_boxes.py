"""The boxes of a group of filters. A page has some seventy, for each of which a template takes ten times as long."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leerwerk.web.public.filters import Facet, Option

register = template.Library()

_CHECKED = SafeString(" checked")
_NOT = SafeString("")


@register.simple_tag
def boxes(facet: Facet, options: Iterable[Option]) -> SafeString:
    """`{% boxes facet facet.more %}`: a box for each option, or a button when one at a time can be chosen."""
    return format_html_join(
        "\n",
        '<label class="lw-choice"><input type="{}" name="{}" value="{}" id="filter-{}-{}" form="zoek"{}>'
        "<span>{}</span>{}</label>",
        (
            (
                "radio" if facet.is_single else "checkbox",
                facet.name,
                option.value,
                facet.name,
                option.value,
                _CHECKED if option.is_selected else _NOT,
                option.label,
                format_html('<span class="lw-facet__count">{}</span>', option.count)
                if option.count
                else _NOT,
            )
            for option in options
        ),
    )
