"""What every action on a case starts with: permission and a lock. Cases are locked before their referrals."""

from leerwerk.casework.models import Case, Referral
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Region
from leerwerk.network.rules import advises_region


def must_advise(actor: Actor, region: Region, refused: type[Refusal]) -> None:
    """Raise `refused("NOT_YOUR_REGION")` unless the actor advises in the region."""
    if not (actor.is_system or advises_region(actor, region.code)):
        raise refused("NOT_YOUR_REGION", region=region.name)


def lock_case(case_id: int) -> Case:
    """The case, locked until the end of the transaction."""
    cases = Case.objects.select_for_update(no_key=True, of=("self",))
    return cases.select_related("region", "client").get(pk=case_id)


def lock_referral(referral_id: int) -> Referral:
    """The referral, locked until the end of the transaction. Who needs its case too locks that first."""
    return (
        Referral.objects.select_for_update(no_key=True, of=("self",))
        .select_related("case__region", "case__client", "case__adviser", "place__employer")
        .get(pk=referral_id)
    )
