"""What an employer answers to somebody who is interested."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.contact.enums import InterestStatus
from leerwerk.web.ui.forms import PlainForm
from leerwerk.web.ui.lines import TextField


class AnswerForm(PlainForm):
    """Yes or no, with a few words."""

    answer = forms.ChoiceField(
        label=_("Wil je kennismaken?"),
        choices=[
            (InterestStatus.INVITED, _("Ja, ik neem contact op")),
            (InterestStatus.DECLINED, _("Nee, het past niet")),
        ],
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("Je bericht"),
        help_text=_("Bijvoorbeeld: wanneer je belt, of waarom het niet past."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )
