"""Passende plekken: the best places with reasons, why others do not fit, and what would have to change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leerwerk.casework.actions.reading import open_case_file
from leerwerk.casework.actions.referrals import prepare_referral
from leerwerk.casework.enums import OPEN_REFERRALS
from leerwerk.casework.models import Case
from leerwerk.casework.refusals import CaseRefused, ReferralRefused
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.matching.actions.proposals import propose
from leerwerk.matching.queries import shortlist
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import REFUSED, found, post_from
from leerwerk.web.desk.access import MATCHING, desk_only
from leerwerk.web.desk.stories import told_places
from leerwerk.web.ui.wording import refusal_text

SHOWN = 10
NEARLY = 3


@require_safe
@desk_only
def fitting_places(request: HttpRequest, pk: int) -> HttpResponse:
    """The ten best places for a client, explained."""
    return _page(request, _open(request, pk))


@post_from("desk:fitting_places")
@desk_only
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is proposed now with all that made it."""
    case = _open(request, pk)
    try:
        kept = propose(case=case, actor=actor_of(request), now=clock.now(), k=SHOWN)
    except CaseRefused as refusal:
        return _page(request, case, refused=refusal_text(refusal))
    number = len(kept.proposals)
    messages.success(
        request,
        ngettext("%(n)d plek is bewaard als voorstel.", "%(n)d plekken zijn bewaard als voorstel.", number)
        % {"n": number},
    )
    return redirect("desk:fitting_places", pk=pk)


@post_from("desk:fitting_places")
@desk_only
def refer(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Set a referral ready; the next page shows what the employer will see."""
    case = _open(request, pk)
    row = get_object_or_404(Place.objects.visible_to(actor_of(request)), pk=place)
    try:
        referral = prepare_referral(case=case, place=row, actor=actor_of(request), now=clock.now())
    except ReferralRefused as refusal:
        return _page(request, case, refused=refusal_text(refusal))
    return redirect("desk:referral", pk=referral.pk)


def _open(request: HttpRequest, pk: int) -> Case:
    return found(open_case_file, case_id=pk, actor=actor_of(request), now=clock.now(), purpose=MATCHING)


def _page(request: HttpRequest, case: Case, refused: str = "") -> HttpResponse:
    now = clock.now()
    names = occupation_names(case.client.profile.wished_occupations)
    found_now = shortlist(case, now=now, k=SHOWN, near=NEARLY)
    context = {
        "case": case,
        "client": case.client,
        "wishes": [names.get(code, code) for code in case.client.profile.wished_occupations],
        "found": found_now,
        "places": told_places(found_now.fitting, names, case, now),
        "nearly": told_places(found_now.near_misses, names, case, now),
        "referred": {each.place_id: each for each in case.referrals.all() if each.status in OPEN_REFERRALS},
        "refused": refused,
    }
    return render(request, "desk/fitting_places.html", context, status=REFUSED if refused else 200)
