"""The addresses by which a visitor without an account follows a question or an interest."""

from datetime import timedelta

from django.urls import reverse

from leerwerk.contact.models import Interest, Question
from leerwerk.kernel.links import make_token

FOLLOW_QUESTION, FOLLOW_INTEREST = "question.follow", "interest.follow"
LINK_AGE = timedelta(days=365)  # longer than anything is kept


def question_path(question: Question) -> str:
    """The page on which the question is followed."""
    return reverse("public:question", args=[make_token(FOLLOW_QUESTION, str(question.number))])


def interest_path(interest: Interest) -> str:
    """The page on which the interest is followed and withdrawn."""
    return reverse("public:interest", args=[make_token(FOLLOW_INTEREST, str(interest.number))])
