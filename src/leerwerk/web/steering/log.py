"""Who did what, and who saw whose data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel.queries import log_entries, logged_actions
from leerwerk.web.answers import Option, chips, listing
from leerwerk.web.steering.access import admin_only

PAGE = 50


@require_safe
@admin_only
def log(request: HttpRequest) -> HttpResponse:
    """The log, the newest first, by action and subject."""
    action = request.GET.get("actie", "").strip()[:80]
    subject = request.GET.get("waarop", "").strip()[:120]
    shown = listing(log_entries(action=action, subject=subject), request, PAGE)
    context = {
        "entries": shown.rows,
        "paging": shown.paging,
        "subject": subject,
        "actions": [
            Option("", _("Alles"), not action),
            *(Option(each, each, each == action) for each in logged_actions()),
        ],
        "chips": chips(request, {"actie": action, "waarop": subject}),
    }
    return render(request, "steering/log.html", context)
