"""Who can sign in to the demo: one account per role, and the staff of all desks without a password."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from leerwerk.accounts.models import User
from leerwerk.demo.naming import PersonNames, address_part
from leerwerk.demo.sizes import dice
from leerwerk.network.enums import Role
from leerwerk.network.models import Membership, Organisation, Region

DEMO_PASSWORD = "samen-leren-werken"  # noqa: S105  (printed on the screen; made in demo and tests only)
NO_PASSWORD = "!demo"  # noqa: S105
HOME = "AM05"


@dataclass(frozen=True)
class DemoAccount:
    """An account to sign in with, and what it is for."""

    email: str
    name: str
    role: Role
    does: str


ADVISER = DemoAccount("adviseur@demo.leerwerk.nl", "Anneke Wolters", Role.ADVISER, "adviseur in Twente")
COORDINATOR = DemoAccount(
    "coordinator@demo.leerwerk.nl", "Harm Nijhuis", Role.COORDINATOR, "coördinator in Twente"
)
EMPLOYER = DemoAccount("werkgever@demo.leerwerk.nl", "Ria Vennegraaf", Role.EMPLOYER, "werkgever in Enschede")
PROGRAMME = DemoAccount("programma@demo.leerwerk.nl", "Soraya Pinas", Role.PROGRAMME, "programmabureau")
ADMIN = DemoAccount("beheer@demo.leerwerk.nl", "Joost Prins", Role.ADMIN, "beheer")
ACCOUNTS = (ADVISER, COORDINATOR, EMPLOYER, PROGRAMME, ADMIN)


def make_accounts(employer: Organisation) -> dict[str, User]:
    """Store the accounts of the demo, by mail address; the employer account speaks for `employer`.

    Outside demo and tests they get no password, so that nobody can sign in with one that is known to all.
    """
    password = make_password(DEMO_PASSWORD) if settings.MODE in {"demo", "test"} else NO_PASSWORD
    region = Region.objects.current().get(code=HOME)
    users = {}
    for account in ACCOUNTS:
        is_admin = account.role == Role.ADMIN
        user = User.objects.create(
            email=account.email,
            name=account.name,
            password=password,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        Membership.objects.create(
            user=user,
            role=account.role,
            region=region if account.role in {Role.ADVISER, Role.COORDINATOR} else None,
            organisation=employer if account.role == Role.EMPLOYER else None,
        )
        users[account.email] = user
    return users


def make_staff(per_region: int, today: date) -> dict[str, list[User]]:
    """Store the staff of every desk: one coordinator and otherwise advisers; users by code of their region."""
    names = PersonNames(dice("staff"))
    regions = list(Region.objects.current())
    people = [(region, position) for region in regions for position in range(per_region)]
    users = []
    for region, position in people:
        first, last, _is_dutch = names.draw()
        address = (
            f"{address_part(first)}.{address_part(last)}.{position + 1}@leerwerkloket-{region.slug}.example"
        )
        users.append(User(email=address, name=f"{first} {last}", password=NO_PASSWORD))
    User.objects.bulk_create(users)
    Membership.objects.bulk_create(
        Membership(
            user=user,
            role=Role.ADVISER if position else Role.COORDINATOR,
            region=region,
            valid_from=today.replace(month=1, day=1),
        )
        for user, (region, position) in zip(users, people, strict=True)
    )
    staff: dict[str, list[User]] = {}
    for user, (region, _position) in zip(users, people, strict=True):
        staff.setdefault(region.code, []).append(user)
    return staff
