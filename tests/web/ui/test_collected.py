"""Style sheets, script, font and icons as production has them: collected, hashed, compressed, kept for good."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PAGES = ("/over", "/en/over", "/vraag", "/weergave", "/account/login/", "/bestaat-niet", "/over?q=%00")
#: Those of the editor and the administration are not ours, and many.
OF_OTHERS = ["admin", "wagtail*", "account", "mfa", "django_htmx"]
_NAMED = re.compile(r'"(/static/[^"#?]+)')
_IN_SHEET = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=OF_OTHERS)
    return tmp_path


def test_pages_name_only_files_that_are_served_compressed_and_for_good(collected: Path) -> None:
    client = Client()
    named = {file for page in PAGES for file in _NAMED.findall(client.get(page).content.decode())}
    told = _read(client, next(file for file in named if "/dist/ui." in file and file.endswith(".css")))[
        1
    ].decode()
    named |= {
        f"/static/ui/dist/{file.removeprefix('./')}"
        for file in _IN_SHEET.findall(told)
        if not file.startswith(("data:", "#"))
    }

    assert {Path(file).suffix for file in named} == {".css", ".js", ".svg", ".woff2"}
    for file in sorted(named):
        answer, content = _read(client, file)
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        assert answer.status_code == 200, file
        assert _HASHED.search(file), file
        assert "immutable" in answer.headers["Cache-Control"]
        assert is_packed == (not file.endswith(".woff2"))
        plain = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", file.removeprefix("/static/")))
        assert plain is not None
        if not file.endswith(".css"):  # in which the names of fonts change
            assert content == Path(plain).read_bytes()


def test_nothing_compressed_is_collected_that_is_of_no_file(collected: Path) -> None:
    packed = sorted(collected.rglob("*.gz"))

    assert len(packed) >= 10
    for file in packed:
        assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes()
    assert not list(collected.rglob("stamp*"))


def _read(client: Client, address: str) -> tuple[Any, bytes]:
    """The answer to a browser that unpacks, and its content unpacked."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content
