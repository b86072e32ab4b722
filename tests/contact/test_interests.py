"""Interest in a place from the visitor to the employer and back, and how it is forgotten."""

from datetime import timedelta

import pytest

from leerwerk.contact.actions.forgetting import forget, forget_expired
from leerwerk.contact.actions.interests import answer_interest, open_interest, show_interest
from leerwerk.contact.enums import InterestStatus, QuestionStatus
from leerwerk.contact.models import Interest, Message
from leerwerk.contact.refusals import InterestRefused
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM
from leerwerk.kernel.models import AuditEntry, OutboxMail
from tests.factories.actors import employer_of
from tests.factories.catalogue import PlaceFactory
from tests.factories.contact import CorrespondentFactory, InterestFactory, QuestionFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import MADE

pytestmark = [pytest.mark.db, pytest.mark.django_db]
IRIS = {"name": "Iris", "email": "iris@voorbeeld.nl", "phone": ""}


def shown(**given: object) -> Interest:
    facts: dict[str, object] = {
        "place": PlaceFactory(),
        "person": IRIS,
        "message": "Ik wil leren lassen.",
        "consent": "Dit vind ik goed.",
        "is_help_wanted": False,
        "now": MADE,
    }
    return show_interest(**(facts | given))  # type: ignore[arg-type]


def test_employer_hears_of_it_without_a_name_and_the_words_of_consent_are_kept() -> None:
    interest = shown()

    to_employer = OutboxMail.objects.get(to=interest.place.employer.email)
    assert "Iris" not in to_employer.text + to_employer.html
    assert OutboxMail.objects.get(to="iris@voorbeeld.nl").subject == "Je interesse is verstuurd"
    assert (interest.consent, interest.question) == ("Dit vind ik goed.", None)


def test_desk_gets_a_question_only_when_help_is_wanted() -> None:
    interest = shown(is_help_wanted=True)
    assert interest.question is not None
    assert interest.question.region == interest.place.region
    assert interest.question.messages.get().text == "Ik wil leren lassen."


@pytest.mark.parametrize("status", ["FILLED", "WITHDRAWN"])
def test_place_that_closed_meanwhile_takes_no_interest(status: str) -> None:
    with pytest.raises(InterestRefused, match="PLACE_CLOSED"):
        shown(place=PlaceFactory(status=status))
    with pytest.raises(InterestRefused, match="NO_WAY_TO_ANSWER"):
        shown(person={"name": "Iris", "email": "", "phone": ""})
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("answer", ["INVITED", "DECLINED"])
def test_answer_of_the_employer_is_mailed_once(answer: str) -> None:
    interest = InterestFactory()
    actor = employer_of(interest.place.employer)
    answer_interest(interest=interest, answer=answer, text="Ik bel je.", actor=actor, now=MADE)

    interest.refresh_from_db()
    assert (interest.status, interest.answered_at) == (answer, MADE)
    assert "Ik bel je." in OutboxMail.objects.get(to=interest.person.email).text
    with pytest.raises(InterestRefused, match="WRONG_STATE"):
        answer_interest(interest=interest, answer=answer, text="", actor=actor, now=MADE)


def test_other_employer_neither_answers_nor_reads() -> None:
    interest = InterestFactory()
    stranger = employer_of(OrganisationFactory())
    with pytest.raises(InterestRefused, match="NOT_YOUR_ORGANISATION"):
        answer_interest(interest=interest, answer="INVITED", text="", actor=stranger, now=MADE)
    with pytest.raises(InterestRefused, match="UNKNOWN_ANSWER"):
        answer_interest(
            interest=interest, answer="SENT", text="", actor=employer_of(interest.place.employer), now=MADE
        )
    with pytest.raises(Interest.DoesNotExist):
        open_interest(interest_id=interest.pk, actor=stranger, now=MADE, purpose="test")
    assert AuditEntry.objects.filter(action="interest.read_refused").exists()


def test_who_takes_it_back_is_forgotten_at_employer_and_desk() -> None:
    interest = shown(is_help_wanted=True)
    forget(person=interest.person, actor=ANONYMOUS, now=MADE)

    interest.refresh_from_db()
    person, question = interest.person, interest.question
    assert (interest.status, interest.message) == (InterestStatus.WITHDRAWN, "")
    person.refresh_from_db()
    assert (person.name, person.email, person.phone) == ("(gewist)", "", "")
    assert question is not None
    question.refresh_from_db()
    assert question.status == QuestionStatus.CLOSED
    assert not Message.objects.exists()
    actor = employer_of(interest.place.employer)
    assert not Interest.objects.visible_to(actor).exists()


def test_half_a_year_after_the_last_word_everything_is_wiped() -> None:
    old = MADE - timedelta(days=200)
    silent = QuestionFactory(changed_at=old, person=CorrespondentFactory(created_at=old)).person
    heard = QuestionFactory(changed_at=MADE, person=CorrespondentFactory(created_at=old)).person
    answered = InterestFactory(answered_at=MADE, person=CorrespondentFactory(created_at=old)).person
    lonely = InterestFactory(person=CorrespondentFactory(created_at=old)).person

    assert forget_expired(actor=SYSTEM, now=MADE) == 2
    assert forget_expired(actor=SYSTEM, now=MADE) == 0
    gone = {person for person in (silent, heard, answered, lonely) if _is_forgotten(person)}
    assert gone == {silent, lonely}


def _is_forgotten(person: object) -> bool:
    person.refresh_from_db()  # type: ignore[attr-defined]
    return person.forgotten_at is not None  # type: ignore[attr-defined]
