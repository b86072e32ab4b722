"""The forms below /mijn. They parse; what may be done is decided by actions."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leerwerk.web.ui.forms import PlainForm

TOO_OFTEN = _("Je vroeg te vaak om een code. Wacht een kwartier en probeer het dan nog eens.")


class AddressForm(PlainForm):
    """A mail address to which a code goes; how often is limited, per address and per visitor."""

    email = forms.EmailField(
        label=_("Je mailadres"),
        max_length=254,
        error_messages={"invalid": _("Vul een mailadres in, zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_email(self) -> str:
        """In lower case, as accounts are known."""
        email = str(self.cleaned_data["email"]).lower()
        if not may_send(self._request, email):
            raise ValidationError(TOO_OFTEN, code="too_often")
        return email


class NewAddressForm(AddressForm):
    """The address by which a citizen wants to be known from now on."""

    def __init__(self, *args: Any, old: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._old = old
        self.fields["email"].label = _("Je nieuwe mailadres")

    def clean_email(self) -> str:
        """Another one than the old."""
        email = super().clean_email()
        if email == self._old:
            raise ValidationError(
                gettext("Dit is het adres dat je nu hebt. Vul een ander adres in."), code="same"
            )
        return email


def code_field(label: Any, hint: Any = "") -> forms.CharField:
    """A code out of a mail; phones offer it by themselves."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "lw-code"}
        ),
    )


class CodeForm(PlainForm):
    """The code that was sent."""

    code = code_field(_("De code uit de mail"), _("8 cijfers. Het streepje mag je weglaten."))


class TwoCodesForm(PlainForm):
    """The codes that were sent to the old and to the new address."""

    old = code_field(_("De code uit de mail aan je oude adres"))
    new = code_field(_("De code uit de mail aan je nieuwe adres"))


class LeaveForm(PlainForm):
    """Far-reaching: a box besides the button."""

    is_sure = forms.BooleanField(label=_("Ja, ik weet dat dit niet terug kan"))


def may_send(request: HttpRequest, email: str) -> bool:
    """Whether one more code may go to this address, asked for by this visitor."""
    return bool(ratelimit.consume(request, action="request_login_code", key=email))
