"""Three pictures of the demo for the README, always of the same pages at the same size: `make screenshots`.

The demo has to be there (`leerwerk demo --no-serve`); it is served on a port of its own while pictures are taken.
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from leerwerk.config import boot
from leerwerk.config.processes import is_taken, site_command

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.browser import CHROMIUM, FLAGS

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
LARGEST = 150_000
STARTING_SECONDS = 60


@dataclass(frozen=True)
class Picture:
    """A page at a size in CSS pixels; `scale` is the number of dots for each, `quality` that of WebP.

    With `client` the adviser of the demo looks them up there, and it is their file.
    """

    name: str
    path: str
    width: int
    height: int
    scale: float = 1.25
    quality: int = 82
    client: str = ""


PICTURES = (
    Picture("search", "/leerwerkplekken?q=lasser&waar=Enschede&km=50&niveau=2", 1280, 1120),
    Picture("region", "/r/twente/", 390, 844, scale=2),
    Picture("client", "/desk/clienten", 1280, 1120, client="Samir Haddad"),
)


def main() -> None:
    """Take all pictures; an error when one is too heavy to commit."""
    boot.prepare_django()
    FOLDER.mkdir(exist_ok=True)
    try:
        with _serving() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for picture in PICTURES:
                _take(browser, address, picture)
            browser.close()
    finally:
        boot.stop_what_we_started()


@contextmanager
def _serving() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "LEERWERK_BASE_URL": f"http://127.0.0.1:{port}",
        "LEERWERK_LOG_LEVEL": "WARNING",
    }
    command = site_command(address=f"127.0.0.1:{port}", workers=1)
    server = subprocess.Popen(command, env=environment)
    try:
        deadline = time.monotonic() + STARTING_SECONDS
        while not is_taken(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        base_url=address,
        locale="nl-NL",
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.client:
        _sign_in(page)
    answer = page.goto(picture.path)
    if answer is None or not answer.ok:
        sys.exit(f"{picture.path}: {answer.status if answer else 'no answer'}")
    if picture.client:
        page.fill("main input[name=q]", picture.client)
        page.press("main input[name=q]", "Enter")
        page.get_by_role("link", name=picture.client).first.click()
        page.wait_for_url("**/desk/clienten/*")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{picture.name}.webp"
    Image.open(io.BytesIO(page.screenshot())).save(file, quality=picture.quality, method=6)
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file}: {file.stat().st_size} bytes, more than {LARGEST}")
    print(f"{file} {file.stat().st_size // 1000} kB")
    context.close()


def _sign_in(page: Page) -> None:
    from leerwerk.demo.accounts import ADVISER, DEMO_PASSWORD  # noqa: PLC0415  (needs Django)

    page.goto("/account/login/")
    page.fill("input[name=login]", ADVISER.email)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/**")


if __name__ == "__main__":
    main()
