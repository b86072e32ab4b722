"""When something breaks: 503 while the database is away, 500 for all else. Neither page needs the database."""

import sys
import traceback
from collections.abc import Iterator

import structlog
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

log = structlog.get_logger("leerwerk.failure")
RETRY_AFTER_SECONDS = 30
LAST_RESORT = (
    "<!doctype html><html lang='nl'><title>Even niet bereikbaar</title><p>Probeer het zo weer.</p></html>"
)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: called while the exception is still being handled."""
    failure = sys.exception()
    status = 503 if _database_is_away(failure) else 500
    match = request.resolver_match
    log.error(
        "request failed", route=match.view_name if match else "-", status=status, frames=[*_told(failure)]
    )
    try:
        page = get_template(f"{status}.html").render({})
    except TemplateDoesNotExist:
        page = LAST_RESORT
    response = HttpResponse(page, status=status)
    if status == 503:  # noqa: PLR2004
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(failure: BaseException | None) -> Iterator[str]:
    """Where it broke and what kind of failure it was, the cause last; never the words: a database repeats values."""
    while failure is not None:
        yield type(failure).__qualname__
        for frame in reversed(traceback.extract_tb(failure.__traceback__)):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        failure = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)


def _database_is_away(failure: BaseException | None) -> bool:
    """A lost or impossible connection; a deadlock or a full disk is an error like any other."""
    while failure is not None:
        if isinstance(failure, OperationalError | InterfaceError):
            connection = connections[DEFAULT_DB_ALIAS]
            return connection.connection is None or not connection.is_usable()
        failure = failure.__cause__ or failure.__context__
    return False
