import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def reachable_path() -> Iterator[Path]:
    """Like tmp_path, but one that root's database server, which runs as somebody else, can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="leerwerk-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
