"""An event as it is typed: a day and two times, where, and how to register."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from leerwerk.network.actions.events import EventFacts
from leerwerk.network.models import Event
from leerwerk.web.desk.site.forms import time_field
from leerwerk.web.desk.site.languages import InLanguages, typed_translations
from leerwerk.web.ui.forms import PlainForm, day_field
from leerwerk.web.ui.lines import LineField, TextField


class EventForm(InLanguages, PlainForm):
    spoken = Event.spoken

    title = LineField(label=_("Titel"), max_length=120, help_text=_("Bijvoorbeeld: Open avond techniek."))
    text = TextField(
        label=_("Wat gebeurt er, en voor wie is het?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Een lege regel begint een nieuwe alinea."),
    )
    day = day_field(_("Dag"), required=True)
    begins = time_field(_("Begint om"), required=True)
    ends = time_field(_("Eindigt om"), required=True)
    last_day = day_field(_("Laatste dag"), help_text=_("Alleen als het meer dan een dag duurt."))
    place = LineField(
        label=_("Waar"), required=False, max_length=200, help_text=_("Gebouw, straat en plaats.")
    )
    is_online = forms.BooleanField(label=_("Je kunt online meedoen"), required=False)
    register_url = forms.URLField(
        label=_("Aanmelden via deze link"),
        required=False,
        max_length=300,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    phone = LineField(label=_("Of bel"), required=False, max_length=20)
    email = forms.EmailField(label=_("Of mail"), required=False, max_length=254)
    is_cancelled = forms.BooleanField(
        label=_("Dit gaat niet door"),
        required=False,
        help_text=_("Het blijft op de site staan, met een melding. Zo weet iedereen het."),
    )

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, is somewhere, and there is somebody to ask."""
        given = super().clean() or {}
        moments = self._moments(given)
        if moments and moments[1] <= moments[0]:
            self.add_error("ends", ValidationError(_("Kies een tijd na het begin.")))
        if not given.get("place") and not given.get("is_online") and "place" not in self.errors:
            self.add_error("place", ValidationError(_("Vertel waar het is, of zet een vinkje bij online.")))
        ways = ("register_url", "phone", "email")
        if not any(given.get(name) or name in self.errors for name in ways):
            told = _("Vul een link, telefoonnummer of mailadres in, zodat mensen zich kunnen aanmelden.")
            self.add_error("register_url", ValidationError(told))
        return given

    def facts(self) -> EventFacts:
        """The event."""
        moments = self._moments(self.cleaned_data)
        if moments is None:
            raise ValueError("asked of a form that is not valid")
        names = ("title", "text", "place", "is_online", "register_url", "phone", "email", "is_cancelled")
        return EventFacts(
            starts_at=moments[0],
            ends_at=moments[1],
            translations=self.translations(),
            **{name: self.cleaned_data[name] for name in names},
        )

    def _moments(self, given: dict[str, Any]) -> tuple[datetime, datetime] | None:
        day, begins, ends = given.get("day"), given.get("begins"), given.get("ends")
        if not (day and begins and ends):
            return None
        return _local(day, begins), _local(given.get("last_day") or day, ends)


def event_typed(event: Event) -> dict[str, Any]:
    """What an event says, as the form has it."""
    starts, ends = localtime(event.starts_at), localtime(event.ends_at)
    names = ("title", "text", "place", "is_online", "register_url", "phone", "email", "is_cancelled")
    return {
        **{name: getattr(event, name) for name in names},
        **typed_translations(event),
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "last_day": ends.date() if ends.date() != starts.date() else None,
    }


def _local(day: date, moment: time) -> datetime:
    return make_aware(datetime.combine(day, moment))
