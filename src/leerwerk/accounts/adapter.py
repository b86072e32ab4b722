"""How django-allauth behaves here: nobody signs up, accounts are made by an administrator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from leerwerk.kernel import clock
from leerwerk.kernel.outbox import send_mail


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is shut, and mail leaves as all our mail does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff and partners get their account from an administrator."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue it: a mail server that is away is no error page, and its delay does not tell which accounts exist."""
        context = {"email": email, "current_site": get_current_site(self.request), **context}
        message = self.render_mail(template_prefix, email, context)
        pages = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
        send_mail(
            to=email,
            subject=message.subject,
            text=message.body,
            html="".join(pages),
            now=clock.now(),
        )
