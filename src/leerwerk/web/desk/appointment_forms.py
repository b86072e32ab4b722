"""What the desk fills in about appointments: parsed to values, nothing is decided here."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from leerwerk.casework.enums import Channel
from leerwerk.casework.models import Agenda, Topic
from leerwerk.casework.rules.availability import AMSTERDAM, day_span
from leerwerk.people.models import Client
from leerwerk.web.desk.profile_forms import PostcodeField
from leerwerk.web.ui.forms import PlainForm, PlainModelForm, day_field
from leerwerk.web.ui.lines import LineField


def time_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    """A time of the day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=widget)


def channels_field() -> forms.MultipleChoiceField:
    """One or more ways to talk."""
    return forms.MultipleChoiceField(
        label=_("Hoe?"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )


class HoursForm(PlainForm):
    """Hours in which an adviser takes appointments every week."""

    weekday = forms.TypedChoiceField(
        label=_("Dag"),
        choices=[(number, str(name).capitalize()) for number, name in list(WEEKDAYS.items())[:7]],
        coerce=int,
    )
    begins = time_field(_("Van"))
    ends = time_field(_("Tot"))
    channels = channels_field()
    place = LineField(
        label=_("Plaats"),
        max_length=120,
        required=False,
        help_text=_("Alleen nodig voor afspraken op het loket. De bezoeker ziet dit."),
    )


class AbsenceForm(PlainForm):
    """When an adviser is away: whole days, or some hours of a day."""

    first_on = day_field(_("Eerste dag"), required=True)
    last_on = day_field(_("Laatste dag"), help_text=_("Leeg is: één dag."))
    begins = time_field(_("Vanaf"), required=False, help_text=_("Leeg is: de hele dag."))
    ends = time_field(_("Tot"), required=False)

    def span(self) -> dict[str, Any]:
        """The values for add_absence."""
        given = self.cleaned_data
        first, last = given["first_on"], given["last_on"] or given["first_on"]
        begins_at, ends_at = day_span(first)[0], day_span(last)[1]
        if given["begins"]:
            begins_at = datetime.combine(first, given["begins"], AMSTERDAM)
        if given["ends"]:
            ends_at = datetime.combine(last, given["ends"], AMSTERDAM)
        return {"begins_at": begins_at, "ends_at": ends_at}


class TopicForm(PlainModelForm):
    """What an appointment can be about."""

    channels = channels_field()

    class Meta:
        model = Topic
        fields = ("name", "explanation", "minutes", "channels", "is_active")
        field_classes: ClassVar = {"name": LineField, "explanation": LineField}


class AgendaForm(PlainModelForm):
    """How a region takes appointments."""

    class Meta:
        model = Agenda
        fields = ("is_open", "buffer_minutes", "most_per_day", "notice_hours", "horizon_days", "step_minutes")


class LinkForm(PlainForm):
    """Where an online conversation is held."""

    link = forms.URLField(
        label=_("Link naar het gesprek"),
        help_text=_("Van je eigen vergaderprogramma. De bezoeker krijgt hem per mail."),
        assume_scheme="https",
        required=False,
        max_length=200,
    )


class NotesForm(PlainForm):
    """What the adviser wants to remember."""

    notes = forms.CharField(
        label=_("Notities"),
        help_text=_("Alleen voor collega's van je regio. Ze verdwijnen drie maanden na de afspraak."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )


class TakeInForm(PlainForm):
    """What a client file needs and a visitor was not asked for."""

    postcode = PostcodeField(
        label=_("Postcode van de cliënt"),
        validators=Client._meta.get_field("postcode").validators,
        help_text=_("Zoals 7511 AA. De vier cijfers zijn genoeg."),
        max_length=7,
    )
