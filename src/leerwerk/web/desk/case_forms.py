"""What an adviser fills in on a client's file: parsed to values, nothing is decided here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.casework.enums import CaseStatus, CloseReason
from leerwerk.people.enums import ConsentPurpose
from leerwerk.web.ui.forms import PlainForm


class MoveForm(PlainForm):
    """The next state of a case, out of those that can follow."""

    status = forms.ChoiceField(label=_("Nieuwe stand"))

    def __init__(self, *args: Any, following: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (value, CaseStatus(value).label.capitalize()) for value in following
        ]

    def step(self) -> dict[str, str]:
        """The values for move_case."""
        return {"status": self.cleaned_data["status"]}


class CloseForm(PlainForm):
    """Why a case ends."""

    reason = forms.ChoiceField(
        label=_("Waarom sluit je het traject?"), choices=[("", _("Kies een reden")), *CloseReason.choices]
    )

    def step(self) -> dict[str, str]:
        """The values for move_case."""
        return {"status": CaseStatus.CLOSED, "reason": self.cleaned_data["reason"]}


class ConsentForm(PlainForm):
    """To what the client agreed, and where that can be found."""

    purpose = forms.ChoiceField(
        label=_("Waarvoor?"), choices=ConsentPurpose.choices, widget=forms.RadioSelect
    )
    how = forms.CharField(
        label=_("Waar staat de toestemming?"),
        help_text=_("Bijvoorbeeld: gesprek van 12 november, formulier in het dossier."),
        max_length=80,
    )


class WithdrawForm(PlainForm):
    """To what the client no longer agrees."""

    purpose = forms.ChoiceField(choices=ConsentPurpose.choices, widget=forms.HiddenInput)
