"""Questions of visitors and their interest in places. Who they are stands in people.Correspondent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from leerwerk.catalogue.models import Place
from leerwerk.contact.enums import EmployerTopic, InterestStatus, QuestionStatus
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import organisations_represented, regions_advised
from leerwerk.people.models import Correspondent

KNOWN = Q(person__forgotten_at__isnull=True)


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, actor: Actor) -> "QuestionQuerySet":
        """Questions to the desks of the actor, and those to no desk in particular."""
        if actor.is_system:
            return self
        regions = regions_advised(actor)
        if not regions:
            return self.none()
        return self.filter(KNOWN, Q(region__code__in=regions) | Q(region__isnull=True))


class Question(models.Model):
    """What somebody asks of a desk, with what was said about it since. Without a region any desk may answer.

    An employer who asks names the `organisation` as they call it, and a `topic`; of others both are empty.
    """

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Correspondent, on_delete=models.PROTECT, related_name="questions")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    organisation = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=12, choices=EmployerTopic, blank=True)
    status = models.CharField(max_length=8, choices=QuestionStatus, default=QuestionStatus.OPEN)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "status", "asked_at"], name="question_by_region_and_status")
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Message(models.Model):
    """Something said about a question, by the visitor or by the desk. The first is the question itself."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_from_desk = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("sent_at", "pk")

    def __str__(self) -> str:
        return f"message {self.pk}"


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, actor: Actor) -> "InterestQuerySet":
        """Interest in the places of the organisations that the actor speaks for."""
        if actor.is_system:
            return self
        mine = self.filter(KNOWN, place__employer_id__in=organisations_represented(actor))
        return mine.exclude(status=InterestStatus.WITHDRAWN)


class Interest(models.Model):
    """Somebody would like a place, and let the employer know; `question` when a desk was asked to help."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Correspondent, on_delete=models.PROTECT, related_name="interests")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="interests")
    question = models.OneToOneField(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="interest"
    )
    status = models.CharField(max_length=9, choices=InterestStatus, default=InterestStatus.SENT)
    message = models.TextField(blank=True)
    consent = models.TextField(help_text="The very words to which the visitor agreed.")
    sent_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = InterestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "status"], name="interest_by_place_and_status")]

    def __str__(self) -> str:
        return f"interest {self.pk}"
