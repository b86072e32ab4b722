"""Work that a process of its own can import."""

import os


def worker(_task: int) -> int:
    """The id of the process that does the work."""
    return os.getpid()
