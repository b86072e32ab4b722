"""Fields for text of which every sign can be seen."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.lines import clean_line

__all__ = ["LineField", "NameField", "TextField", "clean_line"]
_ADDRESS = re.compile(r"[/@\\]|www\.|\.(?:nl|com|net|org|info|eu)\b", re.IGNORECASE)


class TextField(forms.CharField):
    """A text of several lines, of which every sign can be seen."""

    def to_python(self, value: Any) -> str:
        """The text without signs that nobody sees; lines stay lines."""
        typed = str(super().to_python(value))
        return "\n".join(
            "".join(sign if sign.isprintable() else " " for sign in line).rstrip()
            for line in typed.splitlines()
        ).strip()


class LineField(forms.CharField):
    """A name or a title: one line, of which every sign can be seen."""

    def to_python(self, value: Any) -> str:
        """The line; too long a text stays too long, so that the form can say so."""
        typed = str(super().to_python(value))
        return clean_line(typed, len(typed))


class NameField(LineField):
    """The name of a person, without an address in it.

    Our mails begin with it, also those to an address that somebody else typed: they advertise nothing.
    """

    def validate(self, value: Any) -> None:
        """No address of a site or a mailbox."""
        super().validate(value)
        if _ADDRESS.search(value or ""):
            raise ValidationError(_("Vul alleen een naam in, zonder webadres of mailadres."))
