"""Around signing in: one way in for everybody, and then to the part of the site where somebody works."""

from urllib.parse import urlencode

from allauth.account.views import email
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from leerwerk.network.rules import CITIZEN
from leerwerk.web.actor import actor_of
from leerwerk.web.ui.navigation import workplaces_for


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the first workplace that the roles open; a citizen to the own page, others to the public site."""
    actor = actor_of(request)
    if actor.has(CITIZEN):
        return redirect("public:mijn")
    work = workplaces_for(actor, request.path)
    return redirect(work[0].url if work else "/")


def only_by_code(request: HttpRequest) -> HttpResponse:
    """allauth's own pages for a code: citizens have theirs below /mijn, which says the same to every address."""
    return redirect("public:mijn_sign_in")


def staff_address(request: HttpRequest) -> HttpResponse:
    """allauth's page for addresses. A citizen changes the address by two codes, and needs both."""
    if actor_of(request).has(CITIZEN):
        return redirect("public:mijn_address")
    answer: HttpResponse = email(request)
    return answer


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """The administration's own way in knows no second step and no limit on attempts: everybody takes the usual one."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('admin:index')})}")
