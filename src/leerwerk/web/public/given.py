"""Text that a visitor gave, made harmless: any bytes come in, a short clean line comes out."""

MOST_CHARACTERS = 100


def clean_line(text: str) -> str:
    """At most 100 characters on one line, without control characters (PostgreSQL refuses NUL)."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[: MOST_CHARACTERS * 4])
    return " ".join(printable.split())[:MOST_CHARACTERS].strip()


def web_address(text: str) -> str:
    """The text when it is the address of a site, else "": an import can hold anything."""
    return text if text.startswith(("https://", "http://")) else ""


def number_in(text: str, allowed: tuple[int, ...]) -> int | None:
    """The number that the text spells when it is allowed, else None."""
    return next((each for each in allowed if str(each) == text), None)
