"""The three hidden fields of a guarded form. Each shows something fresh, whatever was posted before."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.crypto import get_random_string

from leerwerk.kernel.clock import now
from leerwerk.web.guard.proof import new_challenge


class Honeypot(forms.HiddenInput):
    """A field that people do not see and programs fill in. Django takes it for hidden, so forms draw no label."""

    template_name = "ui/guard/honeypot.html"

    def format_value(self, value: Any) -> str:
        """Always empty: who filled it by accident gets another try."""
        return ""


class Ticket(forms.HiddenInput):
    """When the form was shown, signed."""

    salt = "leerwerk.guard.ticket"

    def format_value(self, value: Any) -> str:
        """A new ticket."""
        return signing.dumps([get_random_string(16), int(now().timestamp())], salt=self.salt)


class Proof(forms.HiddenInput):
    """The sum for the browser of the visitor, and the place for its solution."""

    template_name = "ui/guard/proof.html"

    def format_value(self, value: Any) -> str:
        """Always empty: a solution counts once."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the sum as JSON."""
        return super().get_context(name, value, attrs) | {"challenge": new_challenge()}
