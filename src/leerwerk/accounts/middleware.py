"""Staff without a second step are sent to the page where they set it up."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from leerwerk.accounts.models import User

REQUIRED = "required"


class StaffMfaMiddleware:
    """With STAFF_MFA = required, staff see nothing but the account pages until TOTP is set up."""

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
        if settings.STAFF_MFA != REQUIRED or request.path.startswith(self.open_prefixes):
            return False
        user = request.user
        return isinstance(user, User) and user.is_staff and not is_mfa_enabled(user)
