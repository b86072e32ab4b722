"""Values that no link or form of ours can put in an address, and a second opinion on which those are."""

#: Whatever the parameter.
HOSTILE: tuple[str | bytes, ...] = (
    "\x00", "a\x00b", "\x1b[2J", "las\x0bsen", "\x7f", "\x85", "x" * 8000, "lassen " * 400, "é" * 5000,
    b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\xbd",
)  # fmt: skip
#: What must be a number, and between which.
NUMBERS = {
    "pagina": (1, 99_999), "km": (0, 9_999), "straal": (0, 9_999), "niveau": (0, 9),
    "plek": (0, 10**18 - 1), "inzet": (0, 10**18 - 1), "adviseur": (0, 10**18 - 1),
}  # fmt: skip


def is_hostile(name: str, value: str | bytes) -> bool:
    """Whether a parameter with this value makes an address that is refused."""
    if value in HOSTILE:
        return True
    if name not in NUMBERS or value in ("", b""):
        return False
    text = value if isinstance(value, str) else value.decode()
    low, high = NUMBERS[name]
    return not (text.isascii() and text.isdigit() and low <= int(text) <= high)
