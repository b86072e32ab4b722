"""Somebody comes to the desk: a client and a case in one go."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from leerwerk.accounts.models import User
from leerwerk.casework.actions.cases import open_case
from leerwerk.casework.models import Case
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.people.actions import register_client


@transaction.atomic
def take_in_client(
    *,
    region: Region,
    person: dict[str, Any],
    profile: dict[str, Any],
    goal: str,
    adviser_id: int | None,
    actor: Actor,
    now: datetime,
    number: UUID | None = None,
) -> Case:
    """Register a client and open the case. Raises what register_client and open_case raise.

    With `number`, drawn when the form was shown, the same form sent twice is one client.
    """
    number = number or uuid4()
    try:
        with transaction.atomic():
            client = register_client(
                region=region, person={**person, "number": number}, profile=profile, actor=actor, now=now
            )
    except IntegrityError:
        made = Case.objects.visible_to(actor).filter(client__number=number).order_by("pk").first()
        if made is None:
            raise
        return made
    adviser = User.objects.filter(pk=adviser_id).first() if adviser_id else None
    return open_case(client=client, adviser=adviser, goal=goal, actor=actor, now=now)
