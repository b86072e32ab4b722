"""Forms that say what is wrong the way we talk: which field, and how to mend it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2100


class PlainWords:
    """Mixed into a form: "this field is required" becomes a sentence that names the field.

    A field that brings its own sentence for `required` keeps it.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = sentence_for(
                    field.label or name.replace("_", " "), field.widget
                )


class PlainForm(PlainWords, forms.Form):
    """A form in plain words."""


class PlainModelForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """A form of a model in plain words. It parses; saving is done by an action."""


def sentence_for(label: object, widget: forms.Widget) -> str:
    """What to say when a field was left empty: "Vul in: Postcode."."""
    name = str(label).rstrip("?:")
    if isinstance(widget, forms.CheckboxInput):
        return str(_("Zet een vinkje bij: %(name)s.")) % {"name": name}
    if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return str(_("Maak een keuze bij: %(name)s.")) % {"name": name}
    return str(_("Vul in: %(name)s.")) % {"name": name}


def plain_errors(field: BoundField) -> list[str]:
    """The mistakes of a field in plain words, also of forms that are not ours (signing in)."""
    usual = str(forms.Field.default_error_messages["required"])
    plain = sentence_for(field.label, field.field.widget)
    return [plain if error == usual else str(error) for error in field.errors]


def add_refusal(form: forms.BaseForm, sentence: str) -> None:
    """Show why an action refused, above the form; what was typed stays."""
    form.add_error(None, ValidationError(sentence, code="refused"))


class Together:
    """Several forms on one page as one, for the summary of what is wrong."""

    def __init__(self, forms: Iterable[forms.BaseForm]) -> None:
        self._forms = list(forms)

    @property
    def errors(self) -> list[Any]:
        """One for each field (or form) with mistakes."""
        return [name for form in self._forms for name in form.errors]

    def non_field_errors(self) -> list[Any]:
        """What is wrong with the forms as a whole."""
        return [error for form in self._forms for error in form.non_field_errors()]

    def visible_fields(self) -> list[forms.BoundField]:
        """The fields of all forms, in order."""
        return [field for form in self._forms for field in form.visible_fields()]

    def hidden_fields(self) -> list[forms.BoundField]:
        """The hidden fields of all forms."""
        return [field for form in self._forms for field in form.hidden_fields()]


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, picked from the calendar of the browser or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    field = forms.DateField(label=label, required=required, help_text=help_text, widget=widget)
    field.validators.append(_this_age)
    return field


def _this_age(day: date) -> None:
    """A typing error in the year ("0206") is a day too."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Controleer het jaar van de datum."))
