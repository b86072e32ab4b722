"""Tags for the drawings of leerwerk.web.ui.charts."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from leerwerk.web.ui.charts import Progress, Tile, part_bar, progress_bar, tile_map

register = template.Library()


@register.simple_tag
def progress_of(promised: int, realised: int | None, pipeline: int | None, target: int | None) -> Progress:
    """`{% progress_of promised realised pipeline target as progress %}`."""
    return Progress(promised, realised, pipeline or 0, target)


@register.simple_tag
def bar_of(progress: Progress, unit: str) -> SafeString:
    """`{% bar_of progress "leerwerkplekken" %}`."""
    return progress_bar(progress, unit)


@register.simple_tag
def conclusion_of(progress: Progress, unit: str) -> str:
    """`{% conclusion_of progress "leerwerkplekken" %}`."""
    return progress.conclusion(unit)


@register.simple_tag
def part_of(part: float, whole: float) -> SafeString:
    """`{% part_of 30 45 %}`."""
    return part_bar(part, whole)


@register.simple_tag
def map_of(tiles: Sequence[Tile], title: str, description: str) -> SafeString:
    """`{% map_of tiles title description %}`."""
    return tile_map(tiles, title, description)
