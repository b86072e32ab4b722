"""Reads of stories and news for a site: what is published there, never a draft."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import BooleanField, Case, QuerySet, Value, When, prefetch_related_objects
from django.utils.translation import get_language

from leerwerk.knowledge.models import Item, NewsPage, StoryPage
from leerwerk.knowledge.sizes import Shown, shown
from leerwerk.network.told import DUTCH, ENGLISH

I = TypeVar("I", bound=Item)  # noqa: E741


def stories_on(region_id: int | None) -> QuerySet[StoryPage]:
    """Stories of a site, its region's own first, then the newest; without their text."""
    return _own_first(StoryPage.objects.on_site_of(region_id), region_id).order_by(
        "-is_own", "-first_published_at", "-pk"
    )


def news_on(region_id: int | None) -> QuerySet[NewsPage]:
    """News of a site, its region's own first, then the newest; without its text."""
    return _own_first(NewsPage.objects.on_site_of(region_id), region_id).order_by("-is_own", "-date", "-pk")


def _own_first(rows: "QuerySet[I]", region_id: int | None) -> "QuerySet[I]":
    is_own = (
        When(region=region_id, then=Value(value=True))
        if region_id
        else When(region=None, then=Value(value=True))
    )
    return (
        rows.annotate(is_own=Case(is_own, default=Value(value=False), output_field=BooleanField()))
        .defer("body", "body_en")
        .select_related("picture", "region")
        .prefetch_related("picture__renditions")
    )


def story_on(region_id: int | None, slug: str) -> StoryPage:
    """One story with its text; where the nation has one at the same address, the region's own. Or DoesNotExist."""
    return _one(stories_on(region_id).defer(None), slug)


def news_item_on(region_id: int | None, slug: str) -> NewsPage:
    """One news item with its text; as `story_on`."""
    return _one(news_on(region_id).defer(None), slug)


def _one(rows: "QuerySet[I]", slug: str) -> "I":
    found = rows.filter(slug=slug).first()
    if found is None:
        raise rows.model.DoesNotExist
    prefetch_related_objects(found.pictures(), "renditions")
    return found


@dataclass(frozen=True)
class Part:
    """A block of a text, ready to draw; `picture` only for a picture whose files are made."""

    kind: str
    value: object
    picture: Shown | None = None
    language: str = DUTCH


def parts_of(item: Item) -> list[Part]:
    """The text of an item in order, without pictures that cannot be shown yet: in English for who reads that."""
    is_english = get_language() == ENGLISH and len(item.body_en) > 0
    parts = []
    for block in item.body_en if is_english else item.body:
        picture = None
        if block.block_type == "picture":
            chosen = block.value["picture"]
            picture = shown(chosen) if chosen else None
            if picture is None:
                continue
        parts.append(Part(block.block_type, block.value, picture, ENGLISH if is_english else DUTCH))
    return parts


def top_picture(item: Item) -> Shown | None:
    """The picture above an item, when there is one to show."""
    return shown(item.picture) if item.picture else None


def published(kind: type[I], region_id: int | None = None) -> "QuerySet[I]":
    """Everything of a kind that is published anywhere, or by one region: for the sitemaps."""
    rows = kind.objects.live()
    if region_id is not None:
        rows = rows.filter(region=region_id)
    return rows.select_related("region").only("slug", "region", "last_published_at").order_by("pk")
