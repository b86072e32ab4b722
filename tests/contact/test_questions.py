"""A question from the visitor to the desk and back."""

from datetime import timedelta

import pytest

from leerwerk.contact.actions.questions import (
    answer_question,
    ask_on,
    ask_question,
    claim_question,
    close_question,
    open_question,
    release_question,
)
from leerwerk.contact.enums import QuestionStatus
from leerwerk.contact.models import Question
from leerwerk.contact.queries import open_questions, questions_for
from leerwerk.contact.refusals import QuestionRefused
from leerwerk.kernel.actor import ANONYMOUS, Actor, Grant
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.network.models import Region
from tests.factories.accounts import UserFactory
from tests.factories.contact import QuestionFactory
from tests.factories.network import DeskFactory, RegionFactory
from tests.factories.people import MADE

pytestmark = [pytest.mark.db, pytest.mark.django_db]
IRIS = {"name": "Iris", "email": "iris@voorbeeld.nl"}
LATER = MADE + timedelta(minutes=10)


def adviser(region: Region, name: str = "Anouk de Wit") -> Actor:
    user = UserFactory(name=name)
    return Actor(user.pk, name, frozenset({Grant("ADVISER", f"region:{region.code}")}))


@pytest.fixture
def region(db: None) -> Region:
    return DeskFactory(region=RegionFactory(name="Twente"), email="loket@voorbeeld.nl").region


def mails() -> list[tuple[str, str]]:
    return list(OutboxMail.objects.order_by("pk").values_list("to", "subject"))


def test_visitor_gets_a_receipt_and_the_desk_hears_no_name(region: Region) -> None:
    question = ask_question(person=IRIS, text="Mag ik leren lassen?", region=region, place=None, now=MADE)

    assert sorted(mails()) == [
        ("iris@voorbeeld.nl", "We hebben je vraag"),
        ("loket@voorbeeld.nl", "Een nieuwe vraag voor het loket"),
    ]
    receipt, to_desk = (OutboxMail.objects.get(to=to) for to in ("iris@voorbeeld.nl", "loket@voorbeeld.nl"))
    assert "lassen" not in receipt.text + receipt.html  # nobody showed yet whose address it is
    assert "/r/" in receipt.text
    assert "/vraag/" in receipt.html
    assert "Iris" not in to_desk.text + to_desk.html
    assert "lassen" not in to_desk.text + to_desk.html
    assert list(question.messages.values_list("text", "is_from_desk")) == [("Mag ik leren lassen?", False)]
    assert AuditEntry.objects.filter(action="question.ask").exists()


def test_answer_brings_mail_and_one_may_ask_on(region: Region) -> None:
    question = QuestionFactory(region=region)
    anouk = adviser(region)

    answer_question(question=question, text="Ja, dat kan.", seen=1, actor=anouk, now=LATER)
    question.refresh_from_db()
    assert (question.status, question.claimed_by_id) == (QuestionStatus.ANSWERED, anouk.user_id)
    mail = OutboxMail.objects.get(to=question.person.email)
    assert "Ja, dat kan." in mail.text
    assert "Anouk de Wit" in mail.text

    ask_on(question=question, text="En wat kost dat?", now=LATER)
    question.refresh_from_db()
    assert question.status == QuestionStatus.OPEN
    assert mails()[-1] == ("loket@voorbeeld.nl", "Iemand reageerde op jullie antwoord")


def test_second_adviser_hears_who_was_first(region: Region) -> None:
    question = QuestionFactory(region=region)
    claim_question(question=question, actor=adviser(region), now=MADE)

    with pytest.raises(QuestionRefused, match="COLLEAGUE_ANSWERS") as refused:
        answer_question(question=question, text="x", seen=1, actor=adviser(region, "Els"), now=LATER)

    assert refused.value.facts["name"] == "Anouk de Wit"
    assert not OutboxMail.objects.exists()


def test_claim_ends_by_itself_and_by_letting_go(region: Region) -> None:
    question = QuestionFactory(region=region)
    first, second = adviser(region), adviser(region, "Els")
    claim_question(question=question, actor=first, now=MADE)
    claim_question(question=question, actor=second, now=MADE + timedelta(hours=4))
    with pytest.raises(QuestionRefused, match="COLLEAGUE_ANSWERS"):
        release_question(question=question, actor=first, now=MADE + timedelta(hours=5))
    release_question(question=question, actor=second, now=MADE + timedelta(hours=5))
    claim_question(question=question, actor=first, now=MADE + timedelta(hours=5))


def test_answer_to_what_was_not_seen_is_held_back(region: Region) -> None:
    question = QuestionFactory(region=region)
    ask_on(question=question, text="O, en ik ben 17.", now=LATER)
    with pytest.raises(QuestionRefused, match="ANSWERED_MEANWHILE"):
        answer_question(question=question, text="x", seen=1, actor=adviser(region), now=LATER)


def test_question_to_no_desk_becomes_one_of_who_takes_it(region: Region) -> None:
    question = QuestionFactory(region=None)
    claim_question(question=question, actor=adviser(region), now=MADE)
    question.refresh_from_db()
    assert question.region == region


def test_closed_question_is_answered_no_more(region: Region) -> None:
    question = QuestionFactory(region=region)
    close_question(question=question, actor=ANONYMOUS, now=LATER)
    close_question(question=question, actor=ANONYMOUS, now=LATER)
    for act in (
        lambda: ask_on(question=question, text="x", now=LATER),
        lambda: answer_question(question=question, text="x", seen=1, actor=adviser(region), now=LATER),
    ):
        with pytest.raises(QuestionRefused, match="QUESTION_CLOSED"):
            act()
    assert AuditEntry.objects.filter(action="question.close").count() == 1


def test_other_desk_cannot_answer_nor_read(region: Region) -> None:
    question = QuestionFactory(region=region)
    stranger = adviser(RegionFactory())
    for act in (
        lambda: claim_question(question=question, actor=stranger, now=MADE),
        lambda: close_question(question=question, actor=stranger, now=MADE),
    ):
        with pytest.raises(QuestionRefused, match="NOT_YOUR_REGION"):
            act()
    with pytest.raises(Question.DoesNotExist):
        open_question(question_id=question.pk, actor=stranger, now=MADE, purpose="test")
    assert AuditEntry.objects.filter(action="question.read_refused").count() == 1


def test_reading_is_logged(region: Region) -> None:
    question = QuestionFactory(region=region)
    open_question(question_id=question.pk, actor=adviser(region), now=MADE, purpose="test")
    assert AuditEntry.objects.get(action="read").subject == f"contact.question:{question.pk}"


def test_longest_waiting_question_is_on_top(region: Region) -> None:
    answered = QuestionFactory(region=region, status="ANSWERED")
    late = QuestionFactory(region=region, changed_at=LATER)
    early = QuestionFactory(region=region)
    actor = adviser(region)
    assert list(questions_for(actor)) == [early, late, answered]
    assert open_questions(actor) == 2
