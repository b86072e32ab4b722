"""Visitors who showed interest in a place of the employer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.contact.actions.interests import answer_interest, open_interest
from leerwerk.contact.enums import InterestStatus
from leerwerk.contact.models import Interest
from leerwerk.contact.queries import interests_for
from leerwerk.contact.refusals import InterestRefused
from leerwerk.kernel import audit, clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, found, listing, post_from
from leerwerk.web.partner.access import INTEREST, employer_only
from leerwerk.web.partner.interest_forms import AnswerForm
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text


@require_safe
@employer_only
def interests(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer first, then the others, the latest first."""
    actor = actor_of(request)
    shown = listing(interests_for(actor), request)
    if shown.rows:
        audit.record(
            actor=actor,
            action="read_list",
            subject="contact.interest:list",
            now=clock.now(),
            details={"interests": [row.pk for row in shown.rows]},
            purpose=INTEREST,
        )
    return render(request, "partner/interests.html", {"interests": shown.rows, "paging": shown.paging})


@require_safe
@employer_only
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, how to reach them, what they wrote, and the answer."""
    return _page(request, _open(request, pk), AnswerForm())


@post_from("partner:interest")
@employer_only
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Meet, or not; the visitor hears it by mail."""
    row = _open(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, MISTYPED)
    try:
        answer_interest(interest=row, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except InterestRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _page(request, row, form, REFUSED)
    messages.success(request, _("Je antwoord is verstuurd. Bedankt dat je reageert."))
    return redirect("partner:interest", pk=pk)


def _open(request: HttpRequest, pk: int) -> Interest:
    return found(open_interest, interest_id=pk, actor=actor_of(request), now=clock.now(), purpose=INTEREST)


def _page(request: HttpRequest, row: Interest, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {"interest": row, "form": form, "is_waiting": row.status == InterestStatus.SENT}
    return render(request, "partner/interest.html", context, status=status)
