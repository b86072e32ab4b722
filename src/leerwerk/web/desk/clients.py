"""The list of clients, and the search for a name in it.

A name in an address would stay behind in histories, bookmarks and logs. So the words that somebody searches for
are posted and kept in the session, which ends with signing out; state and page are in the address as everywhere.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import log_list
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case
from leerwerk.casework.queries import cases_for
from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import Chip, Option, chips, listing, post_from, see_other
from leerwerk.web.desk.access import ADVICE, desk_only
from leerwerk.web.ui.lines import clean_line

SEARCH = "desk.search_clients"


@require_safe
@desk_only
def clients(request: HttpRequest) -> HttpResponse:
    """Cases of my regions: by name, by state, 25 a page, the longest untouched first."""
    search = request.session.get(SEARCH, "")
    status = _state(request.GET.get("stand", ""))
    actor = actor_of(request)
    shown = listing(cases_for(actor, search=search, status=status), request)
    log_list(*shown.rows, kind="case", actor=actor, now=clock.now(), purpose=ADVICE)
    context = {
        "cases": shown.rows,
        "wishes": _wishes(shown.rows),
        "paging": shown.paging,
        "search": search,
        "status": status,
        "statuses": [Option("", _("Alle open trajecten"), not status)]
        + [Option(each.value, each.label.capitalize(), each == status) for each in CaseStatus],
        "chips": _search_chip(search, status)
        + chips(request, {"stand": CaseStatus(status).label if status else ""}),
    }
    return render(request, "desk/clients.html", context)


@desk_only
@post_from("desk:clients")
def search_clients(request: HttpRequest) -> HttpResponse:
    """Keep the words, or forget them when there are none, and show the list from its first page."""
    search = clean_line(request.POST.get("q", ""))
    if search:
        request.session[SEARCH] = search
    else:
        request.session.pop(SEARCH, None)
    status = request.POST.get("stand", request.GET.get("stand", ""))
    return see_other(reverse("desk:clients") + _query(_state(status)))


def _search_chip(search: str, status: str) -> list[Chip]:
    if not search:
        return []
    label = _("Zoek: %(name)s") % {"name": search}
    return [Chip(label, reverse("desk:search_clients") + _query(status), is_posted=True)]


def _state(text: str) -> str:
    return text if text in CaseStatus.values else ""


def _query(status: str) -> str:
    return f"?{urlencode({'stand': status})}" if status else ""


def _wishes(cases: Sequence[Case]) -> dict[int, str]:
    """What each client wants most, by case; one query for the page."""
    first = {case.pk: next(iter(case.client.profile.wished_occupations), "") for case in cases}
    names = occupation_names(set(filter(None, first.values())))
    return {pk: names.get(code, code) for pk, code in first.items()}
