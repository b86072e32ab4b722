"""Decisions about the steps of a plan: pure, each refusal with a code for web.ui.wording."""

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region, is_own


def step_verdict(*, case_status: str, text: str) -> str:
    """Why a plan can't have this step, as a code; "" when it can."""
    if case_status == "CLOSED":
        return "CASE_CLOSED"
    return "" if text.strip() else "STEP_EMPTY"


def may_tick_step(actor: Actor, *, region_code: str, client_email: str, who: str) -> bool:
    """The desk of the region says of each step that it is done; clients say it of their own steps."""
    return (
        actor.is_system
        or advises_region(actor, region_code)
        or (who == "CLIENT" and is_own(actor, client_email))
    )
