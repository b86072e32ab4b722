"""Decisions about agreements."""

from collections.abc import Collection

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region


def may_record_agreement(actor: Actor) -> bool:
    """Agreements are kept by the programme office, and by the system when it loads them."""
    return actor.is_system or actor.has("PROGRAMME")


def may_view_agreement(actor: Actor, *, status: str, region_codes: Collection[str]) -> bool:
    """What is signed is public; a draft is for the programme office and the desks of its regions."""
    if actor.is_system or actor.has("PROGRAMME") or status != "DRAFT":
        return True
    return any(advises_region(actor, code) for code in region_codes)
