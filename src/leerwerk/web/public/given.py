"""What a visitor or an import gave, made harmless."""


def web_address(text: str) -> str:
    """The text when it is the address of a site, else "": an import can hold anything."""
    return text if text.startswith(("https://", "http://")) else ""


def number_in(text: str, allowed: tuple[int, ...]) -> int | None:
    """The number that the text spells when it is allowed, else None."""
    return next((each for each in allowed if str(each) == text), None)
