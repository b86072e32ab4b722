"""What an attacker, or a broken camera, sends to the editor as a picture: refused in words, by each of three ways."""

import zlib
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from leerwerk.knowledge.models import Picture
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from tests.factories.knowledge import make_picture, make_story, section_of
from tests.factories.network import MembershipFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(width: int = 20, height: int = 20) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (width, height), "#0b6b4f").save(stream, "PNG")
    return stream.getvalue()


def bomb(side: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    head = pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


HOSTILE = {
    "svg with a script": ("foto.svg", SCRIPT, "Geen ondersteund afbeeldingsformaat"),
    "svg named png": ("foto.png", SCRIPT, "hoort niet bij het bestandsformaat"),
    "html named jpg": ("foto.jpg", b"<html><script>alert(1)</script>", "Upload een geldige afbeelding"),
    "gif named png": ("foto.png", b"GIF89a" + b"\x00" * 60, "hoort niet bij het bestandsformaat"),
    "cut off": ("foto.png", png(400, 400)[:200], "Upload een geldige afbeelding"),
    "empty": ("foto.png", b"", "leeg"),
    "bomb": ("foto.png", bomb(7_000), "teveel pixels"),
    "bomb that is more than can be": ("foto.png", bomb(60_000), "teveel pixels"),
}


@pytest.fixture
def twente(settings: Any, tmp_path: Path) -> Region:
    settings.MEDIA_ROOT = tmp_path
    return RegionFactory(name="Twente", slug="twente")


@pytest.fixture
def editor(twente: Region) -> Client:
    section_of(twente)
    browser = Client()
    browser.force_login(MembershipFactory(role=Role.COORDINATOR, region=twente).user)
    browser.get("/redactie/")
    return browser


def typed(name: str, content: bytes, **more: Any) -> dict[str, Any]:
    return {
        "title": "Foto",
        "description": "Een vrouw last.",
        "maker": "",
        "file": SimpleUploadedFile(name, content),
        **more,
    }


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_picture_is_refused_with_a_reason(editor: Client, case: str) -> None:
    name, content, reason = HOSTILE[case]
    form = typed(name, content)

    page = editor.post("/redactie/images/add/", form)
    dropped = editor.post(
        "/redactie/images/multiple/add/",
        {"title": "Foto", "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    chosen = editor.post(
        "/redactie/images/chooser/create/",
        {f"image-chooser-upload-{key}": value for key, value in typed(name, content).items()},
    )

    assert (page.status_code, dropped.status_code, chosen.status_code) == (200, 200, 200)
    assert reason in page.content.decode()
    assert reason in dropped.json()["error_message"]
    assert chosen.json()["step"] == "reshow_creation_form"
    assert reason in chosen.json()["htmlFragment"]
    assert not Picture.objects.exists()


def test_a_picture_without_words_is_refused_and_none_goes_to_another_region(
    editor: Client, twente: Region
) -> None:
    theirs = section_of(RegionFactory(name="Rijnmond")).collection

    page = editor.post("/redactie/images/add/", typed("foto.png", png(), description="  "))
    assert "Vul dit veld in" in page.content.decode() or "verplicht" in page.content.decode()
    assert not Picture.objects.exists()

    editor.post("/redactie/images/add/", typed("foto.png", png(), collection=theirs.pk))
    assert {each.collection for each in Picture.objects.all()} <= {section_of(twente).collection}


def test_who_writes_for_two_regions_puts_no_picture_in_a_third(twente: Region) -> None:
    user = MembershipFactory(role=Role.COORDINATOR, region=twente).user
    second, third = RegionFactory(), RegionFactory()
    MembershipFactory(role=Role.COORDINATOR, region=second, user=user)
    browser = Client()
    browser.force_login(user)
    theirs = section_of(third).collection
    browser.get("/redactie/")

    page = browser.post("/redactie/images/add/", typed("foto.png", png(), collection=theirs.pk))

    assert page.status_code == 200
    assert "Selecteer een geldige keuze" in page.content.decode()
    assert not Picture.objects.exists()
    browser.post(
        "/redactie/images/add/", typed("foto.png", png(), collection=section_of(second).collection.pk)
    )
    assert Picture.objects.get().collection == section_of(second).collection


def test_nothing_is_offered_that_does_not_exist(editor: Client, twente: Region) -> None:
    make_story(twente)
    make_picture(twente)
    lists = [
        f"/redactie/pages/{section_of(twente).pk}/",
        "/redactie/images/",
        "/redactie/images/?layout=list",
    ]
    for address in lists:
        page = editor.get(address).content.decode()
        assert "/redactie/bulk/" not in page
        assert "data-bulk-action-checkbox" not in page
        assert "data-bulk-action-footer" in page
