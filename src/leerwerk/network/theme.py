"""House styles of regions: a handful of colours, and whether they can be read. Pure; written as a sheet in web.ui."""

import colorsys
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leerwerk.kernel.refusal import Refusal

ENOUGH = 4.5  # WCAG 2.2, 1.4.3, level AA
COLOUR = re.compile(r"#[0-9a-f]{6}")
DEFAULTS = {
    "ink": "#14213d",
    "action": "#0b6b4f",
    "action-hover": "#08523c",
    "action-active": "#063d2d",
    "on-action": "#ffffff",
    "action-tint": "#e7f2ed",
    "link": "#0b6b4f",
    "link-hover": "#08523c",
    "accent": "#f4a300",
    "accent-tint": "#fdf1d8",
    "surface": "#f5f7f4",
    "header": "#ffffff",
    "on-header": "#14213d",
    "footer": "#14213d",
    "on-footer": "#ffffff",
}
# (text, ground): each pair that meets on a page.
PAIRS = (
    ("ink", "surface"),
    ("ink", "action-tint"),
    ("ink", "accent-tint"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("on-action", "action-active"),
    ("link", "paper"),
    ("link", "surface"),
    ("link-hover", "surface"),
    ("action", "paper"),
    ("action", "action-tint"),
    ("on-header", "header"),
    ("on-footer", "footer"),
)
PAPER = "#ffffff"
# What a desk chooses itself; the other colours are ours, or shades of these.
CHOSEN = ("action", "link", "accent", "surface", "header", "on-header", "footer", "on-footer")
_SHADES = {
    "action-hover": "action",
    "action-active": "action",
    "action-tint": "action",
    "accent-tint": "accent",
}


class ThemeRefused(Refusal):
    """A house style that people could not read, or that is no house style.

    Codes: UNKNOWN_TOKEN (token), NOT_A_COLOUR (token, value), TOO_LITTLE_CONTRAST (text, ground, ratio, suggestion).
    """


@dataclass(frozen=True)
class Weakness:
    """Two colours that meet and are too much alike. `suggestion` is the nearest colour for the text that will do."""

    text: str
    ground: str
    ratio: float
    suggestion: str


def check(tokens: Mapping[str, str]) -> dict[str, str]:
    """All colours of a house style that can be read.

    Raises ThemeRefused: UNKNOWN_TOKEN, NOT_A_COLOUR, or TOO_LITTLE_CONTRAST for the first pair that is too weak.
    """
    colours = complete(tokens)
    if weak := weaknesses(colours):
        first = weak[0]
        raise ThemeRefused(
            "TOO_LITTLE_CONTRAST",
            text=first.text,
            ground=first.ground,
            ratio=round(first.ratio, 2),
            suggestion=first.suggestion,
        )
    return colours


def complete(tokens: Mapping[str, str]) -> dict[str, str]:
    """All colours of a house style: those given, shades made of them, and ours for the rest."""
    given = {name: _checked(name, value) for name, value in tokens.items()}
    action = given.get("action", DEFAULTS["action"])
    derived = {"link": action} if "action" in given else {}
    if "action" in given:
        derived |= {
            "action-hover": mix(action, "#000000", 0.2),
            "action-active": mix(action, "#000000", 0.4),
            "action-tint": mix(action, PAPER, 0.9),
        }
    link = given.get("link", derived.get("link", DEFAULTS["link"]))
    if link != DEFAULTS["link"]:
        derived["link-hover"] = mix(link, "#000000", 0.2)
    if "accent" in given:
        derived["accent-tint"] = mix(given["accent"], PAPER, 0.85)
    return {**DEFAULTS, **derived, **given}


def weaknesses(colours: Mapping[str, str]) -> list[Weakness]:
    """The pairs of a complete house style with a contrast below 4.5:1."""
    with_paper = {**colours, "paper": PAPER}
    return [
        Weakness(text, ground, ratio, suggest(with_paper[text], with_paper[ground]))
        for text, ground, ratio in _weak_pairs(with_paper)
    ]


def _weak_pairs(with_paper: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    for text, ground in PAIRS:
        ratio = contrast(with_paper[text], with_paper[ground])
        if ratio < ENOUGH:
            yield text, ground, ratio


@dataclass(frozen=True)
class Remedy:
    """A chosen colour that makes something unreadable, and the nearest one with which everything can be read.

    `text` and `ground` are the pair with the least contrast (`ratio`) that this colour is part of.
    """

    token: str
    text: str
    ground: str
    ratio: float
    suggestion: str


def remedies(tokens: Mapping[str, str]) -> list[Remedy]:
    """What to change where colours are too much alike, one line for each chosen colour; none when all is well."""
    found: dict[str, Remedy] = {}
    for weak in sorted(weaknesses(complete(tokens)), key=lambda each: each.ratio):
        token, suggestion = _way_out(tokens, weak)
        found.setdefault(token, Remedy(token, weak.text, weak.ground, weak.ratio, suggestion))
    return sorted(found.values(), key=lambda each: CHOSEN.index(each.token))


def _way_out(tokens: Mapping[str, str], weak: Weakness) -> tuple[str, str]:
    """The colour to change for a weak pair, and into what: the text where it is chosen, else its ground."""
    by_name = [_source(name, tokens) for name in (weak.text, weak.ground)]
    chosen = [name for name in by_name if name in CHOSEN]
    for name in chosen:
        if nearest := _nearest_that_reads(tokens, name):
            return name, nearest
    return chosen[0], DEFAULTS[chosen[0]]


def _nearest_that_reads(tokens: Mapping[str, str], name: str) -> str:
    """The colour of the same hue nearest to the present one that is in no weak pair; "" when there is none."""
    present = complete(tokens)[name]
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(present))
    for step in sorted((step / 100 for step in range(101)), key=lambda value: abs(value - lightness)):
        candidate = _hex(colorsys.hls_to_rgb(hue, step, saturation))
        changed = {**tokens, name: candidate}
        if not any(
            name in (_source(text, changed), _source(ground, changed))
            for text, ground, _ratio in _weak_pairs({**complete(changed), "paper": PAPER})
        ):
            return candidate
    return ""


def _source(name: str, tokens: Mapping[str, str]) -> str:
    """The chosen colour that decides over this one."""
    if name in ("link", "link-hover"):
        return "action" if "action" in tokens and "link" not in tokens else "link"
    return _SHADES.get(name, name)


def without_needless(tokens: Mapping[str, str]) -> dict[str, str]:
    """Only the colours that differ from what they would be if nobody chose them."""
    kept = dict(tokens)
    for name in (*CHOSEN[1:], CHOSEN[0]):
        others = {other: value for other, value in kept.items() if other != name}
        if name in kept and complete(others)[name] == complete(kept)[name]:
            kept = others
    return kept


def contrast(one: str, other: str) -> float:
    """Contrast of two colours ("#rrggbb") by WCAG: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2: 0 for black, 1 for white."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def suggest(text: str, ground: str) -> str:
    """The colour nearest to `text`, same hue, darker or lighter, that can be read on `ground`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(text))
    nearest_first = sorted((step / 100 for step in range(101)), key=lambda value: abs(value - lightness))
    for value in nearest_first:
        candidate = _hex(colorsys.hls_to_rgb(hue, value, saturation))
        if contrast(candidate, ground) >= ENOUGH:
            return candidate
    return "#000000" if contrast("#000000", ground) >= contrast(PAPER, ground) else PAPER


def mix(colour: str, other: str, share: float) -> str:
    """A colour with a share (0-1) of another in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return _hex(tuple(one * (1 - share) + two * share for one, two in pairs))


def _checked(name: str, value: object) -> str:
    if name not in DEFAULTS:
        raise ThemeRefused("UNKNOWN_TOKEN", token=name)
    colour = value.strip().lower() if isinstance(value, str) else ""
    if not COLOUR.fullmatch(colour):
        raise ThemeRefused("NOT_A_COLOUR", token=name, value=value)
    return colour


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 from WCAG


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
