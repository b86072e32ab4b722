"""Around signing in: one way in for everybody, and then to the part of the site where somebody works."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from leerwerk.web.actor import actor_of
from leerwerk.web.ui.navigation import workplaces_for


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the first workplace that the roles open; without any role to the public site."""
    work = workplaces_for(actor_of(request), request.path)
    return redirect(work[0].url if work else "/")


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """The administration's own way in knows no second step and no limit on attempts: everybody takes the usual one."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('admin:index')})}")
