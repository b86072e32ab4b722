"""Who may see the pages below /mijn: citizens who proved their address, and nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from leerwerk.accounts.models import User
from leerwerk.web.answers import see_other

View = Callable[..., HttpResponse]
NEXT = "verder"


def citizen_of(request: HttpRequest) -> User | None:
    """The citizen who is signed in; None for visitors and for staff."""
    user = request.user
    return user if isinstance(user, User) and user.may_enter_by_code else None


def citizen_only(view: View) -> View:
    """Visitors sign in first and then come back; staff is told why there is nothing to see. Kept nowhere."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
        if citizen_of(request) is not None:
            answer = view(request, *args, **given)
        elif request.user.is_authenticated:
            answer = render(request, "public/mijn/not_for_staff.html", status=403)
        else:
            back = request.path if request.method in ("GET", "HEAD") else reverse("public:mijn")
            answer = see_other(f"{reverse('public:mijn_sign_in')}?{urlencode({NEXT: back})}")
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return guarded


def owner_of(request: HttpRequest) -> User:
    """The citizen of a page behind `citizen_only`."""
    return cast("User", request.user)


def next_address(request: HttpRequest) -> str:
    """Where to go after signing in: a page of this site, otherwise the citizen's own page."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("public:mijn")
