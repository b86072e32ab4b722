"""What happens to the accounts of citizens: opened by a proof of the address, changed and closed by their owner."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce

from leerwerk.accounts.models import User
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal

UNUSED = timedelta(days=365)


class AccountRefused(Refusal):
    """An account was not opened or changed; `code` says why."""


@transaction.atomic
def admit_citizen(*, email: str, language: str, now: datetime) -> User:
    """The account of a citizen whose address was proven this moment; made when there is none.

    Raises AccountRefused NOT_A_CITIZEN when the address is that of staff or of an account that was switched off.
    """
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() or _opened(address, language, now)
    if not user.may_enter_by_code:
        raise AccountRefused("NOT_A_CITIZEN")
    _note_proof(user)
    return user


@transaction.atomic
def change_own_address(*, user: User, email: str, now: datetime) -> None:
    """Give a citizen another address, after both were proven. Raises AccountRefused NOT_A_CITIZEN or ADDRESS_TAKEN."""
    row = _lock(user)
    row.email = email.strip().lower()
    try:
        with transaction.atomic():
            row.save(update_fields=["email"])
    except IntegrityError as taken:
        raise AccountRefused("ADDRESS_TAKEN") from taken
    _note_proof(row)
    user.email = row.email
    _record("account.change_address", row, now)


@transaction.atomic
def end_sessions(*, user: User, now: datetime) -> None:
    """Sign a citizen out everywhere; the caller keeps the session of this moment, if wanted."""
    row = _lock(user)
    row.set_unusable_password()  # random, and every session hangs on it
    row.save(update_fields=["password"])
    user.password = row.password
    _record("account.end_sessions", row, now)


@transaction.atomic
def close_account(*, email: str, now: datetime) -> bool:
    """Delete the account of a citizen; False when there is none (any more)."""
    row = User.objects.filter(email=email.strip().lower(), is_citizen=True).first()
    if row is None:
        return False
    _record("account.close", row, now)
    row.delete()
    return True


def close_unused(*, now: datetime) -> int:
    """Delete the accounts of citizens who did not sign in for UNUSED; how many. A new code makes a new one."""
    last = Coalesce("last_login", "date_joined")
    unused = User.objects.filter(is_citizen=True).annotate(last=last).filter(last__lt=now - UNUSED)
    return sum(
        close_account(email=email, now=now) for email in unused.order_by("pk").values_list("email", flat=True)
    )


def _opened(address: str, language: str, now: datetime) -> User:
    user, is_new = User.objects.get_or_create(
        email=address,
        defaults={"is_citizen": True, "language": language, "date_joined": now, "password": _no_password()},
    )
    if is_new:
        _record("account.open", user, now)
    return user


def _no_password() -> str:
    nobody = User()
    nobody.set_unusable_password()
    return nobody.password


def _note_proof(user: User) -> None:
    """One address, proven: what allauth and our own pages look at."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def _lock(user: User) -> User:
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not row.may_enter_by_code:
        raise AccountRefused("NOT_A_CITIZEN")
    return row


def _record(action: str, user: User, now: datetime) -> None:
    audit.record(
        actor=Actor(user_id=user.pk, name=""),
        action=action,
        subject=f"accounts.user:{user.pk}",
        now=now,
        data_subject=f"accounts.user:{user.pk}",
    )
