"""Whoever can see files of clients or the administration signs in with a second step."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from leerwerk.accounts.models import User
from leerwerk.network.enums import Role
from leerwerk.web.actor import actor_of

OPTIONAL = "optional"
STAFF = (Role.ADVISER, Role.COORDINATOR, Role.PROGRAMME, Role.ADMIN)


class SecondStepMiddleware:
    """Unless STAFF_MFA is "optional", staff see nothing but the account pages until TOTP is set up.

    Staff is who may come into the administration, and who has a role at a desk or in steering: it comes after
    ActorMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Signing out and everything that setting up needs stay reachable.
        self.open_prefixes = ("/account/", "/health/", f"/{settings.STATIC_URL.lstrip('/')}")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect, or let the request pass."""
        if self._needs_set_up(request):
            messages.warning(
                request, _("Stel eerst de tweede stap van het aanmelden in. Daarna kun je verder.")
            )
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _needs_set_up(self, request: HttpRequest) -> bool:
        if settings.STAFF_MFA == OPTIONAL or request.path.startswith(self.open_prefixes):
            return False
        user = request.user
        if not isinstance(user, User):
            return False
        is_staff = user.is_staff or any(actor_of(request).has(role) for role in STAFF)
        return is_staff and not is_mfa_enabled(user, types=[Authenticator.Type.TOTP])
