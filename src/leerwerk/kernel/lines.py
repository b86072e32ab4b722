"""Text that somebody typed, made harmless: any characters come in, a short clean line comes out."""

MOST_CHARACTERS = 100


def clean_line(text: str, most: int = MOST_CHARACTERS) -> str:
    """At most so many characters on one line, without signs that nobody sees.

    PostgreSQL refuses NUL; and a sign that turns the direction of writing makes a name read as another.
    """
    printable = "".join(sign if sign.isprintable() else " " for sign in text[: most * 4])
    return " ".join(printable.split())[:most].strip()
