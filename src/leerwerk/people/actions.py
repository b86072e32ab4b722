"""What happens to client files: register, change, agree, withdraw, open, erase, forget."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.opening import open_row
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Region
from leerwerk.network.rules import advises_region, is_own, own_address
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Consent, Correspondent, Intake, Profile, Subscriber, Visitor
from leerwerk.people.purposes import expired_fields
from leerwerk.people.rules import days_verdict, profile_verdict
from leerwerk.people.signals import consent_withdrawn, person_erased

ERASED = "(gewist)"


class ClientRefused(Refusal):
    """A change to a client file was not made; `code` says why."""


def open_client_file(*, number: str, actor: Actor, now: datetime, purpose: str) -> Client:
    """The client with this number, the read logged. Raises Client.DoesNotExist when the actor may not see it.

    An attempt on a file of another region is logged too, so that it can be seen in the audit.
    """
    return open_row(
        Client.objects.visible_to(actor).select_related("region", "profile"),
        key=number,
        by="number",
        person=lambda client: client.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


@transaction.atomic
def register_client(
    *, region: Region, person: dict[str, Any], profile: dict[str, Any], actor: Actor, now: datetime
) -> Client:
    """A new client of a desk, with the profile for matching. `person` and `profile` hold model fields.

    Raises ClientRefused NOT_YOUR_REGION, HOURS_REVERSED, AVAILABILITY_REVERSED, BIRTH_DATE_IMPOSSIBLE or
    WAITS_FROM_LATER.
    """
    _must_advise(actor, region)
    client = Client.objects.create(region=region, created_at=now, **person)
    row = Profile(client=client, **profile)
    _must_be_possible(row, client.birth_date, now)
    row.save()
    _record("client.register", client, actor, now)
    return client


@transaction.atomic
def change_profile(
    *, client: Client, profile: dict[str, Any], actor: Actor, now: datetime, seen: str = ""
) -> Profile:
    """Replace fields of the profile for matching; the audit keeps the names of the fields, not their values.

    `seen` is the version that the actor looked at; when another was stored since, nothing is overwritten.
    Raises ClientRefused NOT_YOUR_REGION, ALREADY_ERASED, CHANGED_MEANWHILE, HOURS_REVERSED,
    AVAILABILITY_REVERSED or WAITS_FROM_LATER.
    """
    _must_advise(actor, client.region)
    _lock(client)
    row = Profile.objects.select_for_update(no_key=True).get(client=client)
    if seen and seen != row.version:
        raise ClientRefused("CHANGED_MEANWHILE")
    for field, value in profile.items():
        setattr(row, field, value)
    _must_be_possible(row, None, now)
    row.save(update_fields=list(profile))
    _record("client.change_profile", client, actor, now, fields=sorted(profile))
    return row


@transaction.atomic
def give_consent(*, client: Client, purpose: str, how: str, actor: Actor, now: datetime) -> Consent:
    """Note that the client agrees to a purpose; agreeing twice keeps the first."""
    _must_advise(actor, client.region)
    if purpose not in ConsentPurpose.values:
        raise ClientRefused("UNKNOWN_PURPOSE", purpose=purpose)
    _lock(client)
    consent, is_new = Consent.objects.get_or_create(
        client=client, purpose=purpose, withdrawn_at=None, defaults={"given_at": now, "how": how}
    )
    if is_new:
        _record("client.give_consent", client, actor, now, purpose=purpose)
    return consent


@transaction.atomic
def withdraw_consent(*, client: Client, purpose: str, actor: Actor, now: datetime) -> None:
    """Note that the client no longer agrees; those who hold what rested on it hear so after the commit.

    The client may do so too, with the address that is in the file.
    """
    if not is_own(actor, client.email):
        _must_advise(actor, client.region)
    if Consent.objects.filter(client=client, purpose=purpose, withdrawn_at=None).update(withdrawn_at=now):
        _record("client.withdraw_consent", client, actor, now, purpose=purpose)
        transaction.on_commit(
            lambda: consent_withdrawn.send(Client, client_id=client.pk, purpose=purpose, now=now)
        )


@transaction.atomic
def note_erasure_asked(*, client: Client, actor: Actor, now: datetime) -> None:
    """Keep for the desk that the client wants to be erased. Raises ClientRefused NOT_YOURS or ALREADY_ERASED."""
    if not is_own(actor, client.email):
        raise ClientRefused("NOT_YOURS")
    row = _lock(client)
    if row.erasure_asked_at is None:
        row.erasure_asked_at = now
        row.save(update_fields=["erasure_asked_at"])
        _record("client.ask_erasure", row, actor, now)


@transaction.atomic
def move_address(*, actor: Actor, to: str, now: datetime) -> None:
    """Give all that is known under the citizen's own address the new one, which the citizen proved too."""
    own = own_address(actor)
    if not own:
        raise ClientRefused("NOT_YOURS")
    for client in Client.objects.filter(email__iexact=own, erased_at__isnull=True).order_by("pk"):
        _record("client.change_address", client, actor, now)
    for model in (Client, Visitor, Correspondent, Subscriber):
        model._default_manager.filter(email__iexact=own).update(email=to)


