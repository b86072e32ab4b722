"""Drawings made on the server: SVG without styles or scripts in it, each with a title and a description."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leerwerk.web.ui.dutch import number

TILE_WIDTH, TILE_HEIGHT = 84, 62
LINE_LENGTH = 13
SHADES = 5


@dataclass(frozen=True)
class Progress:
    """What was promised, is on its way and was realised, in one unit. `realised` None: nobody counted."""

    promised: int
    realised: int | None
    pipeline: int = 0
    target: int | None = None

    @property
    def scale(self) -> int:
        """The number that fills the width of the bar."""
        return max(self.promised, self.target or 0, (self.realised or 0) + self.pipeline, 1)

    @property
    def percent(self) -> int:
        """Realised as part of what was promised, rounded down: 100 is only said when it is all there."""
        return math.floor(100 * (self.realised or 0) / self.promised) if self.promised else 0

    def conclusion(self, unit: str) -> str:
        """The drawing in one line: "34 van 200 leerwerkplekken gerealiseerd (17%), 12 onderweg."."""
        facts = {"promised": number(self.promised), "unit": unit}
        if self.realised is None:
            return _("%(promised)s %(unit)s toegezegd. Wat ervan kwam is niet geregistreerd.") % facts
        facts |= {"realised": number(self.realised), "percent": number(self.percent)}
        said = _("%(realised)s van %(promised)s %(unit)s gerealiseerd (%(percent)s%%)") % facts
        waiting = _(", %(n)s onderweg") % {"n": number(self.pipeline)} if self.pipeline else ""
        return f"{said}{waiting}."


def progress_bar(progress: Progress, unit: str) -> SafeString:
    """A bar as long as the promise: realised solid, on its way hatched; a line where another target stands."""
    realised, pipeline = progress.realised or 0, progress.pipeline
    hatch = f"lw-hatch-{progress.scale}-{realised}-{pipeline}"
    target = progress.target if progress.target != progress.promised else None
    return format_html(
        '<svg class="lw-chart" role="img" width="100%" height="24">'
        "<title>{title}</title><desc>{desc}</desc>"
        '<defs><pattern id="{hatch}" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="lw-chart__hatch-ground" width="8" height="8"/>'
        '<line class="lw-chart__hatch-line" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>'
        '<rect class="lw-chart__track" x="0" y="0" width="{promised}" height="100%" rx="4"/>'
        '<rect class="lw-chart__realised" x="0" y="0" width="{realised}" height="100%" rx="4"/>'
        '<rect x="{realised}" y="0" width="{pipeline}" height="100%" fill="url(#{hatch})"/>{mark}</svg>',
        title=_("Voortgang"),
        desc=progress.conclusion(unit),
        hatch=hatch,
        promised=_share(progress.promised, progress.scale),
        realised=_share(realised, progress.scale),
        pipeline=_share(pipeline, progress.scale),
        mark=format_html(
            '<line class="lw-chart__target" x1="{0}" x2="{0}" y1="-3" y2="27"/>',
            _share(target, progress.scale),
        )
        if target
        else "",
    )


def part_bar(part: float, whole: float) -> SafeString:
    """A thin bar for one part of a score; decoration, the numbers stand beside it."""
    return format_html(
        '<svg class="lw-chart" aria-hidden="true" width="100%" height="10">'
        '<rect class="lw-chart__track" width="100%" height="100%" rx="5"/>'
        '<rect class="lw-chart__realised" width="{}" height="100%" rx="5"/></svg>',
        _share(part, whole),
    )


def _share(part: float, whole: float) -> str:
    """Part of the width, as a percentage with a decimal point whatever the language."""
    return f"{100 * max(part, 0) / whole if whole else 0:.2f}%"


@dataclass(frozen=True)
class PairedBar:
    """One measure with a value for each of two things that are compared; `most` fills the width."""

    label: str
    values: tuple[float, ...]
    most: float
    decimals: int


BAR_WIDTH = 84  # per cent; the number stands behind the bar
BAR_HEIGHT, BAR_STEP, BLOCK_GAP = 14, 18, 18


def paired_bars(
    bars: Sequence[PairedBar], names: Sequence[str], *, title: str, description: str
) -> SafeString:
    """Bars under each other, a solid and a hatched one for each measure; the legend is for the page to draw."""
    y, drawn = 0, []
    for bar in bars:
        drawn.append(format_html('<text class="lw-chart__label" x="0" y="{}">{}</text>', y + 14, bar.label))
        y += 22
        for index, (name, value) in enumerate(zip(names, bar.values, strict=True)):
            drawn.append(_paired_bar(bar, index, name, value, y))
            y += BAR_STEP
        y += BLOCK_GAP
    return format_html(
        '<svg class="lw-chart lw-chart--paired" role="img" width="100%" height="{}">'
        "<title>{}</title><desc>{}</desc>"
        '<defs><pattern id="lw-hatch-paired" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="lw-chart__hatch-ground" width="8" height="8"/>'
        '<line class="lw-chart__hatch-line" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>{}</svg>',
        max(y - BLOCK_GAP, 0),
        title,
        description,
        format_html_join("", "{}", ((each,) for each in drawn)),
    )


def _paired_bar(bar: PairedBar, index: int, name: str, value: float, y: int) -> SafeString:
    width = _share(value * BAR_WIDTH / 100, bar.most)
    return format_html(
        '<g><title>{name}: {value}</title><rect class="lw-chart__track" x="0" y="{y}" width="{all}%" '
        'height="{height}" rx="4"/><rect class="{look}" x="0" y="{y}" width="{width}" height="{height}" rx="4"/>'
        '<text class="lw-chart__number" x="{all}%" y="{line}" dx="8">{value}</text></g>',
        name=name,
        value=number(value, bar.decimals),
        y=y,
        all=BAR_WIDTH,
        height=BAR_HEIGHT,
        look="lw-chart__second" if index else "lw-chart__realised",
        width=width,
        line=y + BAR_HEIGHT - 2,
    )


@dataclass(frozen=True)
class Tile:
    """A region on the tile map. Column and row count from 1; `value` None: not known; `url` "": no link."""

    code: str
    name: str
    column: int
    row: int
    value: int | None = None
    url: str = ""
    is_current: bool = False


def tile_map(tiles: Sequence[Tile], title: str, description: str) -> SafeString:
    """The regions as tiles on a grid, darker for a higher value, each a link to its page."""
    top = max((tile.value or 0 for tile in tiles), default=0)
    first_column, first_row = _smallest(t.column for t in tiles), _smallest(t.row for t in tiles)
    width = (max((t.column for t in tiles), default=1) - first_column + 1) * TILE_WIDTH
    height = (max((t.row for t in tiles), default=1) - first_row + 1) * TILE_HEIGHT
    drawn = [
        _tile(tile, top, (tile.column - first_column) * TILE_WIDTH, (tile.row - first_row) * TILE_HEIGHT)
        for tile in sorted(tiles, key=lambda tile: (tile.row, tile.column))
    ]
    return format_html(
        '<svg class="lw-tiles" viewBox="-3 -3 {} {}" role="group" aria-label="{}"><desc>{}</desc>{}</svg>',
        width + 6,
        height + 6,
        title,
        description,
        format_html_join("", "{}", ((each,) for each in drawn)),
    )


def _smallest(numbers: Iterable[int]) -> int:
    return min(numbers, default=1)


def _tile(tile: Tile, top: int, x: int, y: int) -> SafeString:
    shade = f"lw-tiles__tile--{shade_of(tile.value, top)}"
    current = " lw-tiles__tile--current" if tile.is_current else ""
    written = "–" if tile.value is None else number(tile.value)
    known = _("niet bekend") if tile.value is None else number(tile.value)
    lines = two_lines(tile.name)
    inside = format_html(
        '<g class="lw-tiles__tile {}{}" transform="translate({} {})"><title>{}: {}</title>'
        '<rect width="{}" height="{}" rx="6"/>{}<text class="lw-tiles__value" x="{}" y="{}">{}</text></g>',
        shade,
        current,
        x,
        y,
        tile.name,
        known,
        TILE_WIDTH - 4,
        TILE_HEIGHT - 4,
        format_html_join(
            "",
            '<text class="lw-tiles__name" x="{}" y="{}">{}</text>',
            ((TILE_WIDTH / 2 - 2, 15 + 12 * index, line) for index, line in enumerate(lines)),
        ),
        TILE_WIDTH / 2 - 2,
        TILE_HEIGHT - 13,
        written,
    )
    return format_html('<a href="{}">{}</a>', tile.url, inside) if tile.url else inside


def shade_of(value: int | None, top: int) -> str:
    """Which of five shades: "1" is the lightest, "none" when the value is not known."""
    if value is None:
        return "none"
    return str(max(1, math.ceil(SHADES * value / top))) if top else "1"


def two_lines(name: str, length: int = LINE_LENGTH) -> list[str]:
    """A name in at most two lines of a tile, cut off with an ellipsis where it does not fit."""
    words = name.replace("-", "-\u200b").replace("/", "/\u200b").replace(" ", " \u200b").split("\u200b")
    lines = [""]
    for word in words:
        if lines[-1] and len((lines[-1] + word).rstrip()) > length:
            lines.append("")
        lines[-1] += word
    lines = [line.rstrip() for line in lines]
    if len(lines) > 2:  # noqa: PLR2004 a tile has room for two
        lines = [lines[0], f"{lines[1].rstrip('-/')}…"]
    return [line if len(line) <= length + 1 else f"{line[:length]}…" for line in lines]
