"""The forms by which a question is saved and its mail is changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.search.enums import Frequency
from leerwerk.web.guard import GuardedForm
from leerwerk.web.ui.forms import PlainForm

CHOICES = [
    (Frequency.DAILY, _("Elke dag, als er iets nieuws is")),
    (Frequency.WEEKLY, _("Elke week, als er iets nieuws is")),
]


class SaveForm(GuardedForm):
    """Where the mail goes and how often."""

    mail_field = "email"
    email = forms.EmailField(
        label=_("Je mailadres"),
        help_text=_("Zoals naam@voorbeeld.nl. We sturen eerst een mail met een knop om te bevestigen."),
        max_length=200,
        error_messages={"invalid": _("Vul een heel mailadres in, zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = forms.ChoiceField(
        label=_("Hoe vaak wil je mail?"), choices=CHOICES, widget=forms.RadioSelect, initial=Frequency.WEEKLY
    )


class FrequencyForm(PlainForm):
    """How often; posted by who has the link."""

    frequency = forms.ChoiceField(label=_("Hoe vaak wil je mail?"), choices=CHOICES, widget=forms.RadioSelect)
