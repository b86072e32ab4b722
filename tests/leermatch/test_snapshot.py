"""A snapshot is read whole or not at all."""

import json
import multiprocessing
import resource
import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from leermatch import Query, SnapshotRefused, current_version, find, open_market, rank_places, save_market
from leermatch.market import Market
from leermatch.places import Places
from tests.leermatch.markets import TODAY, random_market, random_query, random_seeker

pytestmark = pytest.mark.unit
_SEED = 4


@pytest.fixture
def market() -> Market:
    return random_market(_SEED, most=60)[0]


def _refusal(folder: Path) -> str:
    with pytest.raises(SnapshotRefused) as caught:
        open_market(folder)
    assert str(folder) in caught.value.detail
    return caught.value.code


def _version(folder: Path) -> Path:
    return folder / str(current_version(folder))


def test_open_gives_back_what_was_saved(market: Market, tmp_path: Path) -> None:
    version = save_market(market, tmp_path, created_at="2026-03-01T04:00:00+01:00")
    opened = open_market(tmp_path)
    assert opened.vocabularies == market.vocabularies
    assert (opened.version, opened.created_at) == (version, "2026-03-01T04:00:00+01:00")
    for field in fields(Places):
        before, after = getattr(market.living, field.name), getattr(opened.living, field.name)
        assert before.dtype == after.dtype
        np.testing.assert_array_equal(before, after)
        assert not after.flags.writeable
    for seed in range(30):
        query, seeker = random_query(seed), random_seeker(seed)
        assert find(opened, query).ids.tolist() == find(market, query).ids.tolist()
        ours, theirs = (rank_places(m, seeker, today=TODAY) for m in (opened, market))
        assert ours.contributions.tolist() == theirs.contributions.tolist()


def test_open_refuses_a_folder_without_market(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == "MISSING"
    assert _refusal(tmp_path / "nowhere") == "MISSING"
    assert current_version(tmp_path) is None


def test_open_refuses_what_is_not_ours(market: Market, tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("../../etc")
    assert _refusal(tmp_path) == "FOREIGN"
    save_market(market, tmp_path, created_at="")
    (_version(tmp_path) / "manifest.json").write_text('{"magic": "another program"}')
    assert _refusal(tmp_path) == "FOREIGN"


def test_open_refuses_another_format(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    manifest = _version(tmp_path) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))
    assert _refusal(tmp_path) == "OLD_VERSION"


def test_open_refuses_any_file_that_is_cut_changed_or_gone(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    for path in sorted(_version(tmp_path).iterdir()):
        content = path.read_bytes()
        path.write_bytes(content[:-1])
        assert _refusal(tmp_path) == "TORN", path.name
        path.write_bytes(content[: len(content) // 2] + b"\x00" + content[len(content) // 2 + 1 :])
        if path.read_bytes() != content:
            assert _refusal(tmp_path) in {"TORN", "FOREIGN", "OLD_VERSION"}, path.name
        path.unlink()
        assert _refusal(tmp_path) == "TORN", path.name
        path.write_bytes(content)
    assert len(open_market(tmp_path)) == len(market)


def test_open_refuses_a_version_that_is_gone(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    shutil.rmtree(_version(tmp_path))
    assert _refusal(tmp_path) == "TORN"


def test_save_keeps_the_version_before_and_no_older(market: Market, tmp_path: Path) -> None:
    versions = [save_market(market, tmp_path, created_at=str(turn)) for turn in range(4)]
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith("v-")} == set(versions[-2:])
    assert current_version(tmp_path) == versions[-1]


def test_mapped_market_outlives_its_version(market: Market, tmp_path: Path) -> None:
    save_market(market, tmp_path, created_at="")
    opened = open_market(tmp_path)
    for turn in range(3):
        save_market(market, tmp_path, created_at=str(turn))
    assert find(opened, Query(today=TODAY)).total == find(market, Query(today=TODAY)).total


def _save_on_a_full_disk(folder: Path) -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
    try:
        save_market(random_market(_SEED, most=60)[0], folder, created_at="full")
    except OSError:
        raise SystemExit(7) from None


def test_save_leaves_nothing_behind_when_the_disk_is_full(market: Market, tmp_path: Path) -> None:
    version = save_market(market, tmp_path, created_at="")
    before = sorted(path.name for path in tmp_path.iterdir())
    writer = multiprocessing.get_context("spawn").Process(target=_save_on_a_full_disk, args=(tmp_path,))
    writer.start()
    writer.join()
    assert writer.exitcode == 7
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert open_market(tmp_path).version == version


def _save_often(folder: Path) -> None:
    for turn in range(8):
        save_market(random_market(turn % 2, most=60)[0], folder, created_at=str(turn % 2))


def test_readers_always_see_a_whole_market_while_it_is_swapped(tmp_path: Path) -> None:
    sizes = {str(seed): len(random_market(seed, most=60)[0]) for seed in (0, 1)}
    save_market(random_market(0, most=60)[0], tmp_path, created_at="0")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_save_often, args=(tmp_path,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        opened = open_market(tmp_path)
        assert len(opened) == sizes[opened.created_at]
        seen.add(opened.version)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(seen) > 1
