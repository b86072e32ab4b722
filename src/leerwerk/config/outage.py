"""When something breaks: 503 while the database is away, 500 for all else. Neither page needs the database."""

import sys

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

RETRY_AFTER_SECONDS = 30
LAST_RESORT = (
    "<!doctype html><html lang='nl'><title>Even niet bereikbaar</title><p>Probeer het zo weer.</p></html>"
)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: called while the exception is still being handled."""
    status = 503 if _database_is_away(sys.exception()) else 500
    try:
        page = get_template(f"{status}.html").render({})
    except TemplateDoesNotExist:
        page = LAST_RESORT
    response = HttpResponse(page, status=status)
    if status == 503:  # noqa: PLR2004
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _database_is_away(failure: BaseException | None) -> bool:
    """A lost or impossible connection; a deadlock or a full disk is an error like any other."""
    while failure is not None:
        if isinstance(failure, OperationalError | InterfaceError):
            connection = connections[DEFAULT_DB_ALIAS]
            return connection.connection is None or not connection.is_usable()
        failure = failure.__cause__ or failure.__context__
    return False
