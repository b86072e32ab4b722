"""What an employer types, parsed to values."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.casework.enums import RefusalReason
from leerwerk.catalogue.enums import Pathway
from leerwerk.catalogue.queries import occupation_called
from leerwerk.kernel.money import parse_amount
from leerwerk.network.models import Organisation
from leerwerk.web.ui.forms import PlainForm, day_field
from leerwerk.web.ui.lines import LineField

MOST_A_MONTH = 99_999


class RefuseForm(PlainForm):
    """Why the employer does not go on."""

    reason = forms.ChoiceField(
        label=_("Waarom niet?"), choices=RefusalReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Wat wil je erover zeggen?"),
        help_text=_("De adviseur leest dit. Schrijf niets over gezondheid."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class AmountField(forms.CharField):
    """An amount in euros as people type it: 2.100 or € 2100,50."""

    def clean(self, value: Any) -> Any:
        """The amount, None when nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            amount = parse_amount(typed)
        except ValueError as fault:
            raise forms.ValidationError(_("Vul een bedrag in, zoals 2.100 of 2100,50.")) from fault
        if not 0 <= amount <= MOST_A_MONTH:
            raise forms.ValidationError(_("Vul een bedrag per maand in, zoals 2.100 of 2100,50."))
        return amount


class PlaceForm(PlainForm):
    """A learn-work place in a few fields; the rest can wait."""

    number = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    employer = forms.ModelChoiceField(
        label=_("Organisatie"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = LineField(label=_("Titel"), help_text=_("Zoals: leerling-lasser, 32 uur."), max_length=160)
    occupation = forms.CharField(
        label=_("Welk beroep leert iemand?"),
        help_text=_("Begin te typen en kies uit de lijst, zoals: lasser."),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "beroepen", "autocomplete": "off"}),
    )
    pc4 = forms.RegexField(
        r"^[1-9]\d{3}$",
        label=_("Postcode van de werkplek (4 cijfers)"),
        error_messages={"invalid": _("Vul vier cijfers in, zoals 7511.")},
    )
    description = forms.CharField(
        label=_("Wat ga je doen en leren?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )
    capacity = forms.IntegerField(
        label=_("Hoeveel mensen kun je plaatsen?"), min_value=1, max_value=500, initial=1
    )
    hours_min = forms.IntegerField(label=_("Minste uren per week"), min_value=1, max_value=60, required=False)
    hours_max = forms.IntegerField(label=_("Meeste uren per week"), min_value=1, max_value=60, required=False)
    level = forms.TypedChoiceField(
        label=_("Niveau"),
        choices=[("", _("weet ik niet")), *((n, str(n)) for n in (1, 2, 3, 4))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    pathway = forms.ChoiceField(
        label=_("Leerweg"),
        choices=[("", _("weet ik niet")), *Pathway.choices],
        required=False,
        help_text=_("BBL: werken en ongeveer 1 dag per week naar school."),
    )
    wage_min = AmountField(label=_("Loon per maand, bruto"), required=False, max_length=20)
    starts_on = day_field(_("Start op"), help_text=_("Leeg is: in overleg."))

    def __init__(self, *args: Any, employers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
        self.fields["employer"].initial = employers[0].pk if employers else None
        if len(employers) == 1:
            self.fields["employer"].widget = forms.HiddenInput()

    def clean_occupation(self) -> Any:
        """The occupation behind the word."""
        found = occupation_called(self.cleaned_data["occupation"])
        if found is None:
            raise forms.ValidationError(_("Dit beroep kennen we niet. Kies een beroep uit de lijst."))
        return found

    def facts(self) -> dict[str, Any]:
        """The fields of the place, without its employer and the number of the form."""
        given = {
            name: value for name, value in self.cleaned_data.items() if name not in {"employer", "number"}
        }
        return {
            **given,
            "sector": given["occupation"].sector,
            "is_start_flexible": given["starts_on"] is None,
        }
