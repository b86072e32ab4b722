"""Who did what, and who saw whose data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel.queries import log_entries, logged_actions
from leerwerk.web.answers import Option, chips, listing
from leerwerk.web.steering.access import admin_only
from leerwerk.web.ui.lines import clean_line
from leerwerk.web.ui.log_words import ACTIONS

PAGE = 50


@require_safe
@admin_only
def log(request: HttpRequest) -> HttpResponse:
    """The log, the newest first, by action and subject."""
    action = clean_line(request.GET.get("actie", ""))
    subject = clean_line(request.GET.get("waarop", ""))
    shown = listing(log_entries(action=action, subject=subject), request, PAGE)
    context = {
        "entries": [(entry, _worded(entry.action)) for entry in shown.rows],
        "paging": shown.paging,
        "subject": subject,
        "actions": [
            Option("", _("Alles"), not action),
            *(Option(each, _worded(each), each == action) for each in logged_actions()),
        ],
        "chips": chips(request, {"actie": _worded(action), "waarop": subject}),
    }
    return render(request, "steering/log.html", context)


def _worded(action: str) -> str:
    """What was done in Dutch; an action without words shows its code."""
    return str(ACTIONS.get(action, action)).capitalize()
