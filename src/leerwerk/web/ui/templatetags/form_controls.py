"""Draws form fields of Django with the classes of NL Design System."""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

from leerwerk.web.ui import forms as ui_forms

register = template.Library()


@register.filter
def control_kind(field: BoundField) -> str:
    """ "checkbox" for one box, "choices" for a group, "line" for everything that stands under its label."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "line"


@register.filter
def control(field: BoundField) -> SafeString:
    """`{{ form.name|control }}`: the widget with its class. Django adds aria-describedby and aria-invalid itself."""
    names = [field.field.widget.attrs.get("class", ""), _class_for(field.field.widget)]
    if field.errors and names[1]:
        names.append(f"{names[1].split()[0]}--invalid")
    attributes: dict[str, Any] = {"class": " ".join(filter(None, names))}
    return field.as_widget(attrs={name: value for name, value in attributes.items() if value})


def _class_for(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.Textarea):
        return "utrecht-textarea utrecht-textarea--html-textarea"
    if isinstance(widget, forms.Select):
        return "utrecht-select utrecht-select--html-select"
    return "utrecht-textbox utrecht-textbox--html-input"


@register.filter
def plain_errors(field: BoundField) -> list[str]:
    """`{% for error in field|plain_errors %}`: what is wrong, naming the field."""
    return ui_forms.plain_errors(field)


@register.filter
def error_links(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every mistake in a form with the id of the field to go to ("" for the form as a whole)."""
    whole = [("", str(error)) for error in form.non_field_errors()]
    fields = [(_first_id(field), error) for field in form.visible_fields() for error in plain_errors(field)]
    hidden = [("", str(error)) for field in form.hidden_fields() for error in field.errors]
    return whole + hidden + fields


def _first_id(field: BoundField) -> str:
    """A group has no input of its own name: its first choice has the number 0."""
    return f"{field.auto_id}_0" if control_kind(field) == "choices" else field.id_for_label
