import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from leerwerk.config.processes import run_together

pytestmark = pytest.mark.unit

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_when_one_program_ends_the_others_are_stopped_and_its_code_is_told(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    stays = [
        sys.executable,
        "-c",
        f"import os, pathlib, time; pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid())); time.sleep(60)",
    ]
    ends = [
        sys.executable,
        "-c",
        f"import pathlib, sys\nwhile not pathlib.Path({str(pid_file)!r}).exists(): pass\nsys.exit(3)",
    ]

    assert run_together([stays, ends], on_start=lambda: None) == 3

    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text() or "0"), 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_asked_to_stop_is_no_failure(number: int) -> None:
    ask = threading.Timer(0.1, os.kill, (os.getpid(), number))

    assert run_together([SLEEPER, SLEEPER], on_start=ask.start) == 0


def test_program_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leerwerk.config.processes.PATIENCE_SECONDS", 0.2)
    deaf = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]
    ends = [sys.executable, "-c", "import time; time.sleep(0.5)"]

    assert run_together([deaf, ends], on_start=lambda: None) == 1


def test_command_line_starts_without_django() -> None:
    code = """
        import sys
        import leerwerk.config.cli
        assert "django" not in sys.modules and "numpy" not in sys.modules
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], env=environment, check=True)
