"""One citizen who has everything: a file at a desk, an appointment, questions, interest and a saved search.

Nobody is added to the country: people who are there already turn out to be her, under the address that she proves.
"""

from datetime import datetime, timedelta

from django.db.models import Count

from leerwerk.casework.enums import AppointmentStatus, CaseStatus, ReferralStatus
from leerwerk.casework.models import Appointment, Case
from leerwerk.contact.models import Interest, Question
from leerwerk.demo.accounts import HOME
from leerwerk.demo.desks import BRANDS
from leerwerk.network.models import Region
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Consent, Correspondent, Subscriber, Visitor
from leerwerk.search.enums import Frequency
from leerwerk.search.models import SavedSearch

CITIZEN = "samira@demo.leerwerk.nl"
FIRST, LAST = "Samira", "el Amrani"
ANSWERED = (ReferralStatus.SENT, ReferralStatus.REFUSED, ReferralStatus.ACCEPTED, ReferralStatus.LAPSED)


def make_citizen(*, now: datetime) -> str:
    """Give her what there is, once; her address."""
    if not Subscriber.objects.filter(email=CITIZEN).exists():
        _file(now)
        _appointment(now)
        _correspondence()
        _saved_search(now)
    return CITIZEN


def _file(now: datetime) -> None:
    """An open case in the home region with as many answers of employers as there are."""
    cases = Case.objects.filter(region__code=HOME, client__is_demo=True, referrals__status__in=ANSWERED)
    case = (
        cases.exclude(status=CaseStatus.CLOSED)
        .annotate(told=Count("referrals"))
        .order_by("-told", "pk")
        .first()
    )
    if case is None:
        return
    Client.objects.filter(pk=case.client_id).update(first_name=FIRST, last_name=LAST, email=CITIZEN)
    for purpose in (ConsentPurpose.ADVICE, ConsentPurpose.SHARE_WITH_EMPLOYER):
        Consent.objects.get_or_create(
            client_id=case.client_id,
            purpose=purpose,
            withdrawn_at=None,
            defaults={"given_at": now - timedelta(days=30), "how": "gesprek"},
        )


def _appointment(now: datetime) -> None:
    booked = Appointment.objects.filter(
        region__code=HOME,
        is_demo=True,
        status=AppointmentStatus.BOOKED,
        begins_at__gt=now + timedelta(days=2),
    )
    first = booked.order_by("begins_at", "pk").first()
    if first is not None:
        Visitor.objects.filter(pk=first.visitor_id).update(first_name=FIRST, last_name=LAST, email=CITIZEN)


def _correspondence() -> None:
    """In each region with a brand a question and an interest, of which some have an answer."""
    mine: set[int] = set()
    for number, code in enumerate(sorted({HOME, *BRANDS})):
        questions = Question.objects.filter(region__code=code, is_demo=True).order_by("status", "pk")
        interests = Interest.objects.filter(place__region__code=code, is_demo=True).order_by("status", "pk")
        mine |= set(questions.values_list("person", flat=True)[number : number + 1])
        mine |= set(interests.values_list("person", flat=True)[number : number + 1])
    Correspondent.objects.filter(pk__in=mine).update(name=f"{FIRST} {LAST}", email=CITIZEN)


def _saved_search(now: datetime) -> None:
    person = Subscriber.objects.create(email=CITIZEN, created_at=now - timedelta(days=9), is_demo=True)
    SavedSearch.objects.create(
        person=person,
        region=Region.objects.current().filter(code=HOME).first(),
        parameters="q=lasser&waar=Enschede",
        frequency=Frequency.WEEKLY,
        created_at=now - timedelta(days=9),
        confirmed_at=now - timedelta(days=9),
        touched_at=now - timedelta(days=9),
        seen_until=now - timedelta(days=2),
        due_on=now.date() + timedelta(days=5),
        is_demo=True,
    )
