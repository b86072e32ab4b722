"""What an adviser does with a question: take it, leave it, answer it after a preview, close it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leerwerk.contact.actions.questions import (
    answer_question,
    claim_question,
    close_question,
    release_question,
)
from leerwerk.contact.refusals import QuestionRefused
from leerwerk.kernel import clock
from leerwerk.network.queries import desk_of_region
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, post_from
from leerwerk.web.desk.access import desk_only
from leerwerk.web.desk.question_forms import AnswerForm
from leerwerk.web.desk.questions import page, read
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text


@post_from("desk:question")
@desk_only
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the question for me while I find out."""
    row = read(request, pk)
    try:
        claim_question(question=row, actor=actor_of(request), now=clock.now())
    except QuestionRefused as refusal:
        return page(request, row, refused=refusal_text(refusal), status=REFUSED)
    messages.success(request, _("Deze vraag is nu van jou. Je collega's zien dat."))
    return redirect("desk:question", pk=pk)


@post_from("desk:question")
@desk_only
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the question to a colleague."""
    row = read(request, pk)
    try:
        release_question(question=row, actor=actor_of(request), now=clock.now())
    except QuestionRefused as refusal:
        return page(request, row, refused=refusal_text(refusal), status=REFUSED)
    messages.success(request, _("De vraag is weer vrij voor je collega's."))
    return redirect("desk:questions")


@post_from("desk:question")
@desk_only
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """First show the mail as the visitor will get it; then send it."""
    row = read(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, row, form=form, status=MISTYPED)
    if "veranderen" in request.POST:
        return page(request, row, form=AnswerForm(initial=form.cleaned_data))
    try:
        if "versturen" not in request.POST:
            claim_question(question=row, actor=actor_of(request), now=clock.now())
            return _preview(request, pk, form)
        answer_question(question=row, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    except QuestionRefused as refusal:
        return _refused(request, pk, form, refusal)
    messages.success(request, _("Je antwoord is verstuurd. De vraagsteller kan per link reageren."))
    return redirect("desk:question", pk=pk)


@post_from("desk:question")
@desk_only
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more needs to be said."""
    row = read(request, pk)
    close_question(question=row, actor=actor_of(request), now=clock.now())
    messages.success(request, _("De vraag is afgesloten."))
    return redirect("desk:questions")


def _preview(request: HttpRequest, pk: int, form: AnswerForm) -> HttpResponse:
    row = read(request, pk)
    context = {
        "question": row,
        "form": form,
        "text": form.cleaned_data["text"],
        "adviser": actor_of(request).name,
        "desk": desk_of_region(row.region.code if row.region else "", clock.today()),
    }
    return render(request, "desk/question_preview.html", context)


def _refused(request: HttpRequest, pk: int, form: AnswerForm, refusal: QuestionRefused) -> HttpResponse:
    """What was typed stays; the page shows what came in meanwhile, so a next try has seen it."""
    row = read(request, pk)
    fresh = AnswerForm({**form.cleaned_data, "seen": len(row.messages.all())})
    fresh.is_valid()
    add_refusal(fresh, refusal_text(refusal))
    return page(request, row, form=fresh, status=REFUSED)
