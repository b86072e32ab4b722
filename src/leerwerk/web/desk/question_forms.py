"""The answer to a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.web.ui.forms import PlainForm
from leerwerk.web.ui.lines import TextField


class AnswerForm(PlainForm):
    """What the adviser writes, and how many messages were on the page then."""

    text = TextField(
        label=_("Je antwoord"),
        help_text=_("Korte zinnen, geen jargon. Je naam en je loket zetten wij eronder."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)
