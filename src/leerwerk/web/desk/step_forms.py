"""The small forms of a referral and a placement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.casework.enums import StopReason
from leerwerk.catalogue.enums import OutcomeKind
from leerwerk.web.ui.forms import PlainForm, day_field


class MessageForm(PlainForm):
    """What the adviser wants to say to the employer."""

    message = forms.CharField(
        label=_("Je bericht aan de werkgever"),
        help_text=_("Schrijf alleen op wat de werkgever moet weten. Niets over gezondheid of schulden."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        required=False,
    )


class StartForm(PlainForm):
    """When the placement is meant to start; may stay open."""

    starts_on = day_field(_("Start op"), help_text=_("Nog niet bekend? Laat het leeg."))


class BeginForm(PlainForm):
    """The day on which the learner began."""

    starts_on = day_field(_("Begonnen op"), required=True)


class CompleteForm(PlainForm):
    """The last day."""

    ends_on = day_field(_("Laatste dag"), required=True)


class StopForm(PlainForm):
    """The last day, and why it ended early."""

    ends_on = day_field(_("Gestopt op"), required=True)
    reason = forms.ChoiceField(label=_("Waarom?"), choices=[("", _("Kies een reden")), *StopReason.choices])


class OutcomeForm(PlainForm):
    """What the learner got."""

    kind = forms.ChoiceField(label=_("Wat is behaald?"), choices=[("", _("Kies")), *OutcomeKind.choices])
    achieved_on = day_field(_("Behaald op"), required=True)
