import os
import signal
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from leerwerk.config import launcher
from leerwerk.config.launcher import LocalServer, NoDatabase

pytestmark = pytest.mark.db

FAST = tuple((launcher.THROWAWAY | {"shared_buffers": "16MB", "max_connections": "10"}).items())


@pytest.fixture
def server(reachable_path: Path) -> Iterator[LocalServer]:
    server = LocalServer(reachable_path / "postgres", settings=FAST)
    yield server
    server.stop()


def ask(server: LocalServer, question: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
    return row[0] if row else None


def test_server_starts_once_keeps_its_data_and_stops_once(server: LocalServer) -> None:
    assert server.start()
    assert not server.start()
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    assert server.stop()
    assert not server.stop()
    assert not server.is_running()
    assert server.start()
    assert ask(server, "SELECT answer FROM kept") == 42


def test_server_is_private_and_has_no_door_to_the_network(server: LocalServer) -> None:
    server.start()

    assert ask(server, "SHOW listen_addresses") == ""
    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SELECT lower('ÉÄ')") == "éä"
    for folder in (server.base, server.data, server.socket_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_server_recovers_after_it_was_killed(server: LocalServer) -> None:
    server.start()
    pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while server.is_running():
        pass

    assert server.start()
    assert ask(server, "SELECT 1") == 1


def test_server_starts_when_its_old_process_number_belongs_to_another_program(server: LocalServer) -> None:
    server.start()
    server.stop()
    with subprocess.Popen(["sleep", "60"], **server.account.identity) as other:
        (server.data / "postmaster.pid").write_text(f"{other.pid}\n{server.data}\n0\n5432\n")
        try:
            assert server.start()
        finally:
            other.kill()


def test_two_starters_at_once_make_one_server(server: LocalServer) -> None:
    started: list[bool] = []
    threads = [threading.Thread(target=lambda: started.append(server.start())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(started) == [False, True]


def test_half_made_data_folder_is_made_anew(server: LocalServer) -> None:
    server.data.with_suffix(".unfinished").mkdir(mode=0o700)
    (server.data.with_suffix(".unfinished") / "PG_VERSION").write_text("15")

    assert server.start()


@pytest.mark.parametrize("name", ["x" * 120, "met een spatie, en 'meer'"])
def test_path_that_no_socket_can_have_gets_a_short_one(server: LocalServer, name: str) -> None:
    folder = server.wanted_base.parent / name
    folder.mkdir(mode=0o755)
    awkward = LocalServer(folder / "postgres", settings=FAST)
    try:
        awkward.start()

        assert ask(awkward, "SELECT 1") == 1
        assert len(str(awkward.socket_folder)) < 60
    finally:
        awkward.stop()
        awkward.socket_folder.rmdir()


def test_folder_that_is_a_link_is_refused(server: LocalServer) -> None:
    link = server.wanted_base.with_name("link")
    link.symlink_to(server.base)

    with pytest.raises(NoDatabase, match="niet van ons"):
        LocalServer(link).start()


def test_given_database_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@h/d")

    assert launcher.ensure_database() == "postgresql://u@h/d"
