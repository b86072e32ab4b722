"""What every action on a round starts with: permission and a lock. A case is locked before its place and its pair."""

from leerwerk.kernel.actor import Actor
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rules import coordinates_region
from leerwerk.network.models import Region


def must_coordinate(actor: Actor, region: Region) -> None:
    """Raise RoundRefused NOT_YOUR_REGION unless the actor coordinates the region."""
    if not (actor.is_system or coordinates_region(actor, region.code)):
        raise RoundRefused("NOT_YOUR_REGION", region=region.name)


def lock_round(round_id: int) -> MatchingRound:
    """The round, locked until the end of the transaction. Raises MatchingRound.DoesNotExist."""
    rounds = MatchingRound.objects.select_for_update(no_key=True, of=("self",))
    return rounds.select_related("region").get(pk=round_id)
