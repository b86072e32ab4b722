"""Signing in by a code in the mail: allauth's process, for addresses that have no account yet too.

One mail leaves for each address, whoever it is of, and the page says the same: nothing tells which addresses are
known. Who works here gets a mail that says how to sign in, without a code.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from leerwerk.accounts.actions import admit_citizen
from leerwerk.accounts.models import User
from leerwerk.kernel import clock
from leerwerk.network.sites import plain_path
from leerwerk.web.site import site_of


class CodeProcess(LoginCodeVerificationProcess):  # type: ignore[misc]  # allauth has no types
    """Opens the account of a citizen when the code comes back, and not before."""

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """One mail, whether the address is known or not."""
        adapter, holder = get_adapter(), User.objects.filter(email=email.lower()).first()
        if holder is None or holder.may_enter_by_code:
            site = site_of(self.request)
            told = {"request": self.request, "code": self.generate_code(), "url": "", "site": site}
            adapter.send_mail("account/email/login_code", email, told)
        else:
            # No code that anybody knows: the page must not tell that there is none.
            self.state["code"] = get_random_string(32)
            url = f"{settings.BASE_URL}{plain_path(reverse('account_login'))}"
            adapter.send_mail("account/email/staff_address", email, {"request": self.request, "url": url})

    def is_right(self, typed: str) -> bool:
        """Whether this is the code, however it was spaced."""
        return bool(self.code) and compare_user_code(actual=typed, expected=self.code)

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """The code was right: the address is proven."""
        # What was found when the code was asked for may have changed since.
        self._user = admit_citizen(
            email=self.state["email"], language=get_language() or "nl", now=clock.now()
        )
        answer: HttpResponse = super().finish(redirect_url)
        return answer


def ask_code(request: HttpRequest, email: str) -> None:
    """Send a code to an address, and keep in the session that it is waited for. Nobody is looked up for the session."""
    login = Login(email=email)
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(CodeProcess.initial_state(user=None, email=email), initiated_by_user=True)
    process = CodeProcess(stage)
    process.send()
    process.persist()


def waiting_process(request: HttpRequest) -> CodeProcess | None:
    """The code that this visitor waits for; None when there is none, or it is too old."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    process: CodeProcess | None = CodeProcess(stage).abort_if_invalid() if stage else None
    return process
