"""Who may see and do what in the network: pure decisions on an actor."""

from leerwerk.kernel.actor import Actor

STAFF_ROLES = ("ADVISER", "COORDINATOR")
# No role in a membership: what a citizen has who proved a mail address, and nobody else.
CITIZEN = "CITIZEN"


def advises_region(actor: Actor, region_code: str) -> bool:
    """True when the actor advises or coordinates in the region with this code."""
    return region_code in regions_advised(actor)


def regions_advised(actor: Actor) -> frozenset[str]:
    """Codes of the regions in which the actor works for a desk."""
    return actor.scope_ids("ADVISER", "region") | actor.scope_ids("COORDINATOR", "region")


def regions_coordinated(actor: Actor) -> frozenset[str]:
    """Codes of the regions whose desk the actor coordinates."""
    return actor.scope_ids("COORDINATOR", "region")


def edits_site(actor: Actor, region_code: str) -> bool:
    """True when the actor keeps the site of this region: its coordinator, and whoever administers all."""
    return actor.has("ADMIN") or region_code in regions_coordinated(actor)


def organisations_represented(actor: Actor) -> frozenset[int]:
    """Ids of the organisations for which the actor speaks as employer."""
    return frozenset(int(scope) for scope in actor.scope_ids("EMPLOYER", "organisation"))


def represents(actor: Actor, organisation_id: int) -> bool:
    """True when the actor speaks for the organisation with this id."""
    return organisation_id in organisations_represented(actor)


def own_address(actor: Actor) -> str:
    """The mail address that the actor proved, in lower case; "" for anybody but a citizen."""
    return next(iter(actor.scope_ids(CITIZEN, "mail")), "")


def is_own(actor: Actor, address: str) -> bool:
    """True when what is known under this address is the actor's own."""
    return bool(address) and own_address(actor) == address.strip().lower()
