"""The citizen's own page, and the files that desks keep."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.casework.actions.own import open_own_files
from leerwerk.casework.mails.appointments import own_token
from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.availability import Way
from leerwerk.casework.queries.own import own_appointments
from leerwerk.casework.rules.appointments import change_verdict
from leerwerk.contact.links import interest_path, question_path
from leerwerk.contact.queries import own_interests, own_questions
from leerwerk.kernel import clock
from leerwerk.people.actions import ClientRefused, withdraw_consent
from leerwerk.people.models import Consent
from leerwerk.people.queries import own_clients, own_consent
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import see_other
from leerwerk.web.public.appointments.wording import way_icon, way_text
from leerwerk.web.public.mijn.access import citizen_only
from leerwerk.web.public.mijn.plan import plan_of
from leerwerk.web.public.mijn.saved import own_saved
from leerwerk.web.public.mijn.wording import CONSEQUENCES, consent_rows
from leerwerk.web.ui.wording import refusal_text


@require_safe
@citizen_only
def overview(request: HttpRequest) -> HttpResponse:
    """Appointments, files, questions, interest and saved searches, each with what can be done."""
    actor, now = actor_of(request), clock.now()
    coming, past = own_appointments(actor, now)
    context = {
        "coming": [_card(row, now) for row in coming],
        "past": past,
        "files": own_clients(actor),
        "questions": [(row, question_path(row)) for row in own_questions(actor)],
        "saved": own_saved(actor),
        "interests": [(row, interest_path(row)) for row in own_interests(actor)],
    }
    return render(request, "public/mijn/overview.html", context)


@require_safe
@citizen_only
def files(request: HttpRequest) -> HttpResponse:
    """What each desk keeps: goal, plan, referrals, placements, consents. The reading is logged."""
    now = clock.now()
    found = open_own_files(actor=actor_of(request), now=now)
    context = {
        "files": [
            (client, [(case, plan_of(case)) for case in client.cases.all()], consent_rows(client))
            for client in found
        ],
        "today": now.date(),
    }
    return render(request, "public/mijn/files.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it means to withdraw a consent, and on the button withdraw it."""
    try:
        consent = own_consent(actor_of(request), pk)
    except Consent.DoesNotExist as missing:
        raise Http404 from missing
    if request.method != "POST":
        context = {"consent": consent, "consequences": CONSEQUENCES[consent.purpose]}
        return render(request, "public/mijn/withdraw.html", context)
    try:
        withdraw_consent(
            client=consent.client, purpose=consent.purpose, actor=actor_of(request), now=clock.now()
        )
    except ClientRefused as refusal:
        messages.error(request, refusal_text(refusal))
    else:
        messages.success(request, _("Je toestemming is ingetrokken."))
    return see_other(f"{reverse('public:mijn_files')}#toestemming")


def _card(row: Appointment, now: Any) -> dict[str, Any]:
    token, way = own_token(row), Way(row.channel, row.place)
    return {
        "row": row,
        "way": way_text(way),
        "icon": way_icon(way),
        "can_change": not change_verdict(status=row.status, begins_at=row.begins_at, now=now),
        "url": reverse("public:own_appointment", args=[token]),
        "move_url": reverse("public:move_own_appointment", args=[token]),
        "cancel_url": reverse("public:cancel_own_appointment", args=[token]),
    }
