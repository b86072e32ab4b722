"""pytest plugin: a throw-away PostgreSQL for this run, unless DATABASE_URL names a server.

Loaded with ``-p`` so that it runs before pytest-django reads the settings. Only the process that the
person started makes a server; the workers of xdist inherit its address.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

os.environ["LEERWERK_MODE"] = "test"

_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_cleanups = []


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Give every test run a data folder of its own and a database server."""
    if _IS_WORKER:
        return
    from leerwerk.config import launcher

    folder = Path(tempfile.mkdtemp(prefix="leerwerk-test-"))
    folder.chmod(0o711)  # root's server runs as somebody else and must reach its own folder in here
    os.environ["LEERWERK_VAR"] = str(folder)
    _cleanups.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    if not os.environ.get("DATABASE_URL"):
        server = launcher.LocalServer(folder / "postgres", settings=tuple(launcher.THROWAWAY.items()))
        server.start()
        os.environ["DATABASE_URL"] = server.url
        _cleanups.append(server.stop)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its folder."""
    while _cleanups:
        _cleanups.pop()()
