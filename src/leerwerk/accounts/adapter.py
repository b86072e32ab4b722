"""How django-allauth behaves here: nobody signs up, accounts are made by an administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff and partners get their account from an administrator."""
        return False
