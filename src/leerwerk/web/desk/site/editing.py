"""What every page of "Onze site" shares: who comes in, for which desk, and how a form is saved."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leerwerk.kernel import clock
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.enums import Role
from leerwerk.network.models import Desk, NationalSite
from leerwerk.network.national import national_site
from leerwerk.network.queries import desks_edited_by, desks_led_by, national_row, site_of_desk
from leerwerk.network.rules import edits_national_site
from leerwerk.web.actor import actor_of, role_required
from leerwerk.web.answers import MISTYPED, REFUSED, found, see_other
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

editors_only = role_required(Role.COORDINATOR, Role.PROGRAMME, Role.ADMIN)


def desk_edited(request: HttpRequest, slug: str) -> Desk:
    """The desk whose site this person keeps; that of another region does not exist here."""
    desk: Desk = found(desks_edited_by(actor_of(request), clock.today()).get, slug=slug)
    return desk


def site_edited(request: HttpRequest, slug: str) -> Desk | NationalSite:
    """The desk whose site this person keeps, or the site of the nation."""
    if slug == NationalSite.slug and edits_national_site(actor_of(request)):
        return national_row()
    return desk_edited(request, slug)


def desk_led(request: HttpRequest, slug: str) -> Desk:
    """The desk of which this person may say how far it is, also when it was merged."""
    desk: Desk = found(desks_led_by(actor_of(request), clock.today()).get, slug=slug)
    return desk


def address_on_site(kept: Desk | NationalSite) -> str:
    """Where visitors see the site that is kept, without a slash at the end."""
    return (site_of_desk(kept) if isinstance(kept, Desk) else national_site()).address


def act_as(request: HttpRequest, desk: Desk | NationalSite) -> dict[str, Any]:
    """Who does it, to which site, and when: what every action asks."""
    return {"desk": desk, "actor": actor_of(request), "now": clock.now()}


def saved(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    *,
    told: Any,
    address: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show a form, or save what was posted and go on; what is wrong stands on the page with what was typed."""
    status = 200
    if request.method == "POST":
        status = MISTYPED
        if form.is_valid():
            try:
                act()
            except Refusal as refusal:
                add_refusal(form, refusal_text(refusal))
                status = REFUSED
            else:
                messages.success(request, told)
                return see_other(address)
    return render(request, template, context | {"form": form}, status=status)
