"""The server ends a connection in the middle of work, as it does when the process dies: what is left then?"""

from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import connection
from django.db.models import Model


class _Ender:
    """An execute wrapper that ends its own connection just before a statement."""

    def __init__(self, statement: int) -> None:
        self.left = statement
        self.has_ended = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            self.has_ended = True
            execute("SELECT pg_terminate_backend(pg_backend_pid())", (), False, context)
        return execute(sql, params, many, context)


def killed_before(statement: int, work: Callable[[], object]) -> bool:
    """Do `work`, whose connection the server ends just before this statement (from 1); False when it had fewer."""
    ender = _Ender(statement)
    with connection.execute_wrapper(ender):
        try:
            work()
        except Exception:  # each library has a name of its own for a connection that is gone
            if not ender.has_ended:
                raise
    connection.close()
    return ender.has_ended


def rows_of(*models: type[Model]) -> dict[str, list[dict[str, Any]]]:
    """Everything that is in these tables."""
    return {each.__name__: list(each._default_manager.order_by("pk").values()) for each in models}


def leaves_nothing_half(work: Callable[[], object], *models: type[Model], step: int = 1) -> int:
    """End the connection before each `step`-th statement of `work`: these tables stay as they were, until it is done.

    Returns before which statement it was killed the last time. What follows a commit may be cut off: then the tables
    are those of the commit, and it ends there.
    """
    before = rows_of(*models)
    for statement in count(1, step):
        if not killed_before(statement, work) or rows_of(*models) != before:
            return statement
    raise AssertionError
