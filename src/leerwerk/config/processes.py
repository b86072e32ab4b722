"""The site and its worker, side by side until somebody stops them."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

PATIENCE_SECONDS = 15


def site_command(*, address: str, workers: int) -> list[str]:
    """The command that serves the site. No preload: each worker opens its own database connections."""
    return [
        sys.executable, "-m", "gunicorn", "leerwerk.config.wsgi:application",
        "--bind", address, "--workers", str(workers), "--worker-class", "gthread", "--threads", "4",
        "--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "5",
        "--max-requests", "5000", "--max-requests-jitter", "500",
        "--log-level", "warning", "--forwarded-allow-ips", "127.0.0.1",
    ]  # fmt: skip


def compile_kernels() -> None:
    """Have the engine's kernels compiled before anybody waits for them: a minute after an installation, then kept.

    In a process of its own, because compiling takes memory that is not given back. When it fails, whoever needs a
    kernel compiles it.
    """
    command = [sys.executable, "-m", "leermatch.warm"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603


def worker_command() -> list[str]:
    """The command that does the work in the background."""
    return [sys.executable, "-m", "leerwerk.config.cli", "worker"]


def is_taken(port: int) -> bool:
    """Whether something answers on this port of this computer."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def run_together(commands: Sequence[Sequence[str]], *, on_start: Callable[[], None]) -> int:
    """Run programs until Ctrl-C, SIGTERM, or until one of them ends; then stop the others too.

    Returns 0 when we were asked to stop, otherwise the exit code of the program that ended by itself.
    """
    asked_to_stop = False

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    # In a session of their own, so that Ctrl-C reaches them through us only, and in order.
    running = [subprocess.Popen(list(command), start_new_session=True) for command in commands]  # noqa: S603
    try:
        on_start()
        while not asked_to_stop:
            ended = next((process for process in running if process.poll() is not None), None)
            if ended is not None:
                return ended.returncode or 1
            time.sleep(0.2)
        return 0
    finally:
        _stop(running)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(running: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in running:
        with suppress(ProcessLookupError):
            process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in running:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
