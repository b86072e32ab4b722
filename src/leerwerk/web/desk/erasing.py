"""Erase a client, and of what else hangs under the same mail address what the adviser chooses.

Families share an address: only the file itself goes without asking.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from leerwerk.accounts.actions import close_account
from leerwerk.casework.actions.farewells import erase_person, forget_visitors_at
from leerwerk.casework.actions.reading import open_case_file
from leerwerk.casework.refusals import CaseRefused
from leerwerk.contact.actions.forgetting import forget_at
from leerwerk.contact.queries import correspondents_at
from leerwerk.kernel import clock
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.forgetting import forget_mails_to
from leerwerk.people.actions import ClientRefused
from leerwerk.people.models import Client
from leerwerk.people.queries import clients_beside, is_known, unlinked_visitors
from leerwerk.people.rules import is_named
from leerwerk.search.actions.saved import delete_searches_at
from leerwerk.search.saved import searches_at
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, found
from leerwerk.web.desk.access import ADVICE, desk_only
from leerwerk.web.ui.forms import PlainForm, add_refusal
from leerwerk.web.ui.wording import refusal_text

VISITS, QUESTIONS, INTERESTS, SEARCHES = "afspraken", "vragen", "interesse", "zoekopdrachten"
# In the order in which people leave by themselves too, so that both never wait for each other.
FORGET: dict[str, Callable[..., object]] = {
    VISITS: forget_visitors_at,
    QUESTIONS: lambda **asked: forget_at(interested=False, **asked),
    INTERESTS: lambda **asked: forget_at(interested=True, **asked),
    SEARCHES: delete_searches_at,
}


@dataclass(frozen=True)
class Beside:
    """One kind of thing under the address of a client: how many, in words."""

    kind: str
    count: int
    label: str


class EraseForm(PlainForm):
    """Which kinds go too. Nothing is chosen beforehand."""

    too = forms.MultipleChoiceField(
        label=gettext_lazy("Wat wis je nog meer?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, beside: Sequence[Beside], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["too"].choices = [(each.kind, each.label) for each in beside]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what goes and what else there is; on the button erase, because the client asks for it."""
    actor, now = actor_of(request), clock.now()
    case = found(open_case_file, case_id=pk, actor=actor, now=now, purpose=ADVICE)
    beside = things_beside(case.client)
    form = EraseForm(request.POST if request.method == "POST" else None, beside=beside)
    status = 200
    if form.is_bound:
        status = MISTYPED
        if form.is_valid():
            try:
                with suppress(ClientRefused):  # a colleague was first: what was asked for is done
                    erase_with(client=case.client, too=form.cleaned_data["too"], actor=actor, now=now)
            except CaseRefused as refusal:
                add_refusal(form, refusal_text(refusal))
                status = REFUSED
            else:
                done = _("De gegevens zijn gewist. Alleen wat akkoorden tellen blijft, zonder naam.")
                messages.success(request, done)
                return redirect("desk:clients")
    shared = clients_beside(case.client).count()
    context = {"case": case, "client": case.client, "form": form, "beside": beside, "shared": shared}
    return render(request, "desk/erase.html", context, status=status)


def things_beside(client: Client) -> list[Beside]:
    """What hangs under the address of a client at this desk or at none, by kind. At most four queries."""
    visitors = [str(row) for row in unlinked_visitors(client.email, client.region)]
    asked = [row.name for row in correspondents_at(client.email, client.region, interested=False)]
    shown = [row.name for row in correspondents_at(client.email, client.region, interested=True)]
    saved = searches_at(client.email, client.region).count()
    kinds = [
        Beside(VISITS, len(visitors), _with_others(_visits(len(visitors)), visitors, client)),
        Beside(QUESTIONS, len(asked), _with_others(_questions(len(asked)), asked, client)),
        Beside(INTERESTS, len(shown), _with_others(_interests(len(shown)), shown, client)),
        Beside(SEARCHES, saved, _searches(saved)),
    ]
    return [each for each in kinds if each.count]


@transaction.atomic
def erase_with(*, client: Client, too: Iterable[str], actor: Actor, now: datetime) -> None:
    """Erase a client and the chosen kinds under the same address. All of it, or nothing.

    Once nothing is known under the address any more, its account and the mails kept for it go too. Raises what
    erase_person raises.
    """
    address, region = client.email, client.region
    erase_person(client=client, actor=actor, now=now)
    chosen = set(too)
    for kind, forget in FORGET.items():
        if kind in chosen:
            forget(address=address, region=region, actor=actor, now=now)
    if address and not is_known(address):
        forget_mails_to(address)
        close_account(email=address, now=now)


def _with_others(label: str, names: list[str], client: Client) -> str:
    """The label, with how many came under another name: perhaps somebody else who lives there."""
    others = sum(not is_named(str(client), name) for name in names)
    if not others:
        return label
    told = ngettext("%(n)d onder een andere naam", "%(n)d onder een andere naam", others) % {"n": others}
    return f"{label} ({told})"


def _visits(count: int) -> str:
    text = ngettext(
        "%(n)d keer een afspraak gemaakt, los van dit dossier",
        "%(n)d keer een afspraak gemaakt, los van dit dossier",
        count,
    )
    return text % {"n": count}


def _questions(count: int) -> str:
    return ngettext("%(n)d vraag aan het loket", "%(n)d vragen aan het loket", count) % {"n": count}


def _interests(count: int) -> str:
    text = ngettext("%(n)d keer interesse in een plek", "%(n)d keer interesse in een plek", count)
    return text % {"n": count}


def _searches(count: int) -> str:
    text = ngettext("%(n)d bewaarde zoekopdracht met mail", "%(n)d bewaarde zoekopdrachten met mail", count)
    return text % {"n": count}
