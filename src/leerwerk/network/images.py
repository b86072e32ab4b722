"""Images that people bring: checked, and written anew, so that nothing comes along but the picture. Pure.

A drawing (SVG) can hold scripts and links to elsewhere. It is kept when it holds nothing but shapes, and refused
otherwise: what is taken out silently would be missed by whoever drew it. Other images are decoded and encoded again,
which drops what is hidden in them (the place where a photo was taken).
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree as ET

from PIL import Image, ImageOps, UnidentifiedImageError

from leerwerk.kernel.refusal import Refusal

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LARGEST_DRAWING = 100_000  # bytes
DEEPEST_DRAWING = 50  # elements within each other
LARGEST_PHOTO = 8_000_000
MOST_PIXELS = 40_000_000
LOGO_BOX = (800, 320)  # twice as large as it is shown, for sharp screens
PHOTO_SIDE = 320
SVG = "http://www.w3.org/2000/svg"
# fmt: off
_ELEMENTS = frozenset((
    "svg", "g", "defs", "symbol", "use", "title", "desc", "style", "metadata", "text", "tspan", "path", "rect",
    "circle", "ellipse", "line", "polyline", "polygon", "clipPath", "mask", "pattern", "stop",
    "linearGradient", "radialGradient",
))
# fmt: on
_NEVER_IN_STYLE = re.compile(
    r"@|\\|expression|javascript|\b(?:image|image-set|src)\s*\(|url\s*\((?!\s*['\"]?#)", re.IGNORECASE
)
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


class ImageRefused(Refusal):
    """An image that is not kept.

    Codes: IMAGE_TOO_LARGE (most: bytes), IMAGE_UNREADABLE, IMAGE_KIND_UNKNOWN, DRAWING_NOT_PLAIN (part).
    """


@dataclass(frozen=True)
class CheckedImage:
    """An image that may be shown to everybody."""

    content: bytes
    media_type: str

    @property
    def digest(self) -> str:
        """Sixteen characters that change with the content."""
        return sha256(self.content).hexdigest()[:16]


def checked_logo(content: bytes) -> CheckedImage:
    """A logo as SVG or PNG. Raises ImageRefused."""
    if (
        content.lstrip()[:5].lower() in (b"<?xml", b"<svg ", b"<svg>", b"<!doc", b"<!--")
        or content[:3] == b"\xef\xbb\xbf"
    ):
        return CheckedImage(_checked_drawing(content), "image/svg+xml")
    picture = _opened(content, ["PNG"])
    picture.thumbnail(LOGO_BOX)
    return _encoded(picture.convert("RGBA"), "PNG")


def checked_photo(content: bytes) -> CheckedImage:
    """A square photo of a face, from JPEG, PNG or WebP. Raises ImageRefused."""
    picture = ImageOps.exif_transpose(_opened(content, ["JPEG", "PNG", "WEBP"]))
    square = ImageOps.fit(picture.convert("RGB"), (PHOTO_SIDE, PHOTO_SIDE), centering=(0.5, 0.4))
    return _encoded(square, "JPEG")


def _opened(content: bytes, formats: list[str]) -> Image.Image:
    if len(content) > LARGEST_PHOTO:
        raise ImageRefused("IMAGE_TOO_LARGE", most=LARGEST_PHOTO)
    try:
        picture = Image.open(BytesIO(content), formats=formats)
        if picture.width * picture.height > MOST_PIXELS:
            raise ImageRefused("IMAGE_TOO_LARGE", most=LARGEST_PHOTO)
        picture.load()
    except UnidentifiedImageError as unknown:
        raise ImageRefused("IMAGE_KIND_UNKNOWN") from unknown
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as broken:
        raise ImageRefused("IMAGE_UNREADABLE") from broken
    return picture


def _encoded(picture: Image.Image, kind: str) -> CheckedImage:
    written = BytesIO()
    picture.save(written, kind, optimize=True, **({"quality": 82} if kind == "JPEG" else {}))
    return CheckedImage(written.getvalue(), f"image/{kind.lower()}")


def _checked_drawing(content: bytes) -> bytes:
    """The drawing, written anew from what was read. Raises ImageRefused."""
    if len(content) > LARGEST_DRAWING:
        raise ImageRefused("IMAGE_TOO_LARGE", most=LARGEST_DRAWING)
    try:
        text = content.decode("utf-8-sig")
        # A document type can define entities that grow without end, or come from elsewhere.
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ImageRefused("DRAWING_NOT_PLAIN", part="DOCTYPE")
        root = ET.fromstring(text)  # noqa: S314  without a document type there is nothing to expand
    except (UnicodeDecodeError, ET.ParseError, ValueError) as broken:
        raise ImageRefused("IMAGE_UNREADABLE") from broken
    if root.tag != f"{{{SVG}}}svg":
        raise ImageRefused("IMAGE_KIND_UNKNOWN")
    if _depth(root) > DEEPEST_DRAWING:
        raise ImageRefused("IMAGE_UNREADABLE")
    _only_shapes(root)
    ET.register_namespace("", SVG)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _depth(root: ET.Element) -> int:
    """How many elements lie within each other, counted row by row: what is very deep breaks whatever calls itself."""
    depth, row = 0, [root]
    while row:
        depth, row = depth + 1, [child for element in row for child in element]
    return depth


def _copies_grow(root: ET.Element) -> bool:
    """Whether something that is used holds uses itself: ten of those in a row are drawn a billion times."""
    use = f"{{{SVG}}}use"
    holders = {
        f"#{element.get('id')}" for element in root.iter() if element.get("id") and list(element.iter(use))
    }
    return any((each.get("href") or each.get(f"{_XLINK}href") or "") in holders for each in root.iter(use))


def _only_shapes(root: ET.Element) -> None:
    """Take out what drawing programs leave for themselves, and refuse what is no shape."""
    for element in list(root.iter()):
        for child in list(element):
            if not child.tag.startswith(f"{{{SVG}}}") or child.tag == f"{{{SVG}}}metadata":
                element.remove(child)
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{SVG}}}")
        if name not in _ELEMENTS:
            raise ImageRefused("DRAWING_NOT_PLAIN", part=f"<{name[:40]}>")
        if name == "style" and _NEVER_IN_STYLE.search("".join(element.itertext())):
            raise ImageRefused("DRAWING_NOT_PLAIN", part="<style>")
        for attribute, value in list(element.attrib.items()):
            _check_attribute(element, attribute, value)
    if _copies_grow(root):
        raise ImageRefused("DRAWING_NOT_PLAIN", part="<use>")


def _check_attribute(element: ET.Element, attribute: str, value: str) -> None:
    name = attribute.removeprefix(_XLINK).lower()
    if attribute.startswith("{") and not attribute.startswith((_XLINK, _XML)):
        del element.attrib[attribute]  # notes of a drawing program
        return
    leads_away = name in ("href", "src") and not value.startswith("#")
    could_load = name == "style" or "(" in value or "script" in value.lower()
    if name.startswith("on") or leads_away or (could_load and _NEVER_IN_STYLE.search(value)):
        raise ImageRefused("DRAWING_NOT_PLAIN", part=name[:40])
