"""How django-allauth behaves here: staff gets accounts from an administrator, a citizen by a proof of the address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from leerwerk.accounts.models import User
from leerwerk.kernel import audit, clock
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.outbox import send_mail

# Ways in that prove an address and nothing else: not enough for staff.
BY_ADDRESS_ALONE = ("code", "socialaccount")


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is shut, mail leaves as all our mail does, and who signs in is in the log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff and partners get their account from an administrator, citizens by `admit_citizen`."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **known: Any) -> HttpResponse | None:
        """Whoever proved an address alone gets no further than the account of a citizen."""
        records = get_authentication_records(request, user)
        if records and records[-1]["method"] in BY_ADDRESS_ALONE and not user.may_enter_by_code:
            clear_login(request)
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **known)
        return answer

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue it: a mail server that is away is no error page, and its delay does not tell which accounts exist."""
        context = {"email": email, "current_site": get_current_site(self.request), **context}
        # Our own texts have the subject as their heading.
        context["subject"] = render_to_string(f"{template_prefix}_subject.txt", context).strip()
        message = self.render_mail(template_prefix, email, context)
        pages = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
        send_mail(
            to=email,
            subject=message.subject,
            text=message.body,
            html="".join(pages),
            now=clock.now(),
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, after every step that it takes, and write that down."""
        super().login(request, user)
        _record("account.sign_in", user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down which account was tried. What else was typed may be anything, a password too."""
        user = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
        if user is not None:
            _record("account.sign_in_failed", user)


def _record(action: str, user: User) -> None:
    audit.record(
        actor=Actor(user_id=user.pk, name=user.name),
        action=action,
        subject=f"accounts.user:{user.pk}",
        now=clock.now(),
    )
