"""The text and the picture of a story or news item, also in the preview of the editor."""

from django import template

from leerwerk.knowledge.models import Item
from leerwerk.knowledge.queries import Part, parts_of, top_picture
from leerwerk.knowledge.sizes import Shown

register = template.Library()


@register.simple_tag
def story_parts(item: Item) -> list[Part]:
    """`{% story_parts item as parts %}`: its blocks, ready to draw."""
    return parts_of(item)


@register.simple_tag
def story_picture(item: Item) -> Shown | None:
    """`{% story_picture item as picture %}`: the one at the top, or None."""
    return top_picture(item)
