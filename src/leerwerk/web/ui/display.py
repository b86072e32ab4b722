"""How somebody likes to read: the size of the text and the contrast, kept in a cookie of this site."""

from collections.abc import Mapping
from dataclasses import dataclass

COOKIE = "weergave"
SIZES = ("gewoon", "groot", "grootst")
CONTRASTS = ("gewoon", "meer")
_CLASSES = {"groot": "lw-text-large", "grootst": "lw-text-largest", "meer": "lw-contrast"}


@dataclass(frozen=True)
class Display:
    """One of SIZES and one of CONTRASTS. What the browser itself asks for (prefers-contrast, zoom) holds besides."""

    size: str = SIZES[0]
    contrast: str = CONTRASTS[0]

    @property
    def css_class(self) -> str:
        """The classes of the page, "" for the usual looks."""
        return " ".join(_CLASSES[each] for each in (self.size, self.contrast) if each in _CLASSES)

    @property
    def cookie(self) -> str:
        """The value of the cookie."""
        return f"{self.size}.{self.contrast}"


def display_of(cookies: Mapping[str, str]) -> Display:
    """What the cookie says; the usual looks without one, or with one that nobody here wrote."""
    size, _dot, contrast = cookies.get(COOKIE, "").partition(".")
    return Display(size, contrast) if size in SIZES and contrast in CONTRASTS else Display()
