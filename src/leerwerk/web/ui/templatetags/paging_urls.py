"""Addresses of the other pages of a list."""

from typing import Any

from django import template

from leerwerk.web.ui.paging import Paging

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context: dict[str, Any], paging: Paging, number: int) -> str:
    """The present address with another page number; the first page has none."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{paging.parameter}={number}"
    query.pop(paging.parameter, None)
    if number > 1:
        query[paging.parameter] = str(number)
    return f"?{query.urlencode()}"
