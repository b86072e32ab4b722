"""Files, packed or not, in whatever encoding."""

import gzip
from pathlib import Path

import pytest

from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.files import examine, open_text

pytestmark = pytest.mark.unit
TEXT = "titel;werkgever\nCafémedewerker;Café 't Hoekje — € 12\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_text_is_read_whatever_its_encoding(tmp_path: Path, encoding: str, is_packed: bool) -> None:
    content = TEXT.encode(encoding)
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(content) if is_packed else content)
    with open_text(path, examine(path).encoding) as stream:
        assert stream.read() == TEXT


def test_a_stray_byte_in_utf8_spoils_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("één tweeë drieë\n".encode() + b"vier\xe9\n")
    with open_text(path, examine(path).encoding) as stream:
        assert stream.read() == "één tweeë drieë\nvier\udce9\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "EMPTY_FILE"), (gzip.compress(b"tekst" * 1000, mtime=0)[:-20], "BROKEN_GZIP")],
    ids=["empty", "cut-off"],
)
def test_a_file_that_is_empty_or_damaged_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        examine(path)
    assert refusal.value.code == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        examine(tmp_path / "nergens.csv")
    assert refusal.value.code == "NO_FILE"


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("een")
    (tmp_path / "b").write_text("een")
    assert examine(tmp_path / "a").hash == examine(tmp_path / "b").hash
