"""Text that somebody typed, made harmless: any characters come in, a short clean line comes out."""

from typing import Any

from django import forms

MOST_CHARACTERS = 100


def clean_line(text: str, most: int = MOST_CHARACTERS) -> str:
    """At most so many characters on one line, without signs that nobody sees.

    PostgreSQL refuses NUL; and a sign that turns the direction of writing makes a name read as another.
    """
    printable = "".join(sign if sign.isprintable() else " " for sign in text[: most * 4])
    return " ".join(printable.split())[:most].strip()


class TextField(forms.CharField):
    """A text of several lines, of which every sign can be seen."""

    def to_python(self, value: Any) -> str:
        """The text without signs that nobody sees; lines stay lines."""
        typed = str(super().to_python(value))
        return "\n".join(
            "".join(sign if sign.isprintable() else " " for sign in line).rstrip() for line in typed.splitlines()
        ).strip()


class LineField(forms.CharField):
    """A name or a title: one line, of which every sign can be seen."""

    def to_python(self, value: Any) -> str:
        """The line; too long a text stays too long, so that the form can say so."""
        typed = str(super().to_python(value))
        return clean_line(typed, len(typed))
