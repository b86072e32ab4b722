"""A snapshot is read whole or not at all: the files, what is refused, what is kept."""

import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from leermatch import (
    Market,
    Places,
    SnapshotRefused,
    bundle,
    current_delta,
    current_version,
    find,
    open_market,
    rank_places,
    refresh_market,
    save_changes,
    save_market,
)
from tests.leermatch.markets import (
    TODAY,
    VOCABULARIES,
    random_columns,
    random_market,
    random_query,
    random_seeker,
)

pytestmark = pytest.mark.unit
_SEED = 4


@pytest.fixture
def market() -> Market:
    return random_market(_SEED, most=60)[0]


def _change(folder: Path, seed: int = 1) -> Market:
    """Put a delta on what is current."""
    opened = open_market(folder)
    columns = random_columns(np.random.default_rng(seed), 6)
    closed = set(opened.base.places.id[::5].tolist()) - set(columns["id"])
    changed = opened.changed(columns, closed=closed)
    save_changes(changed, folder, created_at=f"delta {seed}")
    return changed


def _refusal(folder: Path) -> str:
    with pytest.raises(SnapshotRefused) as caught:
        open_market(folder)
    assert str(folder) in caught.value.detail
    return caught.value.code


def _base_file(folder: Path) -> Path:
    return folder / str(current_version(folder))


def _delta_file(folder: Path) -> Path:
    return folder / f"{current_version(folder)}.{current_delta(folder)}"


def _assert_same(opened: Market, market: Market) -> None:
    assert opened.vocabularies == market.vocabularies
    for field in fields(Places):
        before, after = getattr(market.living, field.name), getattr(opened.living, field.name)
        assert before.dtype == after.dtype
        np.testing.assert_array_equal(before, after)
        assert not after.flags.writeable
    for seed in range(30):
        query, seeker = random_query(seed), random_seeker(seed)
        found = [find(m, query) for m in (opened, market)]
        assert found[0].ids.tolist() == found[1].ids.tolist()
        assert found[0].scores.tolist() == found[1].scores.tolist()
        ours, theirs = (rank_places(m, seeker, today=TODAY) for m in (opened, market))
        assert ours.contributions.tolist() == theirs.contributions.tolist()


def test_open_gives_back_what_was_saved(market: Market, tmp_path: Path) -> None:
    version = save_market(market, tmp_path, created_at="2026-03-01T04:00:00+01:00")
    opened = open_market(tmp_path)
    assert (opened.version, opened.delta, opened.created_at) == (version, "", "2026-03-01T04:00:00+01:00")
    _assert_same(opened, market)


def test_open_gives_back_what_was_changed(market: Market, tmp_path: Path) -> None:
    version = save_market(market, tmp_path, created_at="")
    changed = _change(tmp_path)
    opened = open_market(tmp_path)
    assert (opened.version, opened.delta, opened.created_at) == (version, "d-000001", "delta 1")
    _assert_same(opened, changed)


