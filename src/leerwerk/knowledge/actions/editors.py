"""Who is in which group of editors follows from the memberships of network, and from nothing else."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from leerwerk.accounts.models import User
from leerwerk.kernel import audit
from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.knowledge.actions.sections import CHECK, WRITE, group_name, prepare_sections
from leerwerk.knowledge.rules import sections_checked, sections_written

GROUPS = "redactie "


def sync_editor(*, actor: Actor, now: datetime) -> bool:
    """Put the user behind the actor in the groups that the grants ask for, and in no other; whether that changed.

    Costs one query where nothing changed. Whoever asks does so at each visit of the editor, so that a role that
    ended an hour ago opens nothing.
    """
    wanted = wanted_groups(actor)
    if _groups_of(actor) == wanted:
        return False
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=actor.user_id)
        found = Group.objects.filter(name__in=wanted)
        if len(found) < len(wanted):
            prepare_sections(actor=SYSTEM)
            found = Group.objects.filter(name__in=wanted)
        others = user.groups.exclude(name__startswith=GROUPS)
        user.groups.set([*others, *found])
        audit.record(
            actor=actor,
            action="editor.sync",
            subject=f"accounts.user:{actor.user_id}",
            now=now,
            details={"groups": sorted(wanted)},
        )
    return True


def wanted_groups(actor: Actor) -> frozenset[str]:
    """Names of the groups that fit the grants."""
    checked = sections_checked(actor)
    written = sections_written(actor) - checked
    return frozenset(
        {group_name(code, CHECK) for code in checked} | {group_name(code, WRITE) for code in written}
    )


def _groups_of(actor: Actor) -> frozenset[str]:
    names = Group.objects.filter(user=actor.user_id, name__startswith=GROUPS).values_list("name", flat=True)
    return frozenset(names)
