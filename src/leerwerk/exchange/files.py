"""Files as they come: packed or not, in whatever encoding; told apart by their bytes, never by their name."""

import codecs
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TextIO

from leerwerk.exchange.faults import FileRefused

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that cannot be read become these characters, so that the row they are in can be refused.
UNREADABLE = re.compile("[\udc80-\udcff]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True)
class FileFacts:
    """What is known of a file before its rows are read. `size` in bytes, unpacked."""

    name: str
    hash: str
    encoding: str
    size: int = 0


def examine(path: Path) -> FileFacts:
    """Read a file once through for its hash and its encoding.

    Raises FileRefused NO_FILE, EMPTY_FILE or BROKEN_GZIP.
    """
    digest = hashlib.sha256()
    size = 0
    guess = _EncodingGuess()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
        with _unpacked(path) as stream:
            while chunk := stream.read(CHUNK):
                guess.add(chunk)
                size += len(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileRefused("BROKEN_GZIP", file=path.name) from error
    except OSError as error:
        raise FileRefused("NO_FILE", file=str(path), reason=error.strerror or str(error)) from error
    if guess.is_empty:
        raise FileRefused("EMPTY_FILE", file=path.name)
    return FileFacts(path.name, digest.hexdigest(), guess.encoding, size)


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The text of a file, line ends as they are. Unreadable bytes show as the characters UNREADABLE matches."""
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    with _unpacked(path) as stream, io.TextIOWrapper(stream, encoding, errors=errors, newline="") as text:
        yield text


def _unpacked(path: Path) -> IO[bytes]:
    stream = path.open("rb")
    if stream.read(2) == GZIP:
        stream.close()
        return io.BufferedReader(gzip.open(path), CHUNK)
    stream.seek(0)
    return stream


class _EncodingGuess:
    """UTF-8 unless the bytes say otherwise; old Windows text when most high bytes are no UTF-8."""

    def __init__(self) -> None:
        self._marked: str | None = None
        self._begin = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._letters = self._strays = 0

    def add(self, chunk: bytes) -> None:
        if not self._begin:
            self._begin = chunk[:64]
            self._marked = next((name for mark, name in BYTE_ORDER_MARKS if chunk.startswith(mark)), None)
        if self._is_utf8:
            try:
                # Each byte more than there are characters belongs to a letter that is well written in UTF-8.
                self._letters += len(chunk) - len(self._decoder.decode(chunk))
            except UnicodeDecodeError:
                self._is_utf8 = False
        if not self._is_utf8:
            self._letters += len(_UTF8_LETTER.findall(chunk))
            self._strays += len(_HIGH_BYTE.findall(_UTF8_LETTER.sub(b"", chunk)))

    @property
    def is_empty(self) -> bool:
        return not self._begin

    @property
    def encoding(self) -> str:
        if self._marked:
            return self._marked
        if b"\x00" in self._begin:
            return "utf-16-le" if self._begin[1:2] == b"\x00" else "utf-16-be"
        if self._is_utf8 or self._letters > self._strays:
            return "utf-8"
        return "cp1252"
