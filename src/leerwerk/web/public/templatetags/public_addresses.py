"""Canonical addresses in the head of a page."""

from django import template
from django.urls import reverse

from leerwerk.web.public.addresses import absolute

register = template.Library()


@register.simple_tag
def canonical(view: str, *parts: str | int) -> str:
    """`{% canonical "public:desk" desk.slug as address %}`: the one address of a page."""
    return absolute(reverse(view, args=parts))
