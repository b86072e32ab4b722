"""A server for pages that were made before: what is not committed can be shown to a browser all the same.

Handing pages to the browser by a route of Playwright costs three times as much: nothing is kept between two pages, and
each file goes through two other processes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

from tests.browser import AXE, axe_script

_HTML = "text/html; charset=utf-8"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many files

    def __init__(self, *args: Any, pages: Mapping[str, bytes]) -> None:
        self.pages = pages
        super().__init__(*args)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == AXE:
            self._answer(axe_script().encode(), "text/javascript", "max-age=3600")
        elif path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            content = Path(str(file)).read_bytes() if file else None
            self._answer(content, guess_type(path)[0] or "application/octet-stream", "max-age=3600")
        else:
            self._answer(self.pages.get(self.path), _HTML, "no-store")

    def _answer(self, content: bytes | None, kind: str, keep: str) -> None:
        self.send_response(200 if content is not None else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content or b"")))
        self.send_header("Cache-Control", keep if content is not None else "no-store")
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(pages: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a server of these pages, by path and query, and of our static files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, pages=pages)) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
