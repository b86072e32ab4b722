"""Ask a desk something without an account, and follow what becomes of it by a signed link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from leerwerk.catalogue.models import Place
from leerwerk.catalogue.queries import public_place
from leerwerk.contact.actions.forgetting import forget
from leerwerk.contact.actions.questions import ask_on, ask_question, close_question
from leerwerk.contact.enums import QuestionStatus
from leerwerk.contact.links import FOLLOW_QUESTION, LINK_AGE, question_path
from leerwerk.contact.models import Question
from leerwerk.contact.queries import followed_question
from leerwerk.contact.refusals import QuestionRefused
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import now, today
from leerwerk.network.models import Region
from leerwerk.network.queries import desk_of_region
from leerwerk.web.answers import MISTYPED, REFUSED, see_other
from leerwerk.web.public.contact_forms import QuestionForm, ReplyForm
from leerwerk.web.signed import LinkRefused, signed_link
from leerwerk.web.site import site_of
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

NEW = "nieuw"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; `?plek=` names the place that the question is about."""
    site = site_of(request)
    place = _place_of(request)
    region = site.region or (place.region if place else None)
    given = request.POST if request.method == "POST" else None
    form = QuestionForm(given, request=request, is_desk_known=region is not None)
    if form.is_valid():
        question = _asked(form, region, place)
        return see_other(f"{question_path(question)}?{NEW}=1")
    desk = site.desk or desk_of_region(region.code if region else "", today())
    context = {"form": form, "place": place, "desk": desk}
    return render(request, "public/contact/ask.html", context, status=MISTYPED if form.is_bound else 200)


def _asked(form: QuestionForm, region: Region | None, place: Place | None) -> Question:
    where = form.cleaned_data.get("where")
    if region is None and where:
        region = Region.objects.current().filter(code=where.region_code).first()
    person = {"name": form.cleaned_data["name"], "email": form.cleaned_data["email"]}
    return ask_question(
        person=person,
        text=form.cleaned_data["text"],
        region=region,
        place=place,
        now=now(),
        language=get_language() or "nl",
    )


def _place_of(request: HttpRequest) -> Place | None:
    """The place in the address when it is on the public site; anything else is no place."""
    asked = request.GET.get("plek", "")
    return public_place(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None  # noqa: PLR2004


@require_http_methods(["GET", "HEAD", "POST"])
@signed_link(FOLLOW_QUESTION, max_age=LINK_AGE)
def question(request: HttpRequest, value: object) -> HttpResponse:
    """What was asked and answered; the visitor may say more, close the question, or have it wiped."""
    try:
        found = followed_question(str(value))
    except Question.DoesNotExist as gone:
        raise LinkRefused("QUESTION_FORGOTTEN") from gone
    if request.method != "POST":
        return _thread(request, found, ReplyForm(request=request))
    if "wissen" in request.POST:
        forget(person=found.person, actor=ANONYMOUS, now=now())
        return render(request, "public/contact/forgotten.html")
    if "sluiten" in request.POST:
        close_question(question=found, actor=ANONYMOUS, now=now())
        return see_other(request.path)
    return _reply(request, found)


def _reply(request: HttpRequest, found: Question) -> HttpResponse:
    form = ReplyForm(request.POST, request=request)
    if not form.is_valid():
        return _thread(request, found, form, MISTYPED)
    try:
        ask_on(question=found, text=form.cleaned_data["text"], now=now())
    except QuestionRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _thread(request, found, form, REFUSED)
    return see_other(request.path)


def _thread(request: HttpRequest, found: Question, form: ReplyForm, status: int = 200) -> HttpResponse:
    desk = desk_of_region(found.region.code if found.region else "", today())
    context = {
        "question": found,
        "is_new": NEW in request.GET,
        "is_open": found.status != QuestionStatus.CLOSED,
        "is_answered": found.status == QuestionStatus.ANSWERED,
        "desk": desk,
        "desk_name": desk.name if desk else "",
        "form": form,
    }
    return render(request, "public/contact/question.html", context, status=status)
