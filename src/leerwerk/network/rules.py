"""Who may see and do what in the network: pure decisions on an actor."""

from datetime import date, datetime

from leerwerk.kernel.actor import Actor
from leerwerk.network.enums import DeskPhase

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


def edits_national_site(actor: Actor) -> bool:
    """True when the actor keeps the national site: the programme office, and whoever administers all."""
    return actor.has("PROGRAMME") or actor.has("ADMIN")


def may_change_phase(actor: Actor, region_code: str) -> bool:
    """True when the actor may say how far a desk of this region is: who keeps its site, and the programme office."""
    return edits_site(actor, region_code) or actor.has("PROGRAMME")


def phase_verdict(
    *, phase: str, has_successor: bool, is_successor_fit: bool, since: date, today: date
) -> str:
    """Why a desk cannot be in a phase; "" when it can.

    `is_successor_fit`: another desk, that is there today and was not merged itself.
    """
    if since > today:
        return "PHASE_TO_COME"
    if phase != DeskPhase.MERGED:
        return ""
    if not has_successor:
        return "SUCCESSOR_MISSING"
    return "" if is_successor_fit else "SUCCESSOR_UNFIT"


def event_verdict(*, starts_at: datetime, ends_at: datetime, is_somewhere: bool, is_reachable: bool) -> str:
    """Why something cannot be announced; "" when it can."""
    if ends_at <= starts_at:
        return "EVENT_ENDS_TOO_SOON"
    if not is_somewhere:
        return "EVENT_NOWHERE"
    return "" if is_reachable else "EVENT_UNREACHABLE"


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
