"""How a site looks and what it says: colours, logo, texts and contact, of a desk or of the nation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import transaction

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.network import theme
from leerwerk.network.images import checked_logo
from leerwerk.network.models import Desk, DeskLogo, NationalLogo, NationalSite
from leerwerk.network.national import forget_national_site
from leerwerk.network.rules import edits_national_site, edits_site
from leerwerk.network.told import DUTCH


class SiteRefused(Refusal):
    """Something on a site was not changed.

    Codes: NOT_YOUR_REGION, NOT_ALLOWED, HOURS_OVERLAP (day), CONSENT_MISSING, EVENT_ENDS_TOO_SOON, EVENT_NOWHERE,
    EVENT_UNREACHABLE, SUCCESSOR_MISSING, SUCCESSOR_UNFIT, PHASE_TO_COME.
    """


#: Whose site it is: of a desk, or of the nation.
Keeper = TypeVar("Keeper", bound=Desk | NationalSite)


@transaction.atomic
def change_brand(*, desk: Keeper, tokens: Mapping[str, str], actor: Actor, now: datetime) -> Keeper:
    """Give the site other colours; those that say nothing new are left out.

    Raises ThemeRefused (network.theme) for colours that cannot be read, SiteRefused NOT_YOUR_REGION.
    """
    locked = locked_site(desk, actor)
    theme.check(tokens)
    brand = theme.without_needless({name: value.strip().lower() for name, value in tokens.items()})
    if brand == locked.brand:
        return locked
    locked.brand = brand
    locked.save(update_fields=["brand"])
    note(locked, "site.change_brand", actor, now, colours=brand)
    return locked


@transaction.atomic
def change_logo(
    *, desk: Desk | NationalSite, content: bytes | None, actor: Actor, now: datetime
) -> DeskLogo | NationalLogo | None:
    """Put a logo (SVG or PNG) on the site; None takes it away. Raises ImageRefused, SiteRefused."""
    locked = locked_site(desk, actor)
    is_desk = isinstance(locked, Desk)
    logos: Any = DeskLogo.objects if is_desk else NationalLogo.objects
    whose = {"desk" if is_desk else "site": locked}
    if content is None:
        logos.filter(**whose).delete()
        note(locked, "site.remove_logo", actor, now)
        return None
    image = checked_logo(content)
    logo: DeskLogo | NationalLogo
    logo, _is_new = logos.update_or_create(
        **whose,
        defaults={"content": image.content, "media_type": image.media_type, "digest": image.digest},
    )
    note(locked, "site.change_logo", actor, now, digest=image.digest)
    return logo


@transaction.atomic
def change_texts(
    *,
    desk: Desk | NationalSite,
    texts: Mapping[str, str],
    actor: Actor,
    now: datetime,
    language: str = DUTCH,
) -> list[str]:
    """Write texts by kind (TextKind) in a language; an empty one is taken away. Gives the kinds that changed."""
    locked = locked_site(desk, actor)
    today = now.date()
    rows: Any = locked.texts
    present = {each.kind: each for each in rows.filter(language=language, valid_until__isnull=True)}
    changed = []
    for kind, text in texts.items():
        old = present.get(kind)
        if (old.text if old else "") == text:
            continue
        changed.append(str(kind))
        _end(old, today)
        if text:
            rows.create(kind=kind, language=language, text=text, valid_from=today)
    if changed:
        note(locked, "site.change_texts", actor, now, kinds=sorted(changed), language=language)
    return changed


@transaction.atomic
def change_contact(*, desk: Keeper, actor: Actor, now: datetime, **asked: str) -> Keeper:
    """Change how a desk is reached (email, phone, address), or how the national site is and is called (name)."""
    locked = locked_site(desk, actor)
    changed = [name for name, value in asked.items() if getattr(locked, name) != value]
    if changed:
        for name in changed:
            setattr(locked, name, asked[name])
        locked.save(update_fields=changed)
        note(locked, "site.change_contact", actor, now, fields=changed)
    return locked


def locked_site(site: Keeper, actor: Actor) -> Keeper:
    """A site for this transaction alone. Raises SiteRefused for whoever does not keep it."""
    locked = locked_desk(site, actor) if isinstance(site, Desk) else _locked_national_site(actor)
    return cast("Keeper", locked)


def locked_desk(desk: Desk, actor: Actor) -> Desk:
    """The desk, for this transaction alone. Raises SiteRefused for whoever does not keep the site of its region."""
    locked: Desk = (
        Desk.objects.select_for_update(of=("self",), no_key=True).select_related("region").get(pk=desk.pk)
    )
    if not edits_site(actor, locked.region.code):
        raise SiteRefused("NOT_YOUR_REGION")
    return locked


def _locked_national_site(actor: Actor) -> NationalSite:
    if not edits_national_site(actor):
        raise SiteRefused("NOT_ALLOWED")
    row, _is_new = NationalSite.objects.get_or_create(is_the_one=True)
    locked: NationalSite = NationalSite.objects.select_for_update(no_key=True).get(pk=row.pk)
    return locked


def note(site: Desk | NationalSite, action: str, actor: Actor, now: datetime, **details: object) -> None:
    """Write down what was changed on a site."""
    kind = "desk" if isinstance(site, Desk) else "nationalsite"
    audit.record(actor=actor, action=action, subject=f"network.{kind}:{site.pk}", now=now, details=details)
    if isinstance(site, NationalSite):
        forget_national_site()
        transaction.on_commit(forget_national_site)


def _end(old: Any, today: object) -> None:
    """A text of before today ends; one of today was never shown for a day and makes way."""
    if old is None:
        return
    if old.valid_from == today:
        old.delete()
    else:
        type(old).objects.filter(pk=old.pk).update(valid_until=today)
