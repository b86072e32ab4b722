"""How tests are shared out among the workers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.dealing import deal

pytestmark = pytest.mark.unit


@dataclass(frozen=True)
class Item:
    path: Path
    number: int
    mark: str

    def get_closest_marker(self, name: str) -> bool:
        return self.mark == name


def module(name: str, mark: str, size: int) -> list[Any]:
    return [Item(Path(name), number, mark) for number in range(size)]


ITEMS = [
    *module("a", "db", 9), *module("b", "journey", 2), *module("c", "journey", 3), *module("d", "unit", 20),
]  # fmt: skip


def test_deal_keeps_every_test_once() -> None:
    for workers in (1, 2, 3, 40):
        assert sorted(map(repr, deal(ITEMS, workers))) == sorted(map(repr, ITEMS))


def test_deal_gives_one_worker_all_in_the_order_they_were_in() -> None:
    assert deal(ITEMS, 1) == ITEMS


def test_deal_shares_the_journeys_and_ends_with_what_is_small() -> None:
    dealt = deal(ITEMS, 2)

    one, other = ([item.path.name for item in half] for half in (dealt[:17], dealt[17:]))
    assert one == ["a"] * 9 + ["c"] * 3 + ["d"] * 5
    assert other == ["b"] * 2 + ["d"] * 15