def test_open_gives_back_what_was_only_closed(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    opened = open_market(tmp_path)
    gone = opened.base.places.id[:2].tolist()
    save_changes(opened.changed({"id": []}, closed=gone), tmp_path, created_at="")
    again = open_market(tmp_path)
    assert again.fresh is None
    assert len(again) == len(market) - 2


def test_refresh_keeps_the_base_and_opens_the_delta(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    held = open_market(tmp_path)
    assert refresh_market(held, tmp_path) is held
    changed = _change(tmp_path)
    after = refresh_market(held, tmp_path)
    assert after.base is held.base
    _assert_same(after, changed)
    assert refresh_market(after, tmp_path) is after


def test_refresh_takes_up_a_market_that_was_built_anew(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    _change(tmp_path)
    held = open_market(tmp_path)
    version = save_market(random_market(5, most=60)[0], tmp_path, created_at="")
    after = refresh_market(held, tmp_path)
    assert (after.version, after.delta, after.fresh) == (version, "", None)


def test_open_refuses_a_folder_without_market(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == "MISSING"
    assert _refusal(tmp_path / "nowhere") == "MISSING"
    assert current_version(tmp_path) is None
    assert current_delta(tmp_path) == ""


def test_open_refuses_what_is_not_ours(market: Market, tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("../../etc")
    assert _refusal(tmp_path) == "FOREIGN"
    save_market(market, tmp_path, created_at="")
    _base_file(tmp_path).write_bytes(b"another program's file, long enough to hold a tail and more")
    assert _refusal(tmp_path) == "FOREIGN"


def test_open_refuses_the_market_of_another_folder(market: Market, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        save_market(market, folder, created_at="")
        _change(folder)
    shutil.copy(_delta_file(there), _delta_file(here))
    assert _refusal(here) == "FOREIGN"
    shutil.copy(_base_file(there), _base_file(here))
    assert _refusal(here) == "FOREIGN"


def test_open_refuses_a_delta_on_another_base_of_that_name(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    _change(tmp_path)
    other = random_market(5, most=60)[0]
    path = _base_file(tmp_path)
    about = {"kind": "market", "version": path.name, "created_at": ""}
    path.unlink()
    from leermatch.snapshot import _arrays_of_market

    with path.open("wb") as file:
        bundle.write_bundle(file, about, _arrays_of_market(other))
    assert _refusal(tmp_path) == "OTHER_BASE"


def test_open_refuses_an_older_delta_under_the_name_of_the_current_one(
    market: Market, tmp_path: Path
) -> None:
    save_market(market, tmp_path, created_at="")
    _change(tmp_path)
    older = _delta_file(tmp_path)
    _change(tmp_path, seed=2)
    shutil.copy(older, _delta_file(tmp_path))
    assert _refusal(tmp_path) == "FOREIGN"


def test_open_refuses_another_format(market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(bundle, "FORMAT", 2)
        save_market(market, tmp_path, created_at="")
    assert _refusal(tmp_path) == "OLD_VERSION"
    path = _base_file(tmp_path)
    path.unlink()
    path.mkdir()  # what the formats before were
    assert _refusal(tmp_path) == "OLD_VERSION"
    save_market(market, tmp_path, created_at="")
    save_market(market, tmp_path, created_at="")
    assert not path.exists()


def test_open_refuses_any_byte_that_changed(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    _change(tmp_path)
    rng = np.random.default_rng(1)
    for path in (_base_file(tmp_path), _delta_file(tmp_path)):
        content = path.read_bytes()
        ends = [*range(16), *range(len(content) - 200, len(content))]
        for at in [*ends, *rng.integers(0, len(content), 300).tolist()]:
            path.write_bytes(
                content[:at] + bytes([content[at] ^ (1 << int(rng.integers(8)))]) + content[at + 1 :]
            )
            assert _refusal(tmp_path) in {"TORN", "FOREIGN"}, (path.name, at)
        path.write_bytes(content)
    assert open_market(tmp_path).delta == "d-000001"


def test_open_refuses_a_file_that_was_cut_or_grew(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    _change(tmp_path)
    for path in (_base_file(tmp_path), _delta_file(tmp_path)):
        content = path.read_bytes()
        for cut in (0, 1, 15, 16, 31, 47, 48, 64, len(content) // 2, len(content) - 32, len(content) - 1):
            path.write_bytes(content[:cut])
            assert _refusal(tmp_path) in {"TORN", "FOREIGN"}, (path.name, cut)
        path.write_bytes(content + b"\0" * 64)
        assert _refusal(tmp_path) == "TORN"
        path.unlink()
        assert _refusal(tmp_path) == "TORN"
        path.write_bytes(content)
    assert open_market(tmp_path).delta == "d-000001"


@pytest.mark.parametrize(
    "content", ["", "v-", "v-abcdefgh d-1", "v-abcdefgh d-000001 x", "é", "v-\0\0\0\0\0\0"]
)
def test_open_refuses_a_pointer_that_names_nothing(market: Market, tmp_path: Path, content: str) -> None:
    save_market(market, tmp_path, created_at="")
    (tmp_path / "CURRENT").write_text(content)
    assert _refusal(tmp_path) == "FOREIGN"


def test_save_keeps_what_was_current_before_and_nothing_older(market: Market, tmp_path: Path) -> None:
    versions = []
    for _turn in range(3):
        versions.append(save_market(market, tmp_path, created_at=""))
        for seed in range(3):
            _change(tmp_path, seed)
    kept = {path.name for path in tmp_path.iterdir() if path.name.startswith("v-")}
    assert kept == {versions[-1], *(f"{versions[-1]}.d-{number:06}" for number in (2, 3))}
    versions.append(save_market(market, tmp_path, created_at=""))
    kept = {path.name for path in tmp_path.iterdir() if path.name.startswith("v-")}
    assert kept == {versions[-1], versions[-2], f"{versions[-2]}.d-000003"}


def test_mapped_market_outlives_its_version(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    changed = _change(tmp_path)
    opened = open_market(tmp_path)
    for turn in range(3):
        save_market(market, tmp_path, created_at=str(turn))
    _assert_same(opened, changed)


def test_changes_are_refused_when_another_base_became_current(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    changed = open_market(tmp_path).changed({"id": [1]})
    version = save_market(market, tmp_path, created_at="")
    with pytest.raises(SnapshotRefused) as caught:
        save_changes(changed, tmp_path, created_at="")
    assert caught.value.code == "OTHER_BASE"
    assert (current_version(tmp_path), current_delta(tmp_path)) == (version, "")
    assert not list(tmp_path.glob(".building-*"))


def test_changes_of_a_market_that_was_never_saved_are_refused(market: Market, tmp_path: Path) -> None:
    changed = market.changed({"id": [1]})
    with pytest.raises(ValueError, match="changes"):
        save_market(changed, tmp_path, created_at="")
    save_market(market, tmp_path, created_at="")
    with pytest.raises(SnapshotRefused, match="OTHER_BASE"):
        save_changes(changed, tmp_path, created_at="")


def test_open_without_verifying_still_reads_the_header(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    assert open_market(tmp_path, verify=False).vocabularies == VOCABULARIES
