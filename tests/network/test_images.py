from io import BytesIO

import pytest
from PIL import Image

from leerwerk.network.images import LARGEST_DRAWING, ImageRefused, checked_logo, checked_photo

pytestmark = pytest.mark.unit

LOGO = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://draw.example/" viewBox="0 0 9 9">'
    b'<metadata>gemaakt door mij</metadata><i:notes/><style>.a{fill:#123456}</style><linearGradient id="g"/>'
    b'<path class="a" i:note="x" style="fill:url(#g)" d="M0 0h9v9z"/></svg>'
)


def picture(kind: str, size: tuple[int, int] = (60, 30), **more: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "#336699").save(written, kind, **more)
    return written.getvalue()


def test_drawing_of_shapes_is_kept_without_notes_of_its_program() -> None:
    kept = checked_logo(LOGO)

    assert kept.media_type == "image/svg+xml"
    assert b"M0 0h9v9z" in kept.content
    assert b"fill:url(#g)" in kept.content
    assert b"gemaakt door" not in kept.content
    assert b"note" not in kept.content
    assert checked_logo(kept.content) == kept


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<path onload='alert(1)' d=''/>",
        "<path ONCLICK='alert(1)' d=''/>",
        "<a href='#x'><path d=''/></a>",
        "<foreignObject/>",
        "<image href='https://kwaad.example/x.png'/>",
        "<use href='https://kwaad.example/x.svg#a'/>",
        "<use xmlns:x='http://www.w3.org/1999/xlink' x:href='data:image/svg+xml,x'/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<set attributeName='onclick' to='alert(1)'/>",
        "<style>@import url(//kwaad.example)</style>",
        "<style><desc/>@import url(//kwaad.example)</style>",
        "<rect style=\"background:image-set('//kwaad.example' 1x)\"/>",
        "<g id='a'><path d=''/></g><g id='b'><use href='#a'/><use href='#a'/></g><use href='#b'/>",
        "<style>a{background:url('http://kwaad.example')}</style>",
        "<path style='fill:u\\rl(//kwaad.example)' d=''/>",
        "<path fill='url(https://kwaad.example#a)' d=''/>",
        "<rect fill='javascript:alert(1)'/>",
    ],
)
def test_drawing_that_is_more_than_shapes_is_refused(inside: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'

    with pytest.raises(ImageRefused, match="DRAWING_NOT_PLAIN"):
        checked_logo(drawing.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg",
        b"<html></html>",
        b"<svg></svg>",
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml version="1.0" encoding="utf-16"?><svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"),
        b"\x89PNG\r\n\x1a\n broken",
        picture("PNG")[:-30],
        picture("JPEG"),
        b"<svg " + b" " * LARGEST_DRAWING + b"/>",
        b"<?xml \xff",
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 9_000 + b"</g>" * 9_000 + b"</svg>",
    ],
)
def test_what_is_no_logo_is_refused(content: bytes) -> None:
    with pytest.raises(ImageRefused):
        checked_logo(content)


def test_large_logo_is_made_smaller() -> None:
    kept = checked_logo(picture("PNG", (2000, 500)))

    assert Image.open(BytesIO(kept.content)).size == (800, 200)
    assert kept.media_type == "image/png"


def test_photo_is_square_and_tells_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010E] = "bij mij thuis"

    kept = checked_photo(picture("JPEG", (640, 480), exif=exif))

    assert Image.open(BytesIO(kept.content)).size == (320, 320)
    assert b"bij mij thuis" not in kept.content
    assert len(kept.digest) == 16