@transaction.atomic
def erase_client(*, client: Client, actor: Actor, now: datetime) -> None:
    """Wipe what identifies the client; rows that agreements count stay, without a person behind them."""
    _must_advise(actor, client.region)
    row = _lock(client)
    row.first_name, row.last_name = ERASED, ERASED
    row.email, row.phone, row.birth_date, row.postcode, row.erased_at = "", "", None, row.postcode[:4], now
    row.save()
    Profile.objects.filter(client=row).delete()
    Consent.objects.filter(client=row, withdrawn_at=None).update(withdrawn_at=now)
    _record("client.erase", row, actor, now)
    transaction.on_commit(lambda: person_erased.send(Client, client_id=row.pk, now=now))


@transaction.atomic
def forget_expired(*, client: Client, ended_at: datetime, actor: Actor, now: datetime) -> None:
    """Wipe what had its time, by the register in purposes.py, of somebody whose last case ended then.

    First how to reach somebody and the profile, then who it was, at last the proof of what was agreed to.
    """
    _must_advise(actor, client.region)
    if "given_at" in expired_fields("Consent", ended_at=ended_at, now=now):
        Consent.objects.filter(client=client).delete()
    row = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if row.erased_at is not None:
        return
    expired = expired_fields("Client", ended_at=ended_at, now=now)
    if "last_name" in expired:
        erase_client(client=row, actor=actor, now=now)
        return
    blank = Client()
    for name in expired:
        setattr(row, name, getattr(blank, name) if name != "postcode" else row.postcode[:4])
    row.forgotten_at = now
    row.save(update_fields=[*expired, "forgotten_at"])
    emptied = expired_fields("Profile", ended_at=ended_at, now=now)
    Profile.objects.filter(client=row).update(**{name: getattr(Profile(), name) for name in emptied})
    _record("client.forget", row, actor, now, fields=sorted(expired | emptied))


@transaction.atomic
def receive_visitor(
    *,
    region: Region,
    person: dict[str, Any],
    answers: dict[str, Any],
    client: Client | None = None,
    now: datetime,
) -> Visitor:
    """Keep who asked for an appointment. `answers` are fields of Intake; empty when the visitor keeps them.

    Everybody may come, so nobody's permission is asked; what is booked is audited by the caller, who also knows that
    the visitor is this client. Raises ClientRefused ALREADY_ERASED.
    """
    if client is not None:
        _lock(client)
    visitor = Visitor.objects.create(region=region, client=client, created_at=now, **person)
    if answers:
        Intake.objects.create(visitor=visitor, agreed_at=now, **answers)
    return visitor


@transaction.atomic
def link_visitor(*, visitor: Visitor, client: Client, actor: Actor, now: datetime) -> None:
    """Note that the visitor is this client."""
    _must_advise(actor, visitor.region)
    Visitor.objects.filter(pk=visitor.pk).update(client=client)
    _record("visitor.link", client, actor, now, visitor=visitor.pk)


@transaction.atomic
def forget_visitor(*, visitor: Visitor, actor: Actor, now: datetime) -> None:
    """Wipe who the visitor was and what was told; forgetting twice does it once."""
    _must_advise(actor, visitor.region)
    row = Visitor.objects.select_for_update(no_key=True).get(pk=visitor.pk)
    if row.forgotten_at is not None:
        return
    row.first_name, row.last_name, row.email, row.phone, row.language = ERASED, ERASED, "", "", "nl"
    row.forgotten_at = now
    row.save()
    Intake.objects.filter(visitor=row).delete()
    audit.record(
        actor=actor,
        action="visitor.forget",
        subject=f"people.visitor:{row.pk}",
        now=now,
        data_subject=str(row.number),
    )


@transaction.atomic
def receive_correspondent(*, person: dict[str, str], language: str, now: datetime) -> Correspondent:
    """Keep who asks or is interested, so that an answer can be sent; the caller audits what it is about."""
    return Correspondent.objects.create(language=language, created_at=now, **person)


@transaction.atomic
def receive_subscriber(*, email: str, language: str, now: datetime) -> Subscriber:
    """Keep an address for one kind of mail; the caller audits what for. Lower case, so that it is found again."""
    return Subscriber.objects.create(email=email.lower(), language=language, created_at=now)


@transaction.atomic
def forget_subscriber(*, person: Subscriber) -> None:
    """Remove the address, and with it what hangs under it; the caller, who knows what that is, audits."""
    Subscriber.objects.filter(pk=person.pk).delete()


@transaction.atomic
def forget_correspondent(*, person: Correspondent, now: datetime) -> None:
    """Wipe who it was; the caller, who knows what was said, forgets that and audits."""
    Correspondent.objects.filter(pk=person.pk).update(
        name=ERASED, email="", phone="", language="nl", forgotten_at=now
    )


def _lock(client: Client) -> Client:
    """The client as it is now, locked until the end of the transaction; one that is erased stays as it is."""
    row = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if row.erased_at is not None:
        raise ClientRefused("ALREADY_ERASED")
    return row


def _must_be_possible(profile: Profile, birth_date: date | None, now: datetime) -> None:
    verdict = profile_verdict(
        hours=(profile.hours_min, profile.hours_max),
        available=(profile.available_from, profile.available_until),
    ) or days_verdict(birth_date=birth_date, waiting_since=profile.waiting_since, today=now.date())
    if verdict:
        raise ClientRefused(verdict)


def _must_advise(actor: Actor, region: Region) -> None:
    if not (actor.is_system or advises_region(actor, region.code)):
        raise ClientRefused("NOT_YOUR_REGION", region=region.name)


def _record(action: str, client: Client, actor: Actor, now: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"people.client:{client.number}",
        now=now,
        details=details,
        data_subject=str(client.number),
    )
