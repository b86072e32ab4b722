"""Another mail address: a code goes to the old one and to the new one, and both have to come back."""

import time
from typing import Any, TypedDict

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leerwerk.accounts.actions import AccountRefused, change_own_address
from leerwerk.accounts.models import User
from leerwerk.kernel import clock
from leerwerk.people.actions import move_address
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, see_other
from leerwerk.web.public.mijn.access import citizen_only, owner_of
from leerwerk.web.public.mijn.forms import NewAddressForm, TwoCodesForm

KEPT = "mijn_new_address"
MOST_SECONDS, MOST_TRIES = 15 * 60, 3


class Asked(TypedDict):
    """What the session keeps between the two pages."""

    email: str
    old: str
    new: str
    at: float
    tries: int


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_only
def change(request: HttpRequest) -> HttpResponse:
    """The new address. What follows is the same when somebody else has an account with it."""
    user = owner_of(request)
    form = NewAddressForm(request.POST if request.method == "POST" else None, request=request, old=user.email)
    if request.method == "POST" and form.is_valid():
        _ask(request, user, form.cleaned_data["email"])
        return see_other(reverse("public:mijn_address_codes"))
    status = MISTYPED if form.is_bound else 200
    return render(request, "public/mijn/address.html", {"form": form, "email": user.email}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_only
def codes(request: HttpRequest) -> HttpResponse:
    """Both codes; right, and the citizen is known by the new address everywhere."""
    user, asked = owner_of(request), _asked(request)
    if asked is None:
        messages.error(request, _("De codes zijn verlopen of al gebruikt. Begin opnieuw."))
        return see_other(reverse("public:mijn_address"))
    form = TwoCodesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _are_right(asked, form.cleaned_data):
            return _changed(request, user, asked["email"])
        if _note_failure(request, asked):
            messages.error(request, _("De codes waren drie keer niet goed. Begin opnieuw."))
            return see_other(reverse("public:mijn_address"))
        form.add_error(None, _("Een van de codes klopt niet. Kijk in beide mails en probeer het nog eens."))
    context = {"form": form, "old": user.email, "new": asked["email"]}
    return render(
        request, "public/mijn/address_codes.html", context, status=MISTYPED if form.is_bound else 200
    )


def _ask(request: HttpRequest, user: User, email: str) -> None:
    adapter, taken = get_adapter(), User.objects.filter(email=email).exists()
    old, new = adapter.generate_login_code(), adapter.generate_login_code()
    told: dict[str, Any] = {"request": request, "url": "", "new_email": email}
    adapter.send_mail("account/email/old_address_code", user.email, {**told, "code": old})
    if taken:
        new = get_random_string(32)
        adapter.send_mail("account/email/address_taken", email, told)
    else:
        adapter.send_mail("account/email/new_address_code", email, {**told, "code": new})
    request.session[KEPT] = Asked(email=email, old=old, new=new, at=time.time(), tries=0)


def _asked(request: HttpRequest) -> Asked | None:
    asked: Asked | None = request.session.get(KEPT)
    return asked if asked and time.time() - asked["at"] <= MOST_SECONDS else None


def _are_right(asked: Asked, given: dict[str, str]) -> bool:
    # Both are compared, so that the answer says nothing about one of them.
    right = [
        compare_user_code(actual=given["old"], expected=asked["old"]),
        compare_user_code(actual=given["new"], expected=asked["new"]),
    ]
    return all(right)


def _note_failure(request: HttpRequest, asked: Asked) -> bool:
    """Count a wrong try; True when it was the last."""
    if asked["tries"] + 1 >= MOST_TRIES:
        request.session.pop(KEPT)
        return True
    request.session[KEPT] = {**asked, "tries": asked["tries"] + 1}
    return False


def _changed(request: HttpRequest, user: User, email: str) -> HttpResponse:
    request.session.pop(KEPT)
    try:
        with transaction.atomic():
            move_address(actor=actor_of(request), to=email, now=clock.now())
            change_own_address(user=user, email=email, now=clock.now())
    except AccountRefused:
        messages.error(request, _("Dit adres kan nu niet. Probeer een ander adres."))
        return see_other(reverse("public:mijn_address"))
    update_session_auth_hash(request, user)
    messages.success(
        request, _("Je mailadres is veranderd. Meld je voortaan aan met %(email)s.") % {"email": email}
    )
    return see_other(reverse("public:mijn_data"))
