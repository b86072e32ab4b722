"""Compiled kernels are kept, never out of date, and not needed."""

import os
import shutil
import subprocess
import sys
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
_ASK = """
from leermatch.kernels.caller import twice
print(twice(1), len(twice.stats.cache_hits))
"""


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


def _ask(package: Path) -> str:
    """(answer, kernels that came from the cache) of a new process without a home."""
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "HOME": str(package / "compiled.py")}
    environment.pop("XDG_CACHE_HOME", None)
    ran = subprocess.run(
        [sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_kernel_is_kept_until_something_that_it_sees_changes(package: Path) -> None:
    assert [_ask(package), _ask(package)] == ["3 0", "3 1"]
    (package / "kernels/callee.py").write_text(_CALLEE.format(step=5))
    assert [_ask(package), _ask(package)] == ["11 0", "11 1"]
    kept = [path.name for path in (package / "kernels/__pycache__").glob("caller.twice-*.nbc")]
    assert len(kept) == 1


def test_kernel_works_where_nothing_can_be_written(package: Path) -> None:
    (package / "kernels/__pycache__").touch()  # no folder, so that nobody can write in it, root neither
    assert [_ask(package), _ask(package)] == ["3 0", "3 0"]


def test_kernel_that_is_kept_damaged_is_compiled_again(package: Path) -> None:
    _ask(package)
    for path in (package / "kernels/__pycache__").glob("caller.twice-*.nbc"):
        path.write_bytes(path.read_bytes()[:100])
    assert [_ask(package), _ask(package)] == ["3 0", "3 1"]


def test_kernel_sees_what_it_imports() -> None:
    seen = {path.name for path in sources_of(_PACKAGE / "kernels/ranking.py")}
    assert {"ranking.py", "compiled.py", "kernel_cache.py", "codes.py"} <= seen
    assert "find.py" not in seen
