"""Two advisers and one question, each on a connection of their own."""

import pytest

from leerwerk.accounts.models import User
from leerwerk.contact.actions.forgetting import forget
from leerwerk.contact.actions.questions import answer_question, ask_on, claim_question
from leerwerk.contact.enums import QuestionStatus
from leerwerk.contact.models import Message, Question
from leerwerk.kernel.actor import SYSTEM, Actor, Grant
from leerwerk.kernel.models import OutboxMail
from tests.at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.contact import QuestionFactory
from tests.factories.people import MADE

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def advisers(question: Question) -> list[Actor]:
    assert question.region is not None
    grants = frozenset({Grant("ADVISER", f"region:{question.region.code}")})
    users: list[User] = UserFactory.create_batch(2)
    return [Actor(user.pk, user.name, grants) for user in users]


def test_two_who_take_a_question_at_once_are_one_and_a_colleague_who_hears_it() -> None:
    question = QuestionFactory()

    outcomes = at_once(
        *(
            lambda actor=actor: claim_question(question=question, actor=actor, now=MADE)
            for actor in advisers(question)
        )
    )

    assert outcomes == ["COLLEAGUE_ANSWERS", "ok"]


def test_two_who_answer_at_once_send_one_answer() -> None:
    question = QuestionFactory()

    outcomes = at_once(
        *(
            lambda actor=actor: answer_question(
                question=question, text=actor.name, seen=1, actor=actor, now=MADE
            )
            for actor in advisers(question)
        )
    )

    question.refresh_from_db()
    answer = Message.objects.get(is_from_desk=True)
    assert outcomes == ["COLLEAGUE_ANSWERS", "ok"]
    assert (question.status, question.claimed_by) == (QuestionStatus.ANSWERED, answer.author)
    assert OutboxMail.objects.filter(to=question.person.email).count() == 1


def test_answer_and_a_new_message_at_once_leave_a_question_that_is_open_or_was_read() -> None:
    question = QuestionFactory()
    actor = advisers(question)[0]

    outcomes = at_once(
        lambda: answer_question(question=question, text="Ja.", seen=1, actor=actor, now=MADE),
        lambda: ask_on(question=question, text="En nog iets.", now=MADE),
    )

    question.refresh_from_db()
    assert outcomes in (["ANSWERED_MEANWHILE", "ok"], ["ok", "ok"])
    assert question.status == QuestionStatus.OPEN, (
        "whoever asked on waits for an answer, whichever came first"
    )


def test_answer_to_somebody_who_is_forgotten_at_that_moment_leaves_no_words() -> None:
    question = QuestionFactory()
    actor = advisers(question)[0]

    outcomes = at_once(
        lambda: answer_question(question=question, text="Ja.", seen=1, actor=actor, now=MADE),
        lambda: forget(person=question.person, actor=SYSTEM, now=MADE),
    )

    assert "ok" in outcomes
    assert not Message.objects.exists()
