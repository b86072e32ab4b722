"""Questions of visitors: which wait, and one with all that was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.contact.actions.questions import open_question
from leerwerk.contact.enums import QuestionStatus
from leerwerk.contact.models import Question
from leerwerk.contact.queries import questions_for
from leerwerk.contact.rules import is_kept_for
from leerwerk.kernel import audit, clock
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import Option, chips, found, listing
from leerwerk.web.desk.access import QUESTION, desk_only
from leerwerk.web.desk.question_forms import AnswerForm


@require_safe
@desk_only
def questions(request: HttpRequest) -> HttpResponse:
    """Questions to my desk, open ones on top and the longest waiting first."""
    status = request.GET.get("stand", "")
    status = status if status in QuestionStatus.values else ""
    actor, now = actor_of(request), clock.now()
    shown = listing(questions_for(actor, status=status), request)
    if shown.rows:
        audit.record(
            actor=actor,
            action="read_list",
            subject="contact.question:list",
            now=now,
            details={"questions": [row.pk for row in shown.rows]},
            purpose=QUESTION,
        )
    context = {
        "rows": [(row, is_kept_for(row.claimed_by_id, row.claimed_at, now)) for row in shown.rows],
        "paging": shown.paging,
        "statuses": [Option("", _("Alle"), not status)]
        + [Option(each.value, each.label.capitalize(), each == status) for each in QuestionStatus],
        "chips": chips(request, {"stand": QuestionStatus(status).label if status else ""}),
        "now": now,
        "me": actor.user_id,
    }
    return render(request, "desk/questions.html", context)


@require_safe
@desk_only
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: what was said, who is answering, and the form for the answer."""
    return page(request, read(request, pk))


def read(request: HttpRequest, pk: int) -> Question:
    """The question, the reading logged; 404 when it is not for this adviser."""
    return found(open_question, question_id=pk, actor=actor_of(request), now=clock.now(), purpose=QUESTION)


def page(
    request: HttpRequest,
    row: Question,
    *,
    form: AnswerForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a question, with what was typed when an action refused."""
    now, actor = clock.now(), actor_of(request)
    said = list(row.messages.all())
    kept_for = is_kept_for(row.claimed_by_id, row.claimed_at, now)
    context = {
        "question": row,
        "said": said,
        "form": form or AnswerForm(initial={"seen": len(said)}),
        "is_mine": kept_for is not None and kept_for == actor.user_id,
        "keeper": row.claimed_by if kept_for is not None and kept_for != actor.user_id else None,
        "interest": getattr(row, "interest", None),
        "refused": refused,
    }
    return render(request, "desk/question.html", context, status=status)
