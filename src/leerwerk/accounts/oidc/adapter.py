"""Who comes in by a provider: whoever it gives a verified address, as a citizen and as nothing else."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import get_language

from leerwerk.accounts.actions import AccountRefused, admit_citizen
from leerwerk.kernel import clock

FORBIDDEN = 403
#: Where in the session stands to which address a sign-in leads, of somebody who was not signed in before it.
BEGAN_SIGNED_OUT = "accounts.began_signed_out"


class CitizenSocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No form to sign up: a verified address is an account, the same as by a code in the mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never by allauth's form; `pre_social_login` has made the account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or open the account of the verified address. Staff signs in with password and second step."""
        if not request.user.is_authenticated:
            request.session[BEGAN_SIGNED_OUT] = sociallogin.state.get("next") or ""
        if sociallogin.state.get("process") != "login":
            _refuse(request, "OTHER_PROCESS")
        if sociallogin.is_existing:
            if not sociallogin.user.may_enter_by_code:
                _refuse(request, "NOT_A_CITIZEN")
            return
        address = next((each.email for each in sociallogin.email_addresses if each.verified is True), "")
        if not address:
            _refuse(request, "NOT_VERIFIED")
        try:
            user = admit_citizen(email=address, language=get_language() or "nl", now=clock.now())
        except AccountRefused as refusal:
            _refuse(request, refusal.code)
        sociallogin.connect(request, user)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody is told what they did a second ago."""


def _refuse(request: HttpRequest, code: str) -> None:
    page = render(request, "socialaccount/refused.html", {"code": code}, status=FORBIDDEN)
    raise ImmediateHttpResponse(page)
