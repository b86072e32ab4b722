"""What is done every night about people: forget what had its time, and finish what was broken off.

One client who cannot be forgotten keeps none of the others from it; who was left is told at the end.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.db.models import Exists, F, Max, OuterRef, Q

from leerwerk.casework.actions.farewells import forget_client, stop_sharing
from leerwerk.casework.enums import OPEN_REFERRALS, CaseStatus
from leerwerk.casework.models import Case, Referral
from leerwerk.kernel.actor import Actor
from leerwerk.people.actions import forget_expired
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, ClientQuerySet, Consent, Visitor
from leerwerk.people.purposes import CONTACT, IDENTIFY, MATCH, PROOF, kept_from

log = structlog.get_logger("leerwerk.retention")


class NotAllForgottenError(Exception):
    """Of some clients data is still there that had its time; names their ids and nothing else about them."""

    def __init__(self, left: list[int]) -> None:
        super().__init__(f"{len(left)} clients: {', '.join(map(str, left))}")
        self.left = left


def forget_what_expired(*, actor: Actor, now: datetime) -> int:
    """Forget of clients without an open case what had its time, each in a transaction of its own; how many.

    Raises NotAllForgottenError at the end when it failed for some.
    """

    def forget(client_id: int) -> None:
        client = _with_expired_data(now).filter(pk=client_id).first()
        if client is not None:
            forget_expired(client=client, ended_at=client.ended_at, actor=actor, now=now)  # type: ignore[attr-defined]

    return _each(forget, list(_with_expired_data(now).order_by("pk").values_list("pk", flat=True)))


def finish_farewells(*, now: datetime) -> int:
    """Do again what should have followed an erasure or a withdrawn consent, had the process not died; how many.

    Raises NotAllForgottenError at the end when it failed for some.
    """
    erased = Q(client__erased_at__isnull=False) & (~Q(status=CaseStatus.CLOSED) | ~Q(goal=""))
    left = set(Case.objects.filter(erased).values_list("client", flat=True))
    visits = Visitor.objects.filter(client__erased_at__isnull=False, forgotten_at__isnull=True)
    left |= set(visits.values_list("client", flat=True))
    shares = Consent.objects.filter(
        client=OuterRef("case__client"),
        purpose=ConsentPurpose.SHARE_WITH_EMPLOYER,
        withdrawn_at__isnull=True,
    )
    withdrew = Consent.objects.filter(
        client=OuterRef("case__client"), purpose=ConsentPurpose.SHARE_WITH_EMPLOYER
    )
    told = Referral.objects.filter(~Exists(shares), Exists(withdrew), status__in=OPEN_REFERRALS)
    silent = set(told.values_list("case__client", flat=True)) - left

    def finish(client_id: int) -> None:
        if client_id in left:
            forget_client(client_id=client_id, now=now)
        else:
            stop_sharing(client_id=client_id, purpose=ConsentPurpose.SHARE_WITH_EMPLOYER, now=now)

    return _each(finish, sorted(left | silent))


def _each(work: Callable[[int], None], client_ids: Iterable[int]) -> int:
    done, left = 0, []
    for client_id in client_ids:
        try:
            work(client_id)
        except Exception as failure:  # noqa: BLE001  (whatever it is, the next client has a right too)
            # The words of a failure may repeat what is to be forgotten; its kind does not.
            log.error("client not forgotten", client=client_id, error=type(failure).__name__)
            left.append(client_id)
        else:
            done += 1
    if left:
        raise NotAllForgottenError(left)
    return done


def _with_expired_data(now: datetime) -> ClientQuerySet:
    """Clients of whom something had its time and is still there, with the end of their last case in `ended_at`."""
    is_open = Case.objects.open().filter(client=OuterRef("pk"))
    consents = Consent.objects.filter(client=OuterRef("pk"))
    clients = Client.objects.select_related("region").annotate(ended_at=Max("cases__closed_at"))
    first = max(kept_from(CONTACT, now), kept_from(MATCH, now))
    is_due = (
        Q(forgotten_at__isnull=True)
        | Q(forgotten_at__lt=F("ended_at"))
        | Q(ended_at__lt=kept_from(IDENTIFY, now))
    )
    return clients.filter(~Exists(is_open), ended_at__lt=first).filter(
        Q(erased_at__isnull=True) & is_due | Exists(consents) & Q(ended_at__lt=kept_from(PROOF, now))
    )
