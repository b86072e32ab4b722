"""Whether a country, as it is written in the wild, is the Netherlands. Pure."""

from leerwerk.kernel.folding import fold

NETHERLANDS = frozenset({
    "nl", "nld", "ned", "528", "nederland", "the netherlands", "netherlands", "holland", "pays bas", "niederlande",
    "koninkrijk der nederlanden", "kingdom of the netherlands", "nederland nl", "nl nederland",
})  # fmt: skip


def is_abroad(country: str) -> bool:
    """True when a country is named and is not the Netherlands; nothing named is no reason to doubt."""
    name = fold(country)
    return bool(name) and name not in NETHERLANDS
