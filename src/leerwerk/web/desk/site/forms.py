"""Forms of "Onze site": from what was typed to values."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from leerwerk.network.actions.site_people import MemberFacts, VacancyFacts
from leerwerk.network.models import DeskVacancy, TeamMember
from leerwerk.network.opening import Hours
from leerwerk.network.theme import CHOSEN
from leerwerk.web.desk.site.languages import InLanguages
from leerwerk.web.ui.forms import PlainForm, day_field
from leerwerk.web.ui.lines import LineField, TextField

COLOURS = {
    "action": _("Knoppen"),
    "link": _("Links"),
    "accent": _("Versiering"),
    "surface": _("Rustige achtergrond"),
    "header": _("Achtergrond bovenaan"),
    "on-header": _("Tekst bovenaan"),
    "footer": _("Achtergrond onderaan"),
    "on-footer": _("Tekst onderaan"),
}


def time_field(label: Any, *, required: bool = False) -> forms.TimeField:
    """A time of the day."""
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class ColourForm(PlainForm):
    """The colours that a desk chooses, "#rrggbb" each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CHOSEN:
            self.fields[name] = forms.RegexField(
                regex=r"^#[0-9a-fA-F]{6}$",
                label=COLOURS[name],
                widget=forms.TextInput(attrs={"type": "color"}),
                error_messages={"invalid": _("Kies een kleur, zoals #0b6b4f.")},
            )


class LogoForm(PlainForm):
    logo = forms.FileField(
        label=_("Nieuw logo"),
        help_text=_("Een tekening (SVG) of een PNG. Breed werkt beter dan hoog."),
        widget=forms.FileInput(attrs={"accept": ".svg,.png,image/svg+xml,image/png"}),
    )


class MemberForm(InLanguages, PlainForm):
    spoken = TeamMember.spoken

    name = LineField(label=_("Naam"), max_length=80)
    job = LineField(label=_("Functie"), max_length=80)
    tells = TextField(
        label=_("Waarvoor kom je bij deze collega?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        help_text=_("JPEG, PNG of WebP. We snijden de foto vierkant."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    position = forms.IntegerField(
        label=_("Plaats in de rij"), required=False, min_value=0, max_value=999, initial=0
    )
    valid_from = day_field(_("Op de site vanaf"))
    valid_until = day_field(_("Op de site tot"))
    has_consent = forms.BooleanField(
        label=_("Deze collega vindt het goed dat naam en foto op de site staan."),
        error_messages={"required": _("Vraag de collega eerst om toestemming.")},
    )

    def clean(self) -> dict[str, Any]:
        """Until lies after from."""
        return _ordered(super().clean() or {}, self)

    def facts(self) -> MemberFacts:
        """What the site will tell."""
        given = _given(self, MemberFacts)
        return MemberFacts(**{**given, "position": given["position"] or 0})


class VacancyForm(InLanguages, PlainForm):
    spoken = DeskVacancy.spoken

    title = LineField(label=_("Functie"), max_length=120)
    hours = LineField(
        label=_("Uren"), required=False, max_length=40, help_text=_("Bijvoorbeeld: 24 tot 32 uur per week.")
    )
    text = TextField(label=_("Wat ga je doen?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    apply_to = forms.EmailField(label=_("Reageren bij"), max_length=254)
    apply_until = day_field(_("Reageren tot en met"))
    valid_from = day_field(_("Op de site vanaf"))
    valid_until = day_field(_("Op de site tot"))

    def clean(self) -> dict[str, Any]:
        """Until lies after from."""
        return _ordered(super().clean() or {}, self)

    def facts(self) -> VacancyFacts:
        """The job."""
        return VacancyFacts(**_given(self, VacancyFacts))


class WeekForm(PlainForm):
    """For each weekday from and until, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in range(7):
            for turn in ("", "2"):
                self.fields[f"opens_{day}{turn}"] = time_field(_("Weer open") if turn else _("Open"))
                self.fields[f"closes_{day}{turn}"] = time_field(_("Weer dicht") if turn else _("Dicht"))

    def rows(self) -> list[dict[str, Any]]:
        """A row per day, for the template."""
        rows = []
        for day in range(7):
            once, again = (
                [self[f"{part}_{day}{turn}"] for part in ("opens", "closes")] for turn in ("", "2")
            )
            is_twice = any(field.value() or field.errors for field in again)
            rows.append({"name": WEEKDAYS[day], "once": once, "again": again, "is_twice": is_twice})
        return rows

    def clean(self) -> dict[str, Any]:
        """Who opens, closes."""
        given = super().clean() or {}
        for day in range(7):
            for turn in ("", "2"):
                _must_be_a_pair(self, given, f"opens_{day}{turn}", f"closes_{day}{turn}")
        return given

    def weekly(self) -> dict[int, tuple[Hours, ...]]:
        """The hours by weekday; a day that is not in it is closed."""
        found = {day: tuple(filter(None, (self._hours(day, ""), self._hours(day, "2")))) for day in range(7)}
        return {day: hours for day, hours in found.items() if hours}

    def _hours(self, day: int, turn: str) -> Hours | None:
        opens, closes = self.cleaned_data[f"opens_{day}{turn}"], self.cleaned_data[f"closes_{day}{turn}"]
        return Hours(opens, closes) if opens and closes else None


def week_typed(weekly: dict[int, tuple[Hours, ...]]) -> dict[str, time]:
    """The hours as the form has them."""
    return {
        f"{part}_{day}{turn}": getattr(each, part)
        for day, hours in weekly.items()
        for turn, each in zip(("", "2"), hours, strict=False)
        for part in ("opens", "closes")
    }


class DayForm(PlainForm):
    day = day_field(_("Dag"), required=True)
    opens = time_field(_("Open vanaf"))
    closes = time_field(_("Open tot"))
    reason = LineField(
        label=_("Reden"), required=False, max_length=80, help_text=_("Alleen voor jullie zelf.")
    )

    def clean(self) -> dict[str, Any]:
        """Who opens, closes."""
        given = super().clean() or {}
        _must_be_a_pair(self, given, "opens", "closes")
        return given

    def hours(self) -> Hours | None:
        """None is closed all day."""
        opens, closes = self.cleaned_data["opens"], self.cleaned_data["closes"]
        return Hours(opens, closes) if opens and closes else None


def _given(form: InLanguages, facts: type[MemberFacts] | type[VacancyFacts]) -> dict[str, Any]:
    """What was typed, by the names of the facts."""
    names = facts.__dataclass_fields__.keys() - {"translations"}
    return {name: form.cleaned_data[name] for name in names} | {"translations": form.translations()}


def _must_be_a_pair(form: forms.Form, given: dict[str, Any], opens: str, closes: str) -> None:
    first, last = given.get(opens), given.get(closes)
    if (first is None) != (last is None):
        form.add_error(closes if last is None else opens, ValidationError(_("Vul allebei de tijden in.")))
    elif first and last and last <= first:
        form.add_error(closes, ValidationError(_("Kies een tijd na de tijd van openen.")))


def _ordered(given: dict[str, Any], form: forms.Form) -> dict[str, Any]:
    first, last = given.get("valid_from"), given.get("valid_until")
    if first and last and last <= first:
        form.add_error("valid_until", ValidationError(_("Kies een dag na de eerste dag op de site.")))
    return given
