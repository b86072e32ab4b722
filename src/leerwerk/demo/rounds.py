"""One regional round that is done, with a few decisions taken, so that the coordinator of the demo finds it there."""

import uuid
from datetime import datetime

from leerwerk.accounts.models import User
from leerwerk.demo.accounts import COORDINATOR, HOME
from leerwerk.kernel.refusal import Refusal
from leerwerk.matching.actions.decisions import accept_pairs, set_aside_pair
from leerwerk.matching.actions.starting import start_round
from leerwerk.matching.enums import AsideReason, Objective, RoundState, SeekerGroup
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.tasks import run_round
from leerwerk.network.models import Region
from leerwerk.network.queries import actor_for

NUMBER = uuid.UUID("1ea5de00-0000-4000-8000-0000000020de")
SEED = 2006
ACCEPTED = 3
POLICY = {
    "with_referred": False,
    "rules": [{"group": str(SeekerGroup.LONG_WAITING), "priority": 5, "reserve": 0.1}],
}


def make_round(*, now: datetime) -> MatchingRound | None:
    """The round of the demo, made once; None when a round of somebody who tries the demo is in its way.

    The best three pairs are accepted, the next is put aside. Raises LookupError without the demo country.
    """
    made_before = MatchingRound.objects.filter(number=NUMBER).first()
    if made_before is not None and made_before.state == RoundState.DONE:
        return made_before
    actor = actor_for(User.objects.get(email=COORDINATOR.email), now.date())
    region = Region.objects.current().get(code=HOME)
    try:
        row = start_round(
            region=region,
            objective=Objective.STABLE,
            policy=POLICY,
            seed=SEED,
            number=NUMBER,
            actor=actor,
            now=now,
        )
    except Refusal:
        return None
    run_round(round_id=row.pk)
    pairs = list(row.pairs.order_by("-score", "pk")[: ACCEPTED + 1])
    accept_pairs(pairs=pairs[:ACCEPTED], actor=actor, now=now)
    for pair in pairs[ACCEPTED:]:
        set_aside_pair(pair=pair, reason=AsideReason.OTHER_PLAN, actor=actor, now=now)
    row.refresh_from_db()
    return row
