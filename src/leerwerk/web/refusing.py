"""400: what is wrong with an address or a form, in the brand and the language of the site, with a way on.

Nothing hostile gets past the middleware: not to a page, a search that is logged, or a count of attempts; and the page
that tells of it neither repeats what was sent nor puts it in a log.
"""

import re
from collections.abc import Callable
from typing import Final, cast

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.handlers.wsgi import WSGIRequest, get_bytes_from_wsgi
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leerwerk.web.hostile import (
    Fault,
    Wrong,
    fault_in_body,
    fault_in_fields,
    fault_in_path,
    fault_in_query,
)

View = Callable[[HttpRequest], HttpResponse]
URLENCODED: Final = "application/x-www-form-urlencoded"
_FORMS: Final = (URLENCODED, "multipart/form-data")
_FOR_MACHINES: Final = re.compile(r"/(rss|atom)$|\.(ics|xml|txt|css)$")
REASONS: Final[dict[Wrong, str | Promise]] = {
    Wrong.PATH: _("In het adres staat een teken dat niet in een adres hoort."),
    Wrong.SIGN: _("Achter het vraagteken in het adres staat een teken dat daar niet hoort."),
    Wrong.LENGTH: _("Achter het vraagteken in het adres staat een tekst die te lang is."),
    Wrong.PAGE: _("In het adres staat een bladzijde die niet kan. Een bladzijde is een getal: 1, 2, 3 en zo verder."),
    Wrong.DISTANCE: _("In het adres staat een afstand die niet kan. Een afstand is een heel getal, zoals 15."),
    Wrong.LEVEL: _("In het adres staat een niveau dat niet kan. Een niveau is 1, 2, 3 of 4."),
    Wrong.NUMBER: _("In het adres staat iets anders op de plaats van een getal."),
    Wrong.AMOUNT: _("Er komt te veel tegelijk mee: meer dan een pagina van ons ooit vraagt."),
    Wrong.FIELD: _("In het formulier staat een teken dat je niet kunt typen."),
    Wrong.UNREADABLE: _("Er kwam iets binnen dat we niet konden lezen."),
}  # fmt: skip


class HostileMiddleware:
    """Refuses what `leerwerk.web.hostile` judges hostile. Costs no query, and comes after whatever the page shows."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say what is wrong."""
        fault = fault_of(cast("WSGIRequest", request))
        return refused(request, fault) if fault else self.get_response(request)


def fault_of(request: WSGIRequest) -> Fault | None:
    """What is hostile in the path, the parameters or the fields of a request."""
    query = get_bytes_from_wsgi(request.environ, "QUERY_STRING", "")
    return (
        fault_in_path(request.path) or fault_in_query(query) or _too_many(request) or _fault_in_post(request)
    )


def _too_many(request: WSGIRequest) -> Fault | None:
    try:
        request.GET  # noqa: B018  (counted when read)
    except TooManyFieldsSent:
        return Fault(Wrong.AMOUNT)
    return None


def _fault_in_post(request: WSGIRequest) -> Fault | None:
    if request.method != "POST" or request.content_type not in _FORMS:
        return None
    try:
        fault = fault_in_body(request.body) if request.content_type == URLENCODED else None
        return fault or fault_in_fields(request.POST)
    except UnreadablePostError:
        return None  # the visitor went away: whoever reads the form next notices


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: what Django itself does not want to read. An unknown host has no site."""
    if isinstance(exception, DisallowedHost):
        return HttpResponse(render_to_string("400.html", _told(Fault(Wrong.UNREADABLE))), status=400)
    is_too_much = isinstance(exception, TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig)
    return refused(request, Fault(Wrong.AMOUNT if is_too_much else Wrong.UNREADABLE))


def refused(request: HttpRequest, fault: Fault) -> HttpResponse:
    """A page for who reads pages, one sentence for programs and for what a page loads by itself. Kept nowhere."""
    told = _told(fault)
    if _is_for_machine(request):
        answer = HttpResponse(f"{told['reason']}\n", content_type="text/plain; charset=utf-8", status=400)
    else:
        told["plain_url"] = _plain_url(request, fault)
        _forget(request)
        answer = HttpResponse(render_to_string("400.html", told, request), status=400)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _told(fault: Fault) -> dict[str, object]:
    return {
        "reason": REASONS[fault.wrong],
        "name": fault.name,
        "is_form": fault.wrong in (Wrong.FIELD, Wrong.UNREADABLE),
    }


def _is_for_machine(request: HttpRequest) -> bool:
    is_part = "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest") == "empty"
    return is_part or bool(_FOR_MACHINES.search(request.path)) or not request.accepts("text/html")


def _plain_url(request: HttpRequest, fault: Fault) -> str:
    """The same page without parameters; "" where the path itself is wrong, or only a button comes."""
    is_page = request.method in ("GET", "HEAD") and fault.wrong is not Wrong.PATH
    return escape_uri_path(request.path) if is_page else ""


def _forget(request: HttpRequest) -> None:
    """Nothing that surrounds the page, like the links to its other languages, may repeat what was sent."""
    request.META["QUERY_STRING"] = ""
    request.GET = request.POST = QueryDict()
