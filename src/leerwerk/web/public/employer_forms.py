"""The form by which an employer has a desk call."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leerwerk.contact.enums import EmployerTopic
from leerwerk.network.queries import Location
from leerwerk.web.guard import GuardedForm
from leerwerk.web.public.contact_forms import email_field, phone_field, spot_of
from leerwerk.web.ui.lines import LineField, NameField, TextField

#: The topics as they stand in an address.
TOPIC_WORDS = {
    EmployerTopic.PLACE: "plek",
    EmployerTopic.RECOGNITION: "erkenning",
    EmployerTopic.MONEY: "geld",
    EmployerTopic.LANGUAGE: "taal",
    EmployerTopic.LEARNING: "leren",
    EmployerTopic.OTHER: "anders",
}


class EmployerForm(GuardedForm):
    """Who wants to talk, about what, and how to reach them; on the national site with where the company is."""

    mail_field = "email"
    topic = forms.ChoiceField(
        label=_("Waarover wil je praten?"), choices=EmployerTopic.choices, widget=forms.RadioSelect
    )
    text = TextField(
        label=_("Wat wil je weten of regelen?"),
        help_text=_("Bijvoorbeeld: wat voor werk je hebt, en voor hoeveel mensen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    organisation = LineField(
        label=_("Naam van je bedrijf"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    where = LineField(
        label=_("Postcode of plaats van je bedrijf"),
        help_text=_("Dan neemt het loket in jouw regio contact met je op. Zoals 7511, of Enschede."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    name = NameField(
        label=_("Je naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = phone_field(help_text=_("Vul je telefoonnummer in, je mailadres, of allebei."))
    email = email_field(required=False, help_text=_("Dan krijg je een bevestiging."))

    def __init__(self, *args: Any, is_desk_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_desk_known:
            del self.fields["where"]

    def clean_where(self) -> Location:
        """The spot on the map."""
        return spot_of(
            self.cleaned_data["where"],
            gettext(
                "Deze plaats kennen we niet. Vul een postcode in, zoals 7511, of de naam van een plaats."
            ),
        )

    def clean(self) -> dict[str, Any]:
        """There is a way to answer."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("email") and not given.get("phone"):
            self.add_error(
                "phone", _("Vul een telefoonnummer of een mailadres in. Anders kan niemand je bereiken.")
            )
        return dict(given)
