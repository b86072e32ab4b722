"""Made-up stories and news, of the nation and of two regions, with pictures that are drawn here."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from leerwerk.kernel.actor import SYSTEM
from leerwerk.knowledge.actions.sections import prepare_sections
from leerwerk.knowledge.models import Item, NewsPage, Picture, SectionPage, StoryPage

WORDS = Path(__file__).parent / "words" / "stories.toml"
SIZE = (1440, 810)
INK, PAPER = "#14213d", "#f5f7f4"


@dataclass(frozen=True)
class Made:
    """How many there are now."""

    stories: int
    news: int
    is_new: bool


def make_stories(*, now: datetime) -> Made:
    """Publish the stories and news of the demo, once; the same on every computer."""
    prepare_sections(actor=SYSTEM)
    is_new = not StoryPage.objects.exists()
    if is_new:
        told = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        for each in told["story"]:
            _publish(StoryPage, each, now, who=each["who"], locality=each.get("locality", ""))
        for each in told["news"]:
            _publish(NewsPage, each, now, date=(now - timedelta(days=each["days_ago"])).date())
    return Made(StoryPage.objects.live().count(), NewsPage.objects.live().count(), is_new)


def _publish(kind: type[Item], told: dict[str, Any], now: datetime, **facts: str | date) -> None:
    section = SectionPage.objects.get(region__code=told["region"]) if told["region"] else _national()
    picture = _draw(told, section) if "picture" in told else None
    page = kind(
        title=told["title"],
        intro=told["intro"],
        body=_body(told["body"]),
        title_en=told.get("title_en", ""),
        intro_en=told.get("intro_en", ""),
        body_en=_body(told.get("body_en", [])),
        picture=picture,
        live=False,
        **facts,
    )
    section.add_child(instance=page)
    page.save_revision().publish()
    kind.objects.filter(pk=page.pk).update(first_published_at=now - timedelta(days=told["days_ago"]))


def _national() -> SectionPage:
    found: SectionPage = SectionPage.objects.get(region=None)
    return found


def _body(told: list[list[str]]) -> list[tuple[str, Any]]:
    blocks: list[tuple[str, Any]] = []
    for part in told:
        kind, *values = part
        if kind == "text":
            blocks.append(("text", "".join(f"<p>{each}</p>" for each in values)))
        elif kind == "quote":
            blocks.append(("quote", {"text": values[0], "who": values[1]}))
        elif kind == "fact":
            blocks.append(("fact", {"figure": values[0], "text": values[1]}))
        elif kind == "places":
            blocks.append(("places", {"label": values[0], "words": values[1], "where": values[2]}))
    return blocks


def _draw(told: dict[str, Any], section: SectionPage) -> Picture:
    """A calm drawing of shapes: no stock photo, and nobody's face."""
    colour, shape = told["picture"]["colour"], told["picture"]["shape"]
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    width, height = SIZE
    pen.rectangle((0, height * 0.72, width, height), fill=colour)
    _SHAPES[shape](pen, colour)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=88)
    picture = Picture(
        title=told["title"][:80],
        description=told["picture"]["description"],
        maker="Open Leerwerk",
        collection=section.collection,
        file=ImageFile(stream, name="tekening.jpg"),
    )
    picture._set_image_file_metadata()  # as Wagtail's own form does
    picture.save()
    return picture


def _sparks(pen: ImageDraw.ImageDraw, colour: str) -> None:
    pen.polygon([(180, 583), (620, 583), (620, 480), (420, 480), (420, 380), (180, 380)], fill=INK)
    pen.line([(620, 430), (900, 200)], fill=INK, width=26)
    for x, y in ((700, 470), (760, 420), (820, 500), (700, 560), (790, 590), (880, 440), (860, 560)):
        pen.ellipse((x - 16, y - 16, x + 16, y + 16), fill="#f4a300")


def _house(pen: ImageDraw.ImageDraw, colour: str) -> None:
    pen.rectangle((440, 300, 1000, 583), fill=INK)
    pen.polygon([(390, 300), (720, 110), (1050, 300)], fill=colour)
    pen.rectangle((660, 420, 780, 583), fill="#f4a300")
    for x in (500, 850):
        pen.rectangle((x, 370, x + 90, 460), fill=PAPER)


def _leaves(pen: ImageDraw.ImageDraw, colour: str) -> None:
    for x in (300, 560, 820, 1080):
        pen.rectangle((x - 8, 330, x + 8, 583), fill=INK)
        pen.ellipse((x - 95, 170, x + 95, 400), fill=colour)
    pen.ellipse((1180, 70, 1330, 220), fill="#f4a300")


def _people(pen: ImageDraw.ImageDraw, colour: str) -> None:
    for x, fill in ((420, INK), (720, colour), (1020, INK)):
        pen.ellipse((x - 75, 190, x + 75, 340), fill=fill)
        pen.rounded_rectangle((x - 110, 365, x + 110, 640), 90, fill=fill)
    pen.ellipse((690, 60, 750, 120), fill="#f4a300")


_SHAPES = {"sparks": _sparks, "house": _house, "leaves": _leaves, "people": _people}
