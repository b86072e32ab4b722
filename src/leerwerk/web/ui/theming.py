"""House styles of regions: a handful of colours, checked for contrast, written as a style sheet.

The security policy forbids styles inside a page, so a house style is served as a small style sheet of its own, for
the class `thema-<slug>` on the same element that bears our own theme.
"""

import colorsys
import re
from collections.abc import Mapping
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


def theme_css(slug: str, tokens: Mapping[str, str]) -> str:
    """The style sheet of a desk's house style. Raises ThemeRefused; no tokens give an empty sheet."""
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
    changed = {name: value for name, value in colours.items() if value != DEFAULTS[name]}
    if not changed:
        return ""
    body = "".join(f"--lw-{name}:{value};" for name, value in changed.items())
    return f".leerwerk-theme.thema-{_checked_slug(slug)}{{{body}}}\n"


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
    found = []
    for text, ground in PAIRS:
        ratio = contrast(with_paper[text], with_paper[ground])
        if ratio < ENOUGH:
            found.append(Weakness(text, ground, ratio, suggest(with_paper[text], with_paper[ground])))
    return found


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


def _checked_slug(slug: str) -> str:
    """A slug stands in a selector: nothing else may come along."""
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        raise ThemeRefused("UNKNOWN_TOKEN", token=slug)
    return slug


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 from WCAG


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
