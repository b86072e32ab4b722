"""Compiled kernels are kept, never out of date, and not needed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import leermatch
from leermatch.kernel_cache import sources_of

pytestmark = pytest.mark.unit
_PACKAGE = Path(leermatch.__file__).parent
_CALLEE = """
from leermatch.compiled import inlined
@inlined
def step(n: int) -> int:
    return n + {step}
"""
_CALLER = """
from leermatch.compiled import kernel
from leermatch.kernels.callee import step
@kernel
def twice(n: int) -> int:
    return step(step(n))
"""
#: Answers each folder that is asked with a fresh copy of itself, so that numba is loaded and started up only once.
_HOST = """
import os, sys
import numba
numba.njit(lambda n: n + 1)(1)
for line in sys.stdin:
    if not os.fork():
        package = line.strip()
        os.environ["HOME"] = package + "/compiled.py"
        sys.path.insert(0, os.path.dirname(package))
        from leermatch.kernels.caller import twice
        print(twice(1), len(twice.stats.cache_hits), flush=True)
        os._exit(0)
    if os.wait()[1]:
        print("failed", flush=True)
"""


@pytest.fixture(scope="module")
def host() -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if name != "XDG_CACHE_HOME"}
    with subprocess.Popen(
        [sys.executable, "-c", _HOST],
        # Python tells a changed file by seconds and size; here one changes within a second and stays as large.
        env=environment | {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


@pytest.fixture
def ask(host: subprocess.Popen[str], package: Path) -> Callable[[], str]:
    """(answer, kernels that came from the cache) of a new process without a home."""

    def do() -> str:
        assert host.stdin
        assert host.stdout
        host.stdin.write(f"{package}\n")
        host.stdin.flush()
        return host.stdout.readline().strip()

    return do


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the engine with two kernels in it of which one calls the other."""
    copy = tmp_path / "leermatch"
    (copy / "kernels").mkdir(parents=True)
    for name in ("compiled.py", "kernel_cache.py", "arrays.py", "kernels/__init__.py"):
        shutil.copy(_PACKAGE / name, copy / name)
    (copy / "__init__.py").touch()
    (copy / "kernels/caller.py").write_text(_CALLER)
    (copy / "kernels/callee.py").write_text(_CALLEE.format(step=1))
    return copy


def test_kernel_is_kept_until_something_that_it_sees_changes(package: Path, ask: Callable[[], str]) -> None:
    assert [ask(), ask()] == ["3 0", "3 1"]
    (package / "kernels/callee.py").write_text(_CALLEE.format(step=5))
    assert [ask(), ask()] == ["11 0", "11 1"]
    kept = [path.name for path in (package / "kernels/__pycache__").glob("caller.twice-*.nbc")]
    assert len(kept) == 1


def test_kernel_works_where_nothing_can_be_written(package: Path, ask: Callable[[], str]) -> None:
    (package / "kernels/__pycache__").touch()  # no folder, so that nobody can write in it, root neither
    assert [ask(), ask()] == ["3 0", "3 0"]


def test_kernel_that_is_kept_damaged_is_compiled_again(package: Path, ask: Callable[[], str]) -> None:
    ask()
    for path in (package / "kernels/__pycache__").glob("caller.twice-*.nbc"):
        path.write_bytes(path.read_bytes()[:100])
    assert [ask(), ask()] == ["3 0", "3 1"]


def test_kernel_sees_what_it_imports() -> None:
    seen = {path.name for path in sources_of(_PACKAGE / "kernels/ranking.py")}
    assert {"ranking.py", "compiled.py", "kernel_cache.py", "codes.py"} <= seen
    assert "find.py" not in seen
