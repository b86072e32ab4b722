"""How the site of a desk looks and what it says: colours, logo, texts and contact."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.network import theme
from leerwerk.network.images import checked_logo
from leerwerk.network.models import Desk, DeskLogo, DeskText
from leerwerk.network.rules import edits_site


class SiteRefused(Refusal):
    """Something on a site was not changed.

    Codes: NOT_YOUR_REGION, HOURS_OVERLAP (day), CONSENT_MISSING.
    """


@transaction.atomic
def change_brand(*, desk: Desk, tokens: Mapping[str, str], actor: Actor, now: datetime) -> Desk:
    """Give the site other colours; those that say nothing new are left out.

    Raises ThemeRefused (network.theme) for colours that cannot be read, SiteRefused NOT_YOUR_REGION.
    """
    locked = locked_desk(desk, actor)
    theme.check(tokens)
    brand = theme.without_needless({name: value.strip().lower() for name, value in tokens.items()})
    if brand == locked.brand:
        return locked
    locked.brand = brand
    locked.save(update_fields=["brand"])
    note(locked, "site.change_brand", actor, now, colours=brand)
    return locked


@transaction.atomic
def change_logo(*, desk: Desk, content: bytes | None, actor: Actor, now: datetime) -> DeskLogo | None:
    """Put a logo (SVG or PNG) on the site; None takes it away. Raises ImageRefused, SiteRefused."""
    locked = locked_desk(desk, actor)
    if content is None:
        DeskLogo.objects.filter(desk=locked).delete()
        note(locked, "site.remove_logo", actor, now)
        return None
    image = checked_logo(content)
    logo, _is_new = DeskLogo.objects.update_or_create(
        desk=locked,
        defaults={"content": image.content, "media_type": image.media_type, "digest": image.digest},
    )
    note(locked, "site.change_logo", actor, now, digest=image.digest)
    return logo


@transaction.atomic
def change_texts(*, desk: Desk, texts: Mapping[str, str], actor: Actor, now: datetime) -> list[str]:
    """Write texts by kind (TextKind); an empty one is taken away. Gives the kinds that changed."""
    locked = locked_desk(desk, actor)
    today = now.date()
    present = {each.kind: each for each in DeskText.objects.filter(desk=locked, valid_until__isnull=True)}
    changed = []
    for kind, text in texts.items():
        old = present.get(kind)
        if (old.text if old else "") == text:
            continue
        changed.append(str(kind))
        _end(old, today)
        if text:
            DeskText.objects.create(desk=locked, kind=kind, text=text, valid_from=today)
    if changed:
        note(locked, "site.change_texts", actor, now, kinds=sorted(changed))
    return changed


@transaction.atomic
def change_contact(*, desk: Desk, email: str, phone: str, address: str, actor: Actor, now: datetime) -> Desk:
    """Change how a desk is reached."""
    locked = locked_desk(desk, actor)
    asked = {"email": email, "phone": phone, "address": address}
    changed = [name for name, value in asked.items() if getattr(locked, name) != value]
    if changed:
        for name in changed:
            setattr(locked, name, asked[name])
        locked.save(update_fields=changed)
        note(locked, "site.change_contact", actor, now, fields=changed)
    return locked


def locked_desk(desk: Desk, actor: Actor) -> Desk:
    """The desk, for this transaction alone. Raises SiteRefused for whoever does not keep the site of its region."""
    locked: Desk = (
        Desk.objects.select_for_update(of=("self",), no_key=True).select_related("region").get(pk=desk.pk)
    )
    if not edits_site(actor, locked.region.code):
        raise SiteRefused("NOT_YOUR_REGION")
    return locked


def note(desk: Desk, action: str, actor: Actor, now: datetime, **details: object) -> None:
    """Write down what was changed on the site of a desk."""
    audit.record(actor=actor, action=action, subject=f"network.desk:{desk.pk}", now=now, details=details)


def _end(old: DeskText | None, today: object) -> None:
    """A text of before today ends; one of today was never shown for a day and makes way."""
    if old is None:
        return
    if old.valid_from == today:
        old.delete()
    else:
        DeskText.objects.filter(pk=old.pk).update(valid_until=today)
