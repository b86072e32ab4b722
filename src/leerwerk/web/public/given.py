"""Text that a visitor gave, made harmless: any bytes come in, a short clean line comes out."""

MOST_CHARACTERS = 100


def clean_line(text: str) -> str:
    """At most 100 characters on one line, without control characters (PostgreSQL refuses NUL)."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[: MOST_CHARACTERS * 4])
    return " ".join(printable.split())[:MOST_CHARACTERS].strip()


def number_in(text: str, allowed: tuple[int, ...]) -> int | None:
    """The number that the text spells when it is allowed, else None."""
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed else None
    )  # noqa: PLR2004
