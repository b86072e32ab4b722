"""Where compiled kernels are kept, and when what is kept is still right.

numba keeps a kernel next to its source, or in the user's cache when that cannot be written, and looks at the file of
the kernel only. Here the name of what is kept holds a digest of every file that the kernel can see: itself, what it
imports of this package, what those import. So a changed callee is noticed, and no process ever reads the code of
another version half-way its being written. Where nothing can be written, or what is kept is damaged, kernels are
compiled in each process.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from numba.core import caching

_PACKAGE: Final = Path(__file__).parent


def keep_compiled(dispatcher: Any) -> None:
    """Have what is compiled of a function kept on disk, when there is a place to keep it."""
    with contextlib.suppress(RuntimeError):  # numba finds no folder that it may write to
        make: Any = _Cache
        dispatcher._cache = make(dispatcher.py_func)  # all that enable_caching does


@cache
def sources_of(path: Path) -> frozenset[Path]:
    """A file of this package and all of the package that it can see through its imports."""
    seen: set[Path] = set()
    ahead = {path}
    while ahead:
        file = ahead.pop()
        seen.add(file)
        ahead |= set(_imported(file)) - seen
    return frozenset(seen)


@cache
def _imported(path: Path) -> tuple[Path, ...]:
    """The files that one file imports of this package."""
    named: list[str] = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            named += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        elif isinstance(node, ast.Import):
            named += [one.name for one in node.names]
    return tuple(_files(named))


def _files(modules: list[str]) -> Iterator[Path]:
    for module in modules:
        package, *inner = module.split(".")
        if package == _PACKAGE.name and inner:
            path = _PACKAGE.joinpath(*inner).with_suffix(".py")
            if path.is_file():
                yield path


@cache
def _stamp(path: str) -> str:
    digest = hashlib.sha256(f"{version('numba')} {version('llvmlite')}".encode())
    for file in sorted(sources_of(Path(path))):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


class _Stamped:
    """Names what is kept after the line of the kernel and the digest of all that it sees."""

    _py_file: str
    _lineno: int

    def get_source_stamp(self) -> str:
        return _stamp(self._py_file)

    def get_disambiguator(self) -> str:
        return f"{self._lineno}.{_stamp(self._py_file)[:16]}"


class _Chosen(_Stamped, caching.UserProvidedCacheLocator):
    """In the folder of NUMBA_CACHE_DIR."""


class _NextToSource(_Stamped, caching.InTreeCacheLocator):
    """In `__pycache__`."""


class _OfUser(_Stamped, caching.UserWideCacheLocator):
    """In the user's cache."""


class _Implementation(caching.CompileResultCacheImpl):
    _locator_classes: Any = (_Chosen, _NextToSource, _OfUser)


class _Cache(caching.FunctionCache):
    _impl_class = _Implementation

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What is kept of a signature; None to have it compiled, also when it cannot be read."""
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except Exception:  # noqa: BLE001 (unpickling damaged bytes can raise anything)
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a signature, unless the disk is full or closed, and forget what was kept of older sources."""
        with contextlib.suppress(OSError, EOFError):
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]
            base = self._impl.filename_base
            for path in Path(self.cache_path).glob(f"{base.rsplit('-', 1)[0]}-*.nb?"):
                if not path.name.startswith(base):
                    path.unlink(missing_ok=True)
