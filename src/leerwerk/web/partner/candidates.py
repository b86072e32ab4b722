"""Candidates that desks bring to the attention of an employer."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import log_list, open_referral
from leerwerk.casework.actions.referrals import accept_referral, refuse_referral
from leerwerk.casework.enums import ReferralStatus
from leerwerk.casework.models import Referral
from leerwerk.casework.queries import candidates_for
from leerwerk.casework.refusals import ReferralRefused
from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, found, listing, post_from
from leerwerk.web.partner.access import CANDIDATE, employer_only
from leerwerk.web.partner.forms import RefuseForm
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text


@require_safe
@employer_only
def candidates(request: HttpRequest) -> HttpResponse:
    """Those who wait for an answer first, then the others, the latest first."""
    actor = actor_of(request)
    shown = listing(candidates_for(actor), request)
    log_list(*shown.rows, kind="referral", actor=actor, now=clock.now(), purpose=CANDIDATE)
    return render(request, "partner/candidates.html", {"referrals": shown.rows, "paging": shown.paging})


@require_safe
@employer_only
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate: who, what the adviser says, and how to answer."""
    return _page(request, _open(request, pk))


@post_from("partner:referral")
@employer_only
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with this candidate."""
    row = _open(request, pk)
    try:
        accept_referral(referral=row, actor=actor_of(request), now=clock.now())
    except ReferralRefused as refusal:
        return _page(request, row, REFUSED, refused=refusal_text(refusal))
    messages.success(request, _("Fijn! De adviseur maakt nu de plaatsing en neemt contact met je op."))
    return redirect("partner:referral", pk=pk)


@post_from("partner:referral")
@employer_only
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not go on, with a reason."""
    row = _open(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, row, MISTYPED, form=form)
    try:
        refuse_referral(referral=row, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except ReferralRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _page(request, row, REFUSED, form=form)
    messages.success(request, _("Bedankt voor je antwoord. De adviseur zoekt verder."))
    return redirect("partner:referral", pk=pk)


def _open(request: HttpRequest, pk: int) -> Referral:
    return found(open_referral, referral_id=pk, actor=actor_of(request), now=clock.now(), purpose=CANDIDATE)


def _page(
    request: HttpRequest,
    row: Referral,
    status: int = 200,
    form: forms.Form | None = None,
    refused: str = "",
) -> HttpResponse:
    row.refresh_from_db(fields=["status"])
    names = occupation_names(row.case.client.profile.wished_occupations)
    context = {
        "referral": row,
        "client": row.case.client,
        "wishes": list(names.values()),
        "placement": getattr(row, "placement", None),
        "is_waiting": row.status == ReferralStatus.SENT,
        "form": form or RefuseForm(),
        "refused": refused,
    }
    return render(request, "partner/candidate.html", context, status=status)
