"""Addresses in pages: canonical ones in the head, and questions to the search page."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from leerwerk.web.language import alternates_of
from leerwerk.web.public.addresses import absolute

register = template.Library()


@register.simple_tag
def canonical(view: str, *parts: str | int) -> str:
    """`{% canonical "public:desk" desk.slug as address %}`: the one address of a page."""
    return absolute(reverse(view, args=parts))


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any], address: str) -> list[tuple[str, str]]:
    """`{% alternates address as languages %}`: pairs of language and canonical address, "x-default" included."""
    return alternates_of(context.get("request"), address)


@register.simple_tag
def whole(path: str) -> str:
    """`{% whole picture.url %}`: the address with its host, for who reads it elsewhere."""
    return absolute(path)


@register.simple_tag
def place_search(words: str, where: str) -> str:
    """`{% place_search "zorg" "Enschede" %}`: the search page with this question."""
    asked = urlencode({name: value for name, value in (("q", words), ("waar", where)) if value})
    return f"{reverse('public:search')}?{asked}" if asked else reverse("public:search")
