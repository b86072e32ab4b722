"""Leave: everything under the proven address is erased, at once where that may be, by the desk where it may not."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leerwerk.accounts.actions import end_sessions
from leerwerk.casework.actions.own import close_own_account, erase_own
from leerwerk.casework.mails.erasures import mail_erased
from leerwerk.casework.queries.own import own_appointments, own_clients_by_erasure
from leerwerk.contact.actions.forgetting import forget_own
from leerwerk.contact.queries import own_interests, own_questions
from leerwerk.kernel import clock
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.forgetting import forget_mails_to
from leerwerk.network.rules import own_address
from leerwerk.people.models import Client
from leerwerk.search.actions.saved import delete_saved_search
from leerwerk.search.models import SavedSearch
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, see_other
from leerwerk.web.public.mijn.access import citizen_only, owner_of
from leerwerk.web.public.mijn.forms import LeaveForm


@dataclass(frozen=True)
class Consequences:
    """What goes when somebody leaves, counted; `waiting` are the files that a desk has to end first."""

    appointments: int
    questions: int
    interests: int
    free: list[Client]
    waiting: list[Client]


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_only
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what waits, and on the button erase."""
    actor = actor_of(request)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        waiting = erase_all(actor=actor, now=clock.now())
        if waiting:
            messages.success(
                request, _("Wat meteen kon, is gewist. Je dossier wist het loket, zodra dat mag.")
            )
            return see_other(reverse("public:mijn"))
        logout(request, show_message=False)
        return see_other(reverse("public:mijn_gone"))
    context = {"form": form, "consequences": consequences_for(actor, clock.now())}
    return render(request, "public/mijn/leave.html", context, status=MISTYPED if form.is_bound else 200)


@require_http_methods(["GET", "HEAD"])
def gone(request: HttpRequest) -> HttpResponse:
    """After leaving. The page says nothing about anybody."""
    return render(request, "public/mijn/gone.html")


@require_POST
@citizen_only
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End the sessions on all other devices; this one stays."""
    user = owner_of(request)
    end_sessions(user=user, now=clock.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("Op al je andere apparaten ben je nu afgemeld."))
    return see_other(reverse("public:mijn_data"))


def consequences_for(actor: Actor, now: datetime) -> Consequences:
    """What would happen now."""
    free, waiting = own_clients_by_erasure(actor)
    coming, _past = own_appointments(actor, now)
    return Consequences(len(coming), len(own_questions(actor)), len(own_interests(actor)), free, waiting)


@transaction.atomic
def erase_all(*, actor: Actor, now: datetime) -> list[Client]:
    """Have each app erase its part; the files that wait for a desk. All of it, or nothing."""
    address = own_address(actor)
    farewell = erase_own(actor=actor, now=now)
    forget_own(actor=actor, now=now)
    for saved in SavedSearch.objects.filter(person__email__iexact=address).order_by("pk"):
        delete_saved_search(saved=saved, actor=actor, now=now)
    forget_mails_to(address)
    mail_erased(address, now, is_waiting=bool(farewell.waiting))
    if not farewell.waiting:
        close_own_account(actor=actor, now=now)
    return farewell.waiting
