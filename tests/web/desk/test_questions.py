"""Questions at the desk: the list, taking one, a preview before the answer, a colleague who was first."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leerwerk.contact.models import Message, Question
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from tests.factories.contact import InterestFactory, MessageFactory, QuestionFactory
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def post(browser: Client, name: str, question: Question, **given: Any) -> Any:
    return browser.post(reverse(f"desk:{name}", args=[question.pk]), given)


def test_list_shows_who_waits_and_who_answers(desk: Client, region: Region) -> None:
    question = QuestionFactory(region=region)
    QuestionFactory(region=region, status="CLOSED")
    post(desk, "claim_question", question)
    page = desk.get("/desk/vragen").content.decode()
    assert "Kan ik ook zonder diploma leren lassen?" in page
    assert "jij" in page
    assert len(desk.get("/desk/vragen?stand=CLOSED").context["rows"]) == 1
    assert AuditEntry.objects.filter(action="read_list", subject="contact.question:list").exists()


def test_answer_is_looked_at_before_it_goes(desk: Client, region: Region) -> None:
    question = QuestionFactory(region=region)
    preview = post(desk, "answer_question", question, text="Ja, dat kan.", seen=1)
    assert "Zo ziet je antwoord eruit" in preview.content.decode()
    assert not OutboxMail.objects.exists()

    changed = post(desk, "answer_question", question, text="Ja, dat kan.", seen=1, veranderen="ja")
    assert "Ja, dat kan.</textarea>" in changed.content.decode()

    sent = post(desk, "answer_question", question, text="Ja, dat kan.", seen=1, versturen="ja")
    assert sent.status_code == 302
    assert Message.objects.filter(question=question, is_from_desk=True, text="Ja, dat kan.").exists()
    assert OutboxMail.objects.filter(to=question.person.email).exists()


def test_colleague_who_was_first_is_named_and_the_text_stays(desk: Client, region: Region) -> None:
    question = QuestionFactory(region=region)
    other = signed_in(Role.ADVISER, region=region)
    post(other, "claim_question", question)
    name = Question.objects.select_related("claimed_by").get(pk=question.pk).claimed_by.name  # type: ignore[union-attr]

    refused = post(desk, "answer_question", question, text="Mijn antwoord.", seen=1, versturen="ja")

    page = refused.content.decode()
    assert refused.status_code == 409
    assert f"{name} is deze vraag al aan het beantwoorden" in page
    assert post(desk, "claim_question", question).status_code == 409
    assert post(desk, "release_question", question).status_code == 409


def test_message_that_came_in_meanwhile_is_shown_first(desk: Client, region: Region) -> None:
    question = QuestionFactory(region=region)
    MessageFactory(question=question, text="O, en ik ben 17.")
    refused = post(desk, "answer_question", question, text="Mijn antwoord.", seen=1, versturen="ja")
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "O, en ik ben 17." in page
    assert "Mijn antwoord.</textarea>" in page
    again = post(desk, "answer_question", question, text="Mijn antwoord.", seen=2, versturen="ja")
    assert again.status_code == 302


def test_empty_answer_is_named(desk: Client, region: Region) -> None:
    refused = post(desk, "answer_question", QuestionFactory(region=region), text="", seen=1)
    assert refused.status_code == 422
    assert "Vul in: Je antwoord." in refused.content.decode()


def test_question_with_interest_says_so(desk: Client, region: Region) -> None:
    question = QuestionFactory(region=region)
    InterestFactory(question=question, person=question.person)
    page = desk.get(reverse("desk:question", args=[question.pk])).content.decode()
    assert "Toonde interesse in deze plek" in page
    assert post(desk, "release_question", question).status_code == 302
    assert post(desk, "close_question", question).status_code == 302
