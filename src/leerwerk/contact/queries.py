"""Reads of questions and interest."""

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Substr

from leerwerk.contact.enums import InterestStatus, QuestionStatus
from leerwerk.contact.models import Interest, InterestQuerySet, Message, Question, QuestionQuerySet
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import own_address
from leerwerk.people.models import Correspondent

BEGINNING = 160


def questions_for(actor: Actor, *, status: str = "") -> QuestionQuerySet:
    """Questions that the actor may answer: open ones first and the longest waiting on top; with its beginning."""
    questions = Question.objects.visible_to(actor)
    if status:
        questions = questions.filter(status=status)
    first = Message.objects.filter(question=OuterRef("pk")).order_by("sent_at", "pk").values("text")[:1]
    is_open = Case(When(status=QuestionStatus.OPEN, then=0), default=1)
    waiting = Case(When(status=QuestionStatus.OPEN, then=F("changed_at")))
    return (
        questions.select_related("person", "region", "place", "claimed_by")
        .annotate(beginning=Substr(Subquery(first), 1, BEGINNING), said=Count("messages"))
        .order_by(is_open, waiting.asc(nulls_last=True), "-changed_at", "-pk")
    )


def open_questions(actor: Actor) -> int:
    """How many questions wait for an answer of the actor's desks."""
    return Question.objects.visible_to(actor).filter(status=QuestionStatus.OPEN).count()


def _with_context(questions: QuestionQuerySet) -> QuerySet[Question]:
    joined = questions.select_related("person", "region", "place__employer", "claimed_by", "interest")
    return joined.prefetch_related("messages__author")


def question_pages(actor: Actor) -> QuerySet[Question]:
    """The questions that the actor may see, each with all that was said."""
    return _with_context(Question.objects.visible_to(actor))


def followed_question(number: str) -> Question:
    """A question for who has its link. Raises Question.DoesNotExist, also once it is forgotten."""
    known = Question.objects.filter(person__forgotten_at__isnull=True)
    found: Question = _with_context(known).get(number=number)
    return found


def interests_for(actor: Actor) -> InterestQuerySet:
    """Interest in the actor's places: who waits for an answer first, then the latest."""
    waits = Case(When(status=InterestStatus.SENT, then=0), default=1)
    return (
        Interest.objects.visible_to(actor)
        .select_related("person", "place__employer")
        .order_by(waits, "-sent_at", "-pk")
    )


def followed_interest(number: str) -> Interest:
    """An interest for who has its link. Raises Interest.DoesNotExist, also once it is forgotten."""
    known = Interest.objects.filter(person__forgotten_at__isnull=True)
    return known.select_related("person", "place__employer", "place__region", "question").get(number=number)


def own_questions(actor: Actor) -> list[Question]:
    """The questions of the citizen who proved the address, the latest first, with their beginning. One query."""
    own = own_address(actor)
    first = Message.objects.filter(question=OuterRef("pk")).order_by("sent_at", "pk").values("text")[:1]
    asked = Question.objects.filter(person__email__iexact=own, person__forgotten_at__isnull=True)
    with_beginning = asked.annotate(beginning=Substr(Subquery(first), 1, BEGINNING))
    return list(with_beginning.select_related("region").order_by("-changed_at", "-pk")) if own else []


def own_interests(actor: Actor) -> list[Interest]:
    """The interest that the citizen showed, the latest first. One query."""
    own = own_address(actor)
    shown = Interest.objects.filter(person__email__iexact=own, person__forgotten_at__isnull=True)
    return list(shown.select_related("place__employer").order_by("-sent_at", "-pk")) if own else []


def correspondents_at(address: str, region: Region, *, interested: bool) -> QuerySet[Correspondent]:
    """Who showed interest in a place of the region with this address; or else who asked its desk or no desk at all."""
    shown = Interest.objects.filter(person=OuterRef("pk"))
    asked = Question.objects.filter(Q(region=region) | Q(region__isnull=True), person=OuterRef("pk"))
    of_region = Exists(shown.filter(place__region=region)) if interested else Exists(asked) & ~Exists(shown)
    known = Correspondent.objects.filter(of_region, email__iexact=address, forgotten_at__isnull=True)
    return known.order_by("pk") if address else Correspondent.objects.none()
