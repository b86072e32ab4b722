"""What a visitor fills in for an appointment: who, four questions that may be skipped, and the last look."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leerwerk.people.enums import Education, FirstThing, Situation
from leerwerk.web.guard import GuardedForm
from leerwerk.web.ui.forms import PlainForm
from leerwerk.web.ui.lines import LineField, NameField, TextField

FEWEST_DIGITS, MOST_DIGITS = 10, 15
MOST_WORDS = 1000


class PersonForm(PlainForm):
    """Who comes. A number to call is asked for only when the conversation is by phone."""

    first_name = NameField(
        label=_("Voornaam"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = NameField(
        label=_("Achternaam"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("Mailadres"),
        max_length=254,
        help_text=_("Hier sturen we de bevestiging heen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Vul een mailadres in, zoals naam@voorbeeld.nl.")},
    )
    phone = LineField(
        label=_("Telefoonnummer"),
        max_length=20,
        help_text=_("De adviseur belt je op dit nummer."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )

    def __init__(self, *args: Any, is_by_phone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_by_phone:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        """A number that can be called: ten digits or more."""
        phone: str = self.cleaned_data["phone"]
        digits = re.sub(r"\D", "", phone)
        if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS or re.search(r"[^\d\s()+-]", phone):
            raise ValidationError(_("Vul een telefoonnummer in, zoals 06 12 34 56 78."))
        return phone


class SituationForm(PlainForm):
    """What the visitor does now."""

    situation = forms.ChoiceField(
        label=_("Wat doe je nu?"), choices=Situation.choices, widget=forms.RadioSelect, required=False
    )


class EducationForm(PlainForm):
    """What the visitor learnt before."""

    prior_education = forms.TypedChoiceField(
        label=_("Welk diploma heb je?"),
        help_text=_("Kies het hoogste dat je hebt gehaald. Een diploma uit een ander land telt ook mee."),
        choices=Education.choices,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )


class WishesForm(PlainForm):
    """What the visitor wants."""

    wishes = TextField(
        label=_("Wat wil je leren of worden?"),
        help_text=_("Schrijf het op zoals je het zegt. Weet je het nog niet? Dan zoeken we dat samen uit."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_WORDS,
        required=False,
    )


class FirstThingsForm(PlainForm):
    """What has to be arranged first."""

    first_things = forms.MultipleChoiceField(
        label=_("Moet er eerst iets geregeld worden?"),
        help_text=_("Vink aan waar je over wilt praten. Je hoeft niets te vertellen over je gezondheid."),
        choices=FirstThing.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


QUESTIONS: dict[str, type[PlainForm]] = {
    "situatie": SituationForm,
    "opleiding": EducationForm,
    "wensen": WishesForm,
    "eerst": FirstThingsForm,
}


class SendForm(GuardedForm):
    """The last look. Whoever told something says whether the desk may read it."""

    YES, NO = "ja", "nee"
    may_read = forms.ChoiceField(
        label=_("Mag je adviseur je antwoorden lezen?"),
        choices=[
            (YES, _("Ja, stuur mijn antwoorden mee")),
            (NO, _("Nee, stuur alleen de afspraak")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of je adviseur je antwoorden mag lezen.")},
    )
    mail_field = "email"

    def __init__(self, *args: Any, email: str, has_answers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        if not has_answers:
            del self.fields["may_read"]

    def clean(self) -> dict[str, Any]:
        """The address that will get mail counts for the guard, though it was given a page before."""
        super().clean()
        return {**self.cleaned_data, "email": self._email}

    @property
    def shares_answers(self) -> bool:
        """Whether the answers may be kept."""
        return bool(self.cleaned_data.get("may_read") == self.YES)
