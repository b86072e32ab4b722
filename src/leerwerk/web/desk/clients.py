"""The list of clients."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import log_list
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case
from leerwerk.casework.queries import cases_for
from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import Option, chips, listing
from leerwerk.web.desk.access import ADVICE, desk_only
from leerwerk.web.ui.lines import clean_line


@require_safe
@desk_only
def clients(request: HttpRequest) -> HttpResponse:
    """Cases of my regions: by name, by state, 25 a page, the longest untouched first."""
    search = clean_line(request.GET.get("q", ""))
    status = request.GET.get("stand", "")
    status = status if status in CaseStatus.values else ""
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
        "chips": chips(
            request,
            {
                "q": _("naam: %(name)s") % {"name": search} if search else "",
                "stand": CaseStatus(status).label if status else "",
            },
        ),
    }
    return render(request, "desk/clients.html", context)


def _wishes(cases: Sequence[Case]) -> dict[int, str]:
    """What each client wants most, by case; one query for the page."""
    first = {case.pk: next(iter(case.client.profile.wished_occupations), "") for case in cases}
    names = occupation_names(set(filter(None, first.values())))
    return {pk: names.get(code, code) for pk, code in first.items()}
