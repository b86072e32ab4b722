"""The site and its database as separate programs, and the database really stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from leerwerk.config import launcher
from leerwerk.config.launcher import LocalServer
from leerwerk.config.processes import site_command
from tests.shape import shape_of

pytestmark = pytest.mark.db

PATIENCE_SECONDS = 30


@pytest.fixture
def server(reachable_path: Path) -> Iterator[LocalServer]:
    server = LocalServer(reachable_path / "postgres", settings=tuple(launcher.THROWAWAY.items()))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(server: LocalServer, tmp_path: Path) -> Iterator[str]:
    environment = os.environ | {
        "DATABASE_URL": server.url,
        "LEERWERK_MODE": "demo",  # keeps its connections from one request to the next, as production does
        "LEERWERK_VAR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    run = [sys.executable, "-m", "leerwerk.config.cli", "manage", "migrate", "-v", "0"]
    subprocess.run(run, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"127.0.0.1:{port}"
    with subprocess.Popen(site_command(address=address, workers=1), env=environment) as process:
        try:
            wait_for(f"http://{address}/health/live", 200)
            yield f"http://{address}"
        finally:
            process.terminate()


def get(url: str) -> tuple[int, dict[str, str], str]:
    # A session makes the site look in the database for it.
    request = urllib.request.Request(url, headers={"Cookie": "sessionid=abcdefghijklmnop"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers), answer.read().decode()


def url_of(name: str) -> str:
    """The address of another database on the server of the tests."""
    return str(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")))


def wait_for(url: str, status: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            if get(url)[0] == status:
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"{url} did not answer {status}")


def test_site_answers_503_while_the_database_is_away_and_recovers_by_itself(
    site: str, server: LocalServer, db: None
) -> None:
    # The only database that is made as everywhere else: those of the tests are the same, though made more quickly.
    shape = shape_of(server.url)
    assert {"casework_referral", "kernel_auditentry"} < {table for table, *_ in shape}
    assert shape == shape_of(url_of(connection.settings_dict["NAME"]))

    assert get(f"{site}/account/login/")[0] == 200
    assert '"migrations": "ok"' in get(f"{site}/health/ready")[2]

    server.stop()
    status, headers, page = get(f"{site}/account/login/")
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "Content-Security-Policy" in headers
    assert 'lang="nl"' in page
    assert get(f"{site}/health/live")[0] == 200
    status, _, told = get(f"{site}/health/ready")
    assert (status, '"database": "missing"' in told) == (503, True)

    server.start()
    assert get(f"{site}/account/login/")[0] == 200
    assert '"database": "ok"' in get(f"{site}/health/ready")[2]
