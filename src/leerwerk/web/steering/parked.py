"""What got stuck: mails that could not be sent, jobs that failed for good."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel import clock
from leerwerk.kernel.outbox import try_again
from leerwerk.kernel.queries import stuck_mails
from leerwerk.kernel.queue import failed_jobs
from leerwerk.search.saved import undeliverable_searches
from leerwerk.web.answers import listing
from leerwerk.web.steering.access import admin_only


@require_safe
@admin_only
def parked(request: HttpRequest) -> HttpResponse:
    """Mails and jobs that wait for a person."""
    shown = listing(stuck_mails(), request)
    context = {
        "mails": shown.rows,
        "paging": shown.paging,
        "jobs": failed_jobs(),
        "undeliverable": undeliverable_searches(),
    }
    return render(request, "steering/parked.html", context)


@admin_only
def try_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a mail five more attempts."""
    if request.method == "POST":
        if try_again(mail_id=pk, now=clock.now()):
            messages.success(request, _("De mail wordt opnieuw geprobeerd."))
        else:
            messages.info(request, _("Deze mail wacht niet meer. Kijk hoe het er nu voor staat."))
    return redirect("steering:parked")
