"""Texts in other languages beside the Dutch ones: the fields of a form for them, and what was typed there."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leerwerk.network.models.translated import Translated
from leerwerk.network.told import DUTCH
from leerwerk.web.language import ARABIC, ENGLISH

NAMES: Mapping[str, str | Promise] = {
    ENGLISH: gettext_lazy("In het Engels"),
    ARABIC: gettext_lazy("In het Arabisch"),
}
OTHERS = tuple(code for code, _name in settings.LANGUAGES if code != DUTCH)


@dataclass(frozen=True)
class Group:
    """Fields of one language; it is open where something was typed, or is wrong."""

    name: str
    fields: list[forms.BoundField]
    is_open: bool


def add_languages(form: forms.Form, names: Iterable[str]) -> None:
    """Beside each of these fields one for every other language, that may stay empty."""
    for code in OTHERS:
        for name in names:
            field = deepcopy(form.fields[name])
            field.required, field.help_text, field.initial = False, "", None
            direction = "rtl" if code == ARABIC else "ltr"
            field.widget.attrs |= {"lang": code, "dir": direction}
            form.fields[f"{name}_{code}"] = field


def groups_of(form: forms.Form, names: Iterable[str]) -> list[Group]:
    """The other languages with their fields, for the template."""
    kept = list(names)
    found = []
    for code in OTHERS:
        fields = [form[f"{name}_{code}"] for name in kept]
        is_open = any(field.value() or field.errors for field in fields)
        found.append(Group(str(NAMES.get(code, _("In een andere taal"))), fields, is_open))
    return found


def dutch_fields(form: forms.Form, names: Iterable[str]) -> list[forms.BoundField]:
    """All fields but those of other languages."""
    others = {f"{name}_{code}" for name in names for code in OTHERS}
    return [form[name] for name in form.fields if name not in others]


def translations_in(form: forms.Form, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """What was typed in other languages, as a row keeps it; what is empty is left out."""
    kept = list(names)
    found = {
        code: {name: text for name in kept if (text := form.cleaned_data[f"{name}_{code}"])}
        for code in OTHERS
    }
    return {code: texts for code, texts in found.items() if texts}


def typed_translations(row: Translated) -> dict[str, str]:
    """The texts of a row in other languages, as its form has them."""
    return {
        f"{name}_{code}": text for code, texts in row.translations.items() for name, text in texts.items()
    }


class InLanguages(forms.Form):
    """Mixed into the form of a row with texts: `spoken` are the fields that may be told in other languages too."""

    spoken: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_languages(self, self.spoken)

    def in_dutch(self) -> list[forms.BoundField]:
        """The fields that everybody fills in."""
        return dutch_fields(self, self.spoken)

    def in_other_languages(self) -> list[Group]:
        """The fields that may stay empty, by language."""
        return groups_of(self, self.spoken)

    def translations(self) -> dict[str, dict[str, str]]:
        """What was typed in other languages."""
        return translations_in(self, self.spoken)
