"""The plan of a case: its steps. A plan has nothing of its own to tell, so there is no row for it."""

from django.db import models
from django.db.models import F, Q

from leerwerk.casework.enums import StepBy
from leerwerk.casework.models.cases import Case

LONGEST_STEP = 200


class PlanStepQuerySet(models.QuerySet["PlanStep"]):
    def in_plan_order(self) -> "PlanStepQuerySet":
        """What is to be done by its day, those without a day last; then what is done, the latest first."""
        return self.order_by(
            F("done_on").desc(nulls_first=True), F("planned_on").asc(nulls_last=True), "made_on", "pk"
        )


class PlanStep(models.Model):
    """One thing that somebody does for the goal of a case. Kept as long as the goal: until the client is erased."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=LONGEST_STEP)
    who = models.CharField(max_length=8, choices=StepBy)
    planned_on = models.DateField(null=True, blank=True, help_text="The day by which it is to be done.")
    done_on = models.DateField(null=True, blank=True)
    made_on = models.DateField()

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="plan_step_has_text"),
            models.CheckConstraint(condition=Q(who__in=StepBy.values), name="plan_step_is_somebodys"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("made_on")),
                name="plan_step_done_after_made",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
