"""Fields for text of which every sign can be seen."""

from typing import Any

from django import forms

from leerwerk.kernel.lines import clean_line

__all__ = ["LineField", "TextField", "clean_line"]


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
