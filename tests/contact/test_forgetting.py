"""Who is forgotten is forgotten, also while somebody is at work for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leerwerk.contact.actions.forgetting import forget
from leerwerk.kernel.actor import ANONYMOUS
from tests.factories.contact import QuestionFactory
from tests.factories.people import MADE

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_messages_go_after_their_question_is_held() -> None:
    """An adviser who is sending an answer holds the question: the answer is there before messages are deleted."""
    question = QuestionFactory()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        forget(person=question.person, actor=ANONYMOUS, now=MADE)

    said = [query["sql"] for query in queries]
    held = next(n for n, sql in enumerate(said) if sql.startswith('UPDATE "contact_question"'))
    deleted = next(n for n, sql in enumerate(said) if sql.startswith('DELETE FROM "contact_message"'))
    assert held < deleted
