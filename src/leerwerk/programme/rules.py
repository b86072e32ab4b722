"""Decisions about agreements."""

from leerwerk.kernel.actor import Actor


def may_record_agreement(actor: Actor) -> bool:
    """Agreements are kept by the programme office, and by the system when it loads them."""
    return actor.is_system or actor.has("PROGRAMME")
