"""Invented cases in every state, with referrals, placements and outcomes that hold together."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from leerwerk.accounts.models import User
from leerwerk.casework.enums import (
    CaseStatus,
    CloseReason,
    PlacementStatus,
    ReferralStatus,
    RefusalReason,
    StopReason,
)
from leerwerk.casework.models import Case, Outcome, Placement, Referral
from leerwerk.catalogue.enums import OutcomeKind
from leerwerk.demo.chance import Chance, one_of
from leerwerk.demo.clients import Person
from leerwerk.demo.place_book import PlaceBook, Seat
from leerwerk.demo.plans import make_plans
from leerwerk.demo.sizes import dice

ANSWER_DAYS = 10
CLOSE_REASONS = Chance(
    {
        CloseReason.COMPLETED: 50,
        CloseReason.FOUND_ELSEWHERE: 22,
        CloseReason.NO_CONTACT: 16,
        CloseReason.MOVED: 4,
        CloseReason.OTHER: 8,
    }
)
ANSWERS = Chance(
    {
        ReferralStatus.SENT: 38,
        ReferralStatus.REFUSED: 27,
        ReferralStatus.LAPSED: 15,
        ReferralStatus.ACCEPTED: 12,
        ReferralStatus.PROPOSED: 8,
    }
)
REFUSALS = Chance(
    {
        RefusalReason.NO_FIT: 45,
        RefusalReason.FULL: 30,
        RefusalReason.NO_SHOW: 12,
        RefusalReason.PLACE_GONE: 13,
    }
)
STOPS = Chance(
    {StopReason.NO_CLICK: 40, StopReason.OTHER_WORK: 30, StopReason.HEALTH: 20, StopReason.EMPLOYER: 10}
)
ANSWERED = (ReferralStatus.ACCEPTED, ReferralStatus.REFUSED, ReferralStatus.LAPSED, ReferralStatus.DONE)
ENDED = (PlacementStatus.COMPLETED, PlacementStatus.STOPPED)
GOALS = (
    "Werken en een diploma halen.",
    "Een vak leren met een vaste dag school.",
    "Weer aan het werk, met begeleiding.",
    "Omscholen naar werk met meer kans.",
    "Beter Nederlands en een baan.",
    "Een praktijkverklaring halen en doorstromen.",
)


@dataclass
class _Rows:
    """What is to be written, in the order in which it must be."""

    cases: list[Case] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def make_cases(people: list[Person], staff: dict[str, list[User]], book: PlaceBook, now: datetime) -> int:
    """Store a case for each person, with what belongs to its state; returns the number of placements."""
    writer = _CaseWriter(staff, book, now)
    for person in people:
        writer.add(person)
    rows = writer.rows
    Case.objects.bulk_create(rows.cases, batch_size=1_000)
    make_plans(rows.cases, now)
    Referral.objects.bulk_create(rows.referrals, batch_size=1_000)
    Placement.objects.bulk_create(rows.placements, batch_size=1_000)
    Outcome.objects.bulk_create(rows.outcomes)
    return len(rows.placements)


class _CaseWriter:
    def __init__(self, staff: dict[str, list[User]], book: PlaceBook, now: datetime) -> None:
        self.rows = _Rows()
        self._staff, self._book, self._now = staff, book, now
        self._rng = dice("cases")

    def add(self, person: Person) -> None:
        """The case of a person and everything in it."""
        case = Case(
            client=person.client,
            region_id=person.client.region_id,
            adviser=one_of(self._staff[person.region], self._u())
            if person.status != CaseStatus.ASKED
            else None,
            status=person.status,
            goal=one_of(GOALS, self._u()),
            opened_at=person.opened_at,
            changed_at=self._between(person.opened_at, self._now, 0.3, 1.0),
        )
        self.rows.cases.append(case)
        if person.status == CaseStatus.IN_TRAJECTORY:
            self._add_trajectory(case, person)
        elif person.status in {CaseStatus.PLACED, CaseStatus.FOLLOWED_UP}:
            ended = person.status == CaseStatus.FOLLOWED_UP
            self._add_placement(case, person, PlacementStatus.COMPLETED if ended else PlacementStatus.STARTED)
        elif person.status == CaseStatus.CLOSED:
            self._close(case, person)

    def _add_trajectory(self, case: Case, person: Person) -> None:
        """On the way: referrals in all states, a placement that waits for signatures, or one that stopped."""
        chance = self._u()
        if chance < 0.12:  # noqa: PLR2004
            self._add_placement(case, person, PlacementStatus.PROPOSED)
        elif chance < 0.2:  # noqa: PLR2004
            self._add_placement(case, person, PlacementStatus.STOPPED)
        else:
            self._add_referrals(case, person, number=1 + int(self._u() * 2.4))

    def _close(self, case: Case, person: Person) -> None:
        case.close_reason = CLOSE_REASONS.at(self._u())
        case.closed_at = case.changed_at
        if case.close_reason == CloseReason.COMPLETED:
            self._add_placement(case, person, PlacementStatus.COMPLETED)

    def _add_referrals(self, case: Case, person: Person, number: int) -> None:
        asked: set[int] = set()
        for _each in range(number):
            seat = self._seat(person, but=asked)
            if seat is None:
                return
            asked.add(seat.place_id)
            self._add_referral(case, seat, ANSWERS.at(self._u()))

    def _add_referral(self, case: Case, seat: Seat, status: str, sent_at: datetime | None = None) -> Referral:
        sent = sent_at or self._sent(case, is_waiting=status == ReferralStatus.SENT)
        referral = Referral(case=case, place_id=seat.place_id, status=status, made_at=sent)
        if status != ReferralStatus.PROPOSED:
            referral.message = "Een gemotiveerde kandidaat. Wil je kennismaken?"
            referral.sent_at = sent
            referral.answer_due_on = sent.date() + timedelta(days=ANSWER_DAYS)
        if status in ANSWERED:
            referral.answered_at = min(sent + timedelta(days=3 + int(self._u() * 7)), self._now)
        if status == ReferralStatus.REFUSED:
            referral.refusal_reason = REFUSALS.at(self._u())
        self.rows.referrals.append(referral)
        return referral

    def _sent(self, case: Case, *, is_waiting: bool) -> datetime:
        """When a referral was sent: within the time to answer when it still waits, otherwise before."""
        if is_waiting:
            recent = max(case.opened_at, self._now - timedelta(days=ANSWER_DAYS - 2))
            return self._between(recent, self._now, 0.1, 0.95)
        earlier = max(case.opened_at, self._now - timedelta(days=ANSWER_DAYS + 2))
        return self._between(case.opened_at, earlier, 0.1, 0.95)

    def _add_placement(self, case: Case, person: Person, status: str) -> None:
        seat = self._seat(person, but=set())
        if seat is None:
            case.status = CaseStatus.IN_ADVICE if case.status != CaseStatus.CLOSED else case.status
            return
        made_at = self._between(case.opened_at, self._now, 0.15, 0.4)
        signed_at = min(made_at + timedelta(days=3 + int(self._u() * 12)), self._now)
        starts_on, ends_on = self._period(status, signed_at.date())
        if status == PlacementStatus.STARTED and starts_on > self._now.date():
            status = PlacementStatus.AGREED
        is_signed = status != PlacementStatus.PROPOSED
        placement = Placement(
            case=case,
            place_id=seat.place_id,
            referral=self._add_referral(case, seat, ReferralStatus.DONE, made_at - timedelta(days=6)),
            employer_id=seat.employer_id,
            region_id=seat.region_id,
            sector=seat.sector,
            status=status,
            made_at=made_at,
            employer_signed_at=signed_at if is_signed or self._u() < 0.5 else None,  # noqa: PLR2004
            school_signed_at=signed_at if is_signed else None,
            learner_signed_at=signed_at if is_signed else None,
            agreed_on=signed_at.date() if is_signed else None,
            starts_on=starts_on,
            ends_on=ends_on,
            stop_reason=STOPS.at(self._u()) if status == PlacementStatus.STOPPED else "",
            is_demo=True,
        )
        self.rows.placements.append(placement)
        if status not in ENDED:
            seat.free -= 1
        if status == PlacementStatus.COMPLETED and ends_on is not None:
            self._add_outcome(placement, seat, ends_on)

    def _period(self, status: str, signed_on: date) -> tuple[date, date | None]:
        """First day of a placement, and the last when it is over."""
        today = self._now.date()
        starts_on = signed_on + timedelta(days=4 + int(self._u() * 50))
        if status not in ENDED:
            return starts_on, None
        starts_on = max(signed_on, min(starts_on, today - timedelta(days=10)))
        share = (0.9 if status == PlacementStatus.COMPLETED else 0.5) * (0.6 + 0.4 * self._u())
        return starts_on, starts_on + timedelta(days=int((today - starts_on).days * share))

    def _add_outcome(self, placement: Placement, seat: Seat, ends_on: date) -> None:
        self.rows.outcomes.append(
            Outcome(
                placement=placement,
                kind=seat.outcome or OutcomeKind.CERTIFICATE,
                achieved_on=ends_on,
                recorded_at=min(datetime.combine(ends_on, time(15), tzinfo=self._now.tzinfo), self._now),
            )
        )

    def _seat(self, person: Person, *, but: set[int]) -> Seat | None:
        profile = person.profile
        return self._book.find(
            self._rng, person.region, profile.wished_occupations, profile.prior_education, but=but
        )

    def _between(self, start: datetime, end: datetime, low: float, high: float) -> datetime:
        """A moment between two others, within these shares of the time between."""
        return start + (end - start) * (low + (high - low) * self._u())

    def _u(self) -> float:
        return float(self._rng.random())
