"""Invented plans: steps that fit how far a case is, some of them late."""

from datetime import date, datetime, timedelta

from leerwerk.casework.enums import CaseStatus, StepBy
from leerwerk.casework.models import Case, PlanStep
from leerwerk.demo.sizes import dice

# In the order in which they are done.
STEPS = (
    ("Schrijf op wat je goed kunt en welk werk je leuk vindt.", StepBy.CLIENT),
    ("Zoek je diploma's en certificaten op en neem ze mee.", StepBy.CLIENT),
    ("Uitzoeken welke opleidingen en regelingen passen.", StepBy.ADVISER),
    ("Loop een dag mee bij een bedrijf.", StepBy.CLIENT),
    ("Kennismaken en vertellen of er plek is.", StepBy.EMPLOYER),
    ("Vertellen wanneer de opleiding begint.", StepBy.SCHOOL),
    ("Regel wie op je kinderen past op de dagen dat je werkt.", StepBy.CLIENT),
    ("Bellen om te horen hoe het gaat.", StepBy.ADVISER),
)
# How many are done in each state; who only asked has no plan yet.
DONE = {
    CaseStatus.PLANNED: 0,
    CaseStatus.IN_ADVICE: 2,
    CaseStatus.IN_TRAJECTORY: 3,
    CaseStatus.PLACED: 6,
    CaseStatus.FOLLOWED_UP: 7,
    CaseStatus.CLOSED: 5,
}
AHEAD = 4  # so many are agreed upon beforehand


def make_plans(cases: list[Case], now: datetime) -> int:
    """Store a plan for each case that is more than a question; returns the number of steps."""
    rng = dice("plans")
    steps = [step for case in cases for step in _plan(case, now.date(), float(rng.random()))]
    PlanStep.objects.bulk_create(steps, batch_size=2_000)
    return len(steps)


def _plan(case: Case, today: date, chance: float) -> list[PlanStep]:
    """The plan of one case; `chance`, from 0 to 1, moves its days."""
    if case.status not in DONE:
        return []
    made_on, done = case.opened_at.date(), DONE[CaseStatus(case.status)]
    until = (case.closed_at.date() if case.closed_at else today) - made_on
    steps = []
    for number, (text, who) in enumerate(STEPS[: done + (0 if case.closed_at else AHEAD)]):
        done_on = made_on + until * (number + chance) / (done + 1) if number < done else None
        steps.append(
            PlanStep(
                case=case,
                text=text,
                who=who,
                made_on=made_on,
                done_on=done_on,
                planned_on=done_on or _due(today, number - done, chance),
            )
        )
    return steps


def _due(today: date, turn: int, chance: float) -> date | None:
    """The next step within two weeks, of some a few days ago; the last one has no day yet."""
    return today + timedelta(days=int(16 * chance) - 3 + 12 * turn) if turn < AHEAD - 1 else None
