"""What happens around every request: a trace, one log line, headers."""

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from leerwerk.kernel.trace import enter_trace, leave_trace, trace_from

log = structlog.get_logger("leerwerk.request")
View = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Give the request its trace, and write one line about it without personal data.

    The line names the route ("desk:client"), never the path or the query string: those may tell who it is
    about.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, traced and logged."""
        trace = trace_from(request.headers.get("traceparent", ""))
        token = enter_trace(trace)
        started = time.monotonic()
        try:
            with structlog.contextvars.bound_contextvars(request_id=trace.trace_id):
                response = self.get_response(request)
                match = request.resolver_match
                log.info(
                    "request",
                    method=request.method,
                    route=(match.view_name or match.route) if match else "-",
                    status=response.status_code,
                    milliseconds=round(1000 * (time.monotonic() - started)),
                )
        finally:
            leave_trace(token)
        response.headers["X-Request-ID"] = trace.trace_id
        return response


class HeadersMiddleware:
    """Headers that Django does not set by itself."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the permissions policy."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
