"""The main job, with the real actions: a question becomes a place, and the place counts for who promised it.

Each step finds what an earlier run did, so the job is done once however often it is run.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from leerwerk.accounts.models import User
from leerwerk.casework.actions.cases import open_case
from leerwerk.casework.actions.placements import (
    propose_placement,
    record_outcome,
    sign_placement,
    start_placement,
)
from leerwerk.casework.actions.referrals import accept_referral, refer_client
from leerwerk.casework.enums import ReferralStatus, Signatory
from leerwerk.casework.models import Case, Outcome, Placement, Proposal, Referral
from leerwerk.catalogue.enums import OutcomeKind
from leerwerk.demo.accounts import ADVISER, EMPLOYER, DemoAccount
from leerwerk.demo.geography import read_geography
from leerwerk.demo.stage import PLACE_SOURCE_ID, TOWN, WELDER
from leerwerk.insight.queries import counted_placements
from leerwerk.kernel.actor import Actor
from leerwerk.matching.actions.proposals import propose
from leerwerk.matching.queries import Shortlist, shortlist
from leerwerk.network.models import Region
from leerwerk.network.queries import actor_for
from leerwerk.people.actions import give_consent, open_client_file, register_client
from leerwerk.people.enums import ConsentPurpose, Education, LanguageLevel, Transport
from leerwerk.people.models import Client
from leerwerk.programme.enums import Counting
from leerwerk.programme.models import Commitment

CLIENT_NUMBER = uuid.UUID("1ea5de00-0000-4000-8000-00000000e5c7")
TOP = 5
SIGNATORIES = (Signatory.EMPLOYER, Signatory.SCHOOL, Signatory.LEARNER)
MESSAGE = "Samir wil graag leren lassen en woont om de hoek. Wil je kennismaken?"


class StageMissing(LookupError):  # noqa: N818  (it is told to people by this name)
    """The demo country does not stand, or its welding place is not among the best five any more."""


@dataclass(frozen=True)
class Promise:
    """Whose promise a placement keeps: placements that count for it, this one included."""

    commitment: Commitment
    realised: int
    realised_of_target: int


class MainJob:
    """The steps in their order. `is_done_before`: all of it was done by an earlier run."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self.adviser, self.employer = _user(ADVISER), _user(EMPLOYER)
        self.is_done_before = Outcome.objects.filter(placement__case__client__number=CLIENT_NUMBER).exists()

    def find_client(self) -> Client:
        """Samir from Enschede: no diploma, wants to weld. Registered with consent, or opened again."""
        if not Client.objects.filter(number=CLIENT_NUMBER).exists():
            self._register()
        return open_client_file(
            number=str(CLIENT_NUMBER),
            actor=self._as_adviser,
            now=self.now,
            purpose="advies over leerwerkplekken",
        )

    def find_case(self) -> Case:
        """The case in which it all happens."""
        client = self.find_client()
        case = client.cases.select_related("client__profile", "region").first()
        goal = "Leren lassen op een leerwerkplek, ook zonder diploma."
        return case or open_case(
            client=client, adviser=self.adviser, goal=goal, actor=self._as_adviser, now=self.now
        )

    def look_around(self) -> Shortlist:
        """What fits and what does not, on the market of this moment."""
        return shortlist(self.find_case(), now=self.now, k=TOP)

    def propose_places(self) -> list[Proposal]:
        """The best five, stored with the points that make each score."""
        case = self.find_case()
        if not case.proposals.exists():
            propose(case=case, actor=self._as_adviser, now=self.now, k=TOP)
        return list(case.proposals.select_related("place__employer").order_by("rank"))

    def send_referral(self) -> Referral:
        """The adviser refers to the place of the welding employer."""
        case = self.find_case()
        made = case.referrals.select_related("place__employer").order_by("pk").first()
        if made is not None:
            return made
        chosen = next(
            (each for each in self.propose_places() if each.place.source_id == PLACE_SOURCE_ID), None
        )
        if chosen is None:
            raise StageMissing(PLACE_SOURCE_ID)
        return refer_client(
            case=case, place=chosen.place, message=MESSAGE, actor=self._as_adviser, now=self.now
        )

    def accept(self) -> Referral:
        """The employer says yes."""
        referral = self.send_referral()
        if referral.status != ReferralStatus.SENT:
            return referral
        return accept_referral(referral=referral, actor=self._as_employer, now=self.now)

    def take_seat(self) -> Placement:
        """A seat is taken: the placement is proposed, not yet signed."""
        return propose_placement(
            referral=self.accept(), starts_on=self.now.date(), actor=self._as_adviser, now=self.now
        )

    def sign(self) -> Placement:
        """Employer, school and learner sign; from the third signature on agreements count it."""
        placement = self.take_seat()
        for signatory in SIGNATORIES:
            actor = self._as_employer if signatory == Signatory.EMPLOYER else self._as_adviser
            placement = sign_placement(placement=placement, signatory=signatory, actor=actor, now=self.now)
        return placement

    def start(self) -> Placement:
        """The first day at work."""
        placement = self.sign()
        if placement.status != "AGREED":
            return placement
        first_day = min(placement.starts_on or self.now.date(), self.now.date())
        return start_placement(placement=placement, starts_on=first_day, actor=self._as_adviser, now=self.now)

    def finish(self) -> Outcome:
        """What Samir takes away."""
        return record_outcome(
            placement=self.start(),
            kind=OutcomeKind.PRAKTIJKVERKLARING,
            achieved_on=self.now.date(),
            actor=self._as_adviser,
            now=self.now,
        )

    def promise_of(self, placement: Placement, day: date) -> Promise:
        """The commitment that a placement on this day counts for. Raises StageMissing when nobody promised it."""
        commitment = (
            Commitment.objects.filter(
                organisation=placement.employer_id,
                target__counting=Counting.PLACEMENTS,
                target__sector=placement.sector,
                target__region=placement.region_id,
                target__starts_on__lte=day,
                target__ends_on__gt=day,
            )
            .select_related("target__measure__agreement__parent", "organisation")
            .order_by("pk")
            .first()
        )
        if commitment is None:
            raise StageMissing(placement.employer.name)
        return Promise(
            commitment,
            counted_placements(commitment).count(),
            counted_placements(commitment.target).count(),
        )

    @property
    def _as_adviser(self) -> Actor:
        return actor_for(self.adviser, self.now.date())

    @property
    def _as_employer(self) -> Actor:
        return actor_for(self.employer, self.now.date())

    def _register(self) -> None:
        region = Region.objects.current().filter(desks__is_demo=True).distinct().get(code="AM05")
        home = read_geography().find(TOWN, region.code)
        client = register_client(
            region=region,
            person={
                "number": CLIENT_NUMBER,
                "first_name": "Samir",
                "last_name": "Haddad",
                "birth_date": date(self.now.year - 24, 3, 14),
                "email": "samir.haddad@mail.example",
                "postcode": f"{home.pc4}AB",
                "is_demo": True,
            },
            profile={
                "wished_occupations": [WELDER],
                "prior_education": Education.NONE,
                "language_level": LanguageLevel.A2,
                "has_driving_licence": False,
                "has_work_permit": True,
                "transport": Transport.BIKE,
                "max_distance_km": 15,
                "hours_min": 32,
                "hours_max": 40,
                "available_days": 0b11111,
                "available_from": self.now.date(),
                "waiting_since": self.now.date(),
            },
            actor=self._as_adviser,
            now=self.now,
        )
        for purpose in ConsentPurpose.values:
            give_consent(
                client=client,
                purpose=purpose,
                how="gesprek aan het loket",
                actor=self._as_adviser,
                now=self.now,
            )


def _user(account: DemoAccount) -> User:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        raise StageMissing(account.email)
    return user
