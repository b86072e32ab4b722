"""The house style of a desk as a style sheet.

The security policy forbids styles inside a page, so a house style is served as a small style sheet of its own, for
the class `thema-<slug>` on the same element that bears our own theme.
"""

import re
from collections.abc import Mapping

from leerwerk.network.theme import DEFAULTS, ThemeRefused, check


def theme_css(slug: str, tokens: Mapping[str, str]) -> str:
    """The style sheet of a desk's house style. Raises ThemeRefused; no tokens give an empty sheet."""
    changed = {name: value for name, value in check(tokens).items() if value != DEFAULTS[name]}
    if not changed:
        return ""
    body = "".join(f"--lw-{name}:{value};" for name, value in changed.items())
    return f".leerwerk-theme.thema-{_checked_slug(slug)}{{{body}}}\n"


def _checked_slug(slug: str) -> str:
    """A slug stands in a selector: nothing else may come along."""
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        raise ThemeRefused("UNKNOWN_TOKEN", token=slug)
    return slug
