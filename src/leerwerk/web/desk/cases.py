"""A client's file: who and plan, what happened, and a first look at fitting places."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.cases import dismiss_proposal, move_case
from leerwerk.casework.actions.reading import open_case_file
from leerwerk.casework.enums import CaseStatus, ProposalStatus
from leerwerk.casework.models import Case, Proposal
from leerwerk.casework.refusals import CaseRefused
from leerwerk.casework.rules import CASE_TRANSITIONS
from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.matching.queries import shortlist
from leerwerk.people.actions import ClientRefused, give_consent, withdraw_consent
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Consent
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, found, post_from
from leerwerk.web.desk.access import ADVICE, desk_only
from leerwerk.web.desk.case_forms import CloseForm, ConsentForm, MoveForm, WithdrawForm
from leerwerk.web.desk.plan_forms import SUGGESTIONS, suggested
from leerwerk.web.desk.stories import story_of, told_places
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

TEASER = 3
# These follow from a referral or a placement; nobody sets them by hand.
BY_ITSELF = frozenset({CaseStatus.PLACED})


@dataclass(frozen=True)
class Agreed:
    """A purpose with the consent that is open for it, if any."""

    purpose: str
    label: str
    consent: Consent | None


@require_safe
@desk_only
def client(request: HttpRequest, pk: int) -> HttpResponse:
    """The file; opening it is logged."""
    case = opened(request, pk)
    return file_page(request, case)


@post_from("desk:client")
@desk_only
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the case into another state, or close it with a reason."""
    case = opened(request, pk)
    is_closing = "reason" in request.POST
    form = CloseForm(request.POST) if is_closing else MoveForm(request.POST, following=_following(case))
    name = "close_form" if is_closing else "move_form"
    if not form.is_valid():
        return file_page(request, case, status=MISTYPED, **{name: form})
    try:
        move_case(case=case, actor=actor_of(request), now=clock.now(), **form.step())
    except CaseRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return file_page(request, case, status=REFUSED, **{name: form})
    messages.success(request, _("De stand van het traject is bijgewerkt."))
    return redirect("desk:client", pk=pk)


@post_from("desk:client")
@desk_only
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the client agrees to a purpose, or no longer does."""
    case = opened(request, pk)
    is_giving = "how" in request.POST
    form = ConsentForm(request.POST) if is_giving else WithdrawForm(request.POST)
    if not form.is_valid():
        return file_page(request, case, status=MISTYPED, consent_form=form)
    change = give_consent if is_giving else withdraw_consent
    try:
        change(client=case.client, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except ClientRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return file_page(request, case, status=REFUSED, consent_form=form)
    messages.success(
        request, _("De toestemming is vastgelegd.") if is_giving else _("De toestemming is ingetrokken.")
    )
    return redirect("desk:client", pk=pk)


@post_from("desk:client")
@desk_only
def dismiss(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Put a proposed place aside for this client."""
    case = opened(request, pk)
    row = get_object_or_404(Proposal, pk=proposal, case=case)
    try:
        dismiss_proposal(proposal=row, actor=actor_of(request), now=clock.now())
    except CaseRefused as refusal:
        return file_page(request, case, status=REFUSED, refused=refusal_text(refusal))
    messages.success(request, _("Het voorstel ligt opzij. De plek blijft te vinden bij de passende plekken."))
    return redirect("desk:client", pk=pk)


def opened(request: HttpRequest, pk: int) -> Case:
    """The case of a file; opening it is logged."""
    return found(open_case_file, case_id=pk, actor=actor_of(request), now=clock.now(), purpose=ADVICE)


def file_page(request: HttpRequest, case: Case, status: int = 200, **given: forms.Form | str) -> HttpResponse:
    """The file, with the form or the refusal of what was just tried."""
    now = clock.now()
    names = occupation_names(case.client.profile.wished_occupations)
    teaser = None if case.status == CaseStatus.CLOSED else shortlist(case, now=now, k=TEASER, near=0)
    context = {
        "case": case,
        "client": case.client,
        "profile": case.client.profile,
        "wishes": [names.get(code, code) for code in case.client.profile.wished_occupations],
        "consents": _consents(case),
        "story": story_of(case),
        "proposals": [each for each in case.proposals.all() if each.status == ProposalStatus.OPEN],
        "teaser": teaser,
        "teaser_places": told_places(teaser.fitting, names, case, now) if teaser else [],
        "move_form": MoveForm(following=_following(case)),
        "close_form": CloseForm(),
        "consent_form": ConsentForm(),
        "step_form": suggested(request.GET.get("stap", "")),
        "is_suggested": bool(request.GET.get("stap")),
        "suggestions": SUGGESTIONS,
        "now": now,
        "today": now.date(),
        "refused": "",
        **given,
    }
    return render(request, "desk/client.html", context, status=status)


def _following(case: Case) -> list[str]:
    """The states that an adviser may choose now, in their order; closing has a form of its own."""
    after = CASE_TRANSITIONS[case.status] - BY_ITSELF - {CaseStatus.CLOSED}
    return [status for status in CaseStatus.values if status in after]


def _consents(case: Case) -> list[Agreed]:
    open_ones = {each.purpose: each for each in case.client.consents.all() if each.withdrawn_at is None}
    return [Agreed(each.value, str(each.label), open_ones.get(each.value)) for each in ConsentPurpose]
