"""Two mistakes that pages hide: a variable that does not exist, and a GET that writes."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.base import FilterExpression, Origin, Template
from django.template.defaultfilters import default, default_if_none
from django.test import Client

OURS = str(Path(__file__).resolve().parents[1] / "src")
MENDS = (default, default_if_none)
# A page may keep its session, and write down who saw what. At the door of the editor the groups follow the roles,
# and behind it Wagtail draws small pictures when they are first shown.
MAY_BE_WRITTEN_ON_GET = (
    "django_session", "kernel_auditentry", "kernel_cache", "accounts_user_groups", "knowledge_rendition",
    "wagtailcore_pagesubscription", "wagtailadmin_editingsession",
)  # fmt: skip
_WRITES = re.compile(
    r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:TABLE\s+)?\"?(\w+)", re.IGNORECASE
)


class UndefinedVariable(AssertionError):  # noqa: N818  (reads as what happened)
    """A template of ours uses a variable that nobody gave it."""


class FailOnUndefined:
    """Stands in for ``string_if_invalid``: Django asks whether it contains "%s", and then for ``it % variable``."""

    def __contains__(self, text: str) -> bool:
        return True

    def __mod__(self, variable: object) -> Any:
        frame = sys._getframe(1)
        expression = frame.f_locals["self"]
        context = frame.f_locals["context"]
        if expression.filters and expression.filters[0][0] in MENDS:
            return _apply_filters(expression, context)
        origin = _origin_of(context)
        if origin.startswith(OURS):
            message = f"{{{{ {expression.token} }}}} is undefined in {origin.removeprefix(OURS)}"
            raise UndefinedVariable(message)
        return ""


def _apply_filters(expression: FilterExpression, context: Any) -> Any:
    """What Django skips for an undefined variable once ``string_if_invalid`` is set: ``{{ name|default:"" }}``."""
    value: Any = None
    for function, arguments in expression.filters:
        value = function(value, *(each.resolve(context) if dynamic else each for dynamic, each in arguments))
    return value


def _origin_of(context: Any) -> str:
    """The file of the template that is being rendered: the innermost one on the stack."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        found = frame.f_locals.get("self")
        origin = getattr(found, "origin", None)
        if origin is None and isinstance(found, Template):
            origin = context.template.origin
        if isinstance(origin, Origin):
            return str(origin.name)
        frame = frame.f_back
    return str(context.template.origin.name)


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """An execute wrapper for the time of a GET."""
    found = _WRITES.match(sql)
    if found and found.group(1) not in MAY_BE_WRITTEN_ON_GET:
        message = f"a GET wrote to {found.group(1)}: {sql[:200]}"
        raise AssertionError(message)
    return execute(sql, params, many, context)


@contextmanager
def gets_that_write_failing() -> Iterator[None]:
    """Nothing changes state on a GET, but the log of who saw what."""
    get = Client.get

    def get_without_writing(client: Client, *args: Any, **kwargs: Any) -> Any:
        with connection.execute_wrapper(refuse_writes):
            return get(client, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "get", get_without_writing)
        yield
