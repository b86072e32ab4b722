"""Where this installation keeps its things, and which kind of installation it is.

Plain Python: settings, the launcher and the command line all ask here before Django is loaded.
"""

import os
import secrets
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
MODES = ("demo", "test", "production")
DEMO_MARKER = "demo-installation"


def var_dir() -> Path:
    """The private data folder: ``LEERWERK_VAR`` or ``<repository>/var``."""
    given = os.environ.get("LEERWERK_VAR")
    return Path(given).resolve() if given else REPOSITORY / "var"


def make_var_dir() -> Path:
    """Create the data folder; its content is private, whoever runs us.

    For root the folder may be passed through but not listed (0711): PostgreSQL refuses root and runs
    as somebody else, who must reach the one subfolder that is theirs.
    """
    folder = var_dir()
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder


def mode() -> str:
    """``LEERWERK_MODE``; without it a folder where `leerwerk demo` has run is a demo, all else production."""
    given = os.environ.get("LEERWERK_MODE")
    if given:
        if given not in MODES:
            message = f"LEERWERK_MODE={given!r}: kies uit {', '.join(MODES)}"
            raise ValueError(message)
        return given
    return "demo" if (var_dir() / DEMO_MARKER).exists() else "production"


def mark_as_demo() -> None:
    """Remember that this is a demo, so that the verbs after `leerwerk demo` need no environment."""
    (make_var_dir() / DEMO_MARKER).touch()


def machine_secret() -> str:
    """A secret of this machine for demo and tests, made once (0600); production brings its own."""
    file = make_var_dir() / "secret"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secret := secrets.token_urlsafe(64))
    return secret
