"""In which widths and formats pictures are shown, and how a page offers them to a browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leerwerk.knowledge.models import Picture, Rendition

WIDTHS = (360, 720, 1280)
FORMATS = {"image/avif": "avif", "image/webp": "webp"}
FALLBACK = "width-720|format-jpeg"
SPECS = (*(f"width-{width}|format-{kind}" for kind in FORMATS.values() for width in WIDTHS), FALLBACK)


@dataclass(frozen=True)
class Source:
    """A `<source>`: a format with its files."""

    kind: str
    srcset: str


@dataclass(frozen=True)
class Shown:
    """A picture as a page draws it: sizes in pixels, so that nothing moves when it arrives."""

    description: str
    maker: str
    sources: Sequence[Source]
    url: str
    width: int
    height: int


def shown(picture: "Picture") -> Shown | None:
    """The picture for a page; None while its files are not made yet. Prefetch `renditions`."""
    made: dict[str, Rendition] = {each.filter_spec: each for each in picture.renditions.all()}
    if FALLBACK not in made:
        return None
    sources = [
        Source(kind, ", ".join(f"{each.url} {each.width}w" for each in files))
        for kind, short in FORMATS.items()
        if (files := _files(made, short))
    ]
    fallback = made[FALLBACK]
    return Shown(picture.description, picture.maker, sources, fallback.url, fallback.width, fallback.height)


def _files(made: "dict[str, Rendition]", short: str) -> "list[Rendition]":
    found = [made[spec] for width in WIDTHS if (spec := f"width-{width}|format-{short}") in made]
    return list({each.width: each for each in found}.values())
