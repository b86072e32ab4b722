"""A market of its own for each test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leerwerk.kernel.clock import now
from leerwerk.matching.market import ensure_market

BuildMarket = Callable[[], None]


@pytest.fixture
def build_market(settings: Any, tmp_path: Path) -> BuildMarket:
    """Call it when the places of the test stand: search then finds them."""
    settings.VAR_DIR = tmp_path

    def build() -> None:
        ensure_market(now())

    return build
