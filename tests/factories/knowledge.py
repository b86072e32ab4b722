"""Sections with stories, news and pictures; they are made through Wagtail, as its editor does."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image

from leerwerk.kernel.actor import SYSTEM
from leerwerk.knowledge.actions.sections import prepare_sections
from leerwerk.knowledge.models import Item, NewsPage, Picture, SectionPage, StoryPage
from leerwerk.network.models import Region


def section_of(region: Region | None) -> SectionPage:
    """The section of a region, or of the nation."""
    prepare_sections(actor=SYSTEM)
    found: SectionPage = SectionPage.objects.get(region=region)
    return found


def make_picture(region: Region | None = None, *, width: int = 800, **fields: Any) -> Picture:
    """A picture of one colour in the collection of a section."""
    stream = BytesIO()
    Image.new("RGB", (width, width // 2), "#0b6b4f").save(stream, "JPEG")
    given = {"title": "Foto", "description": "Een groen vlak."} | fields
    picture = Picture(
        file=ImageFile(stream, name="foto.jpg"), collection=section_of(region).collection, **given
    )
    picture._set_image_file_metadata()
    picture.save()
    picture.file.close()
    return picture


def make_story(region: Region | None = None, *, is_live: bool = True, **fields: Any) -> StoryPage:
    """A story of a section, published unless told otherwise."""
    given = {
        "title": "Noor leert lassen",
        "intro": "Noor last nu trappen.",
        "who": "Noor",
        "body": [],
    } | fields
    return _publish(StoryPage(live=False, **given), region, is_live=is_live)


def make_news(region: Region | None = None, *, is_live: bool = True, **fields: Any) -> NewsPage:
    """News of a section, published unless told otherwise."""
    given = {
        "title": "Nieuw akkoord",
        "intro": "Er is een akkoord.",
        "date": date(2026, 11, 2),
        "body": [],
    } | fields
    return _publish(NewsPage(live=False, **given), region, is_live=is_live)


def _publish(page: Any, region: Region | None, *, is_live: bool) -> Any:
    section_of(region).add_child(instance=page)
    revision = page.save_revision()
    if is_live:
        revision.publish()
    found: Item = type(page).objects.get(pk=page.pk)
    return found
