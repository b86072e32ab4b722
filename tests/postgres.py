"""pytest plugin: a throw-away PostgreSQL for this run, unless DATABASE_URL names a server.

Loaded with ``-p``; its hook is a wrapper, which runs before pytest-django reads the settings. Only the
process that the person started makes a server; the workers of xdist inherit its address.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.template import drop_template

os.environ["LEERWERK_MODE"] = "test"
# The workers and what tests start need not compile everything each for itself.
os.environ["PYTHONDONTWRITEBYTECODE"] = ""
sys.dont_write_bytecode = False

_cleanups: list[Callable[[], object]] = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Give the test run a data folder of its own and a database server."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        atexit.register(_clean_up)
        _prepare()
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its folder."""
    _clean_up()


def _prepare() -> None:
    from leerwerk.config import launcher

    folder = Path(tempfile.mkdtemp(prefix="leerwerk-test-"))
    folder.chmod(0o711)  # root's server runs as somebody else and must reach its own folder in here
    os.environ["LEERWERK_VAR"] = str(folder)
    _cleanups.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    if given := os.environ.get("DATABASE_URL"):
        _cleanups.append(lambda: drop_template(given))
    else:
        server = launcher.LocalServer(folder / "postgres", settings=tuple(launcher.THROWAWAY.items()))
        server.start()
        os.environ["DATABASE_URL"] = server.url
        _cleanups.append(server.stop)


def _clean_up() -> None:
    while _cleanups:
        _cleanups.pop()()
