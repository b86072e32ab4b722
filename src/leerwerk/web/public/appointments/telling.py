"""Tell: who comes, four questions that may be skipped, a last look, and send."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leerwerk.casework.actions.appointments.booking import book_appointment
from leerwerk.casework.mails.appointments import own_token
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.casework.rules.availability import nearest
from leerwerk.kernel import clock
from leerwerk.network.models import Region
from leerwerk.network.rules import is_own
from leerwerk.people.actions import ClientRefused
from leerwerk.people.enums import Education, FirstThing, Situation
from leerwerk.people.models import Client
from leerwerk.people.queries import own_client_at
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, see_other
from leerwerk.web.public.appointments import drafts
from leerwerk.web.public.appointments.choices import Choice, read_choice
from leerwerk.web.public.appointments.choosing import changes
from leerwerk.web.public.appointments.days import Time
from leerwerk.web.public.appointments.forms import QUESTIONS, PersonForm, SendForm
from leerwerk.web.public.appointments.wording import Step, steps_at
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

CHOOSE, DETAILS = "public:appointment", "public:appointment_details"
QUESTION, REVIEW = "public:appointment_question", "public:appointment_review"
OTHER_TIMES = 6


@dataclass(frozen=True)
class Answer:
    """A question with what was answered, and where to answer it anew."""

    label: str
    text: str
    url: str


@never_cache
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Who comes."""
    now = clock.now()
    choice = read_choice(request, now.date())
    if choice.wanted is None:
        return redirect(choice.address(CHOOSE))
    form = PersonForm(
        request.POST or None,
        is_by_phone=choice.wanted.way.channel == "PHONE",
        initial={**_known(request), **drafts.draft_of(request)["person"]},
    )
    if request.method == "POST" and form.is_valid():
        drafts.keep(request, "person", form.cleaned_data)
        if "nakijken" in request.GET:
            return see_other(choice.address(REVIEW))
        return see_other(choice.address(QUESTION, next(iter(QUESTIONS))))
    status = MISTYPED if request.method == "POST" else 200
    context = {
        "choice": choice,
        "form": form,
        "steps": steps_at(Step.PERSON),
        "back": changes(choice)["change_time"],
        **changes(choice),
    }
    return render(request, "public/appointments/details.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, step: str) -> HttpResponse:
    """One question; skipping it forgets what was answered before."""
    choice = read_choice(request, clock.now().date())
    if choice.wanted is None or step not in QUESTIONS:
        return redirect(choice.address(CHOOSE))
    steps = list(QUESTIONS)
    position = steps.index(step)
    is_last = position + 1 == len(steps) or "nakijken" in request.GET
    following = choice.address(REVIEW) if is_last else choice.address(QUESTION, steps[position + 1])
    form = QUESTIONS[step](request.POST or None, initial=drafts.draft_of(request)["answers"])
    if request.method == "POST":
        is_skipped = "overslaan" in request.POST
        if is_skipped or form.is_valid():
            values = dict.fromkeys(form.fields) if is_skipped else form.cleaned_data
            drafts.keep(request, "answers", values)
            return see_other(following)
    context = {
        "choice": choice,
        "form": form,
        "steps": steps_at(Step.PERSON),
        "number": position + 1,
        "total": len(steps),
        "back": choice.address(QUESTION, steps[position - 1]) if position else choice.address(DETAILS),
        "skip_all": choice.address(REVIEW),
        **changes(choice),
    }
    status = MISTYPED if request.method == "POST" else 200
    return render(request, "public/appointments/question.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Everything once more; sending it books the appointment."""
    now, draft = clock.now(), drafts.draft_of(request)
    choice = read_choice(request, now.date())
    if choice.wanted is None or choice.region is None:
        return redirect(choice.address(CHOOSE))
    needs_phone = choice.wanted.way.channel == "PHONE"
    if not draft["person"].get("email") or (needs_phone and not draft["person"].get("phone")):
        return redirect(choice.address(DETAILS))
    form = SendForm(
        request.POST or None,
        request=request,
        email=draft["person"]["email"],
        has_answers=bool(draft["answers"]),
    )
    if request.method != "POST":
        return _review_page(request, choice, form, now)
    if not form.is_valid():
        return _review_page(request, choice, form, now, status=MISTYPED)
    person = {name: value for name, value in draft["person"].items() if name != "phone" or needs_phone}
    try:
        made = book_appointment(
            region=choice.region,
            wanted=choice.wanted,
            person={**person, "language": get_language() or "nl"},
            answers=draft["answers"] if form.shares_answers else {},
            actor=actor_of(request),
            now=now,
            client=_file_of(request, choice.region, person),
        )
    except (AppointmentRefused, ClientRefused) as refusal:
        if refusal.code != "SLOT_TAKEN":
            add_refusal(form, refusal_text(refusal))
        return _review_page(request, choice, form, now, status=REFUSED)
    drafts.forget(request)
    messages.success(request, _("Gelukt. We stuurden een bevestiging naar %(email)s.") % person)
    return see_other(reverse("public:own_appointment", args=[own_token(made)]))


def _review_page(
    request: HttpRequest, choice: Choice, form: SendForm, now: datetime, status: int = 200
) -> HttpResponse:
    """The last look; when the time is gone meanwhile, with the times around it."""
    draft = drafts.draft_of(request)
    slots = choice.times(now)
    moment = choice.begins_at or now
    slot = next((each for each in slots if each.is_at(moment)), None)
    others = [] if slot else nearest(slots, moment, OTHER_TIMES)
    context = {
        "choice": choice,
        "form": form,
        "slot": slot,
        "others": [Time(each, replace(choice, begins_at=each.begins_at).address(REVIEW)) for each in others],
        "person": draft["person"],
        "answers": _answers(choice, draft["answers"]),
        "has_answers": bool(draft["answers"]),
        "change_person": choice.address(DETAILS, nakijken="ja"),
        "steps": steps_at(Step.REVIEW),
        **changes(choice),
    }
    return render(request, "public/appointments/review.html", context, status=status)


def _answers(choice: Choice, answers: dict[str, Any]) -> list[Answer]:
    told = {
        "situatie": (_("Wat je nu doet"), _label(Situation, answers.get("situation"))),
        "opleiding": (_("Je diploma"), _label(Education, answers.get("prior_education"))),
        "wensen": (_("Wat je wilt"), answers.get("wishes", "")),
        "eerst": (
            _("Eerst te regelen"),
            ", ".join(_label(FirstThing, each) for each in answers.get("first_things", [])),
        ),
    }
    return [
        Answer(label, text, choice.address(QUESTION, step, nakijken="ja"))
        for step, (label, text) in told.items()
    ]


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value is not None and value in choices.values else ""


def _file_of(request: HttpRequest, region: Region, person: dict[str, Any]) -> Client | None:
    """The file of who books for themselves: signed in with the address that was typed, and known by this name."""
    if not is_own(actor_of(request), person["email"]):
        return None
    name = f"{person['first_name']} {person['last_name']}"
    return own_client_at(actor_of(request), region, name=name)


def _known(request: HttpRequest) -> dict[str, str]:
    """What is known of somebody who is signed in."""
    if not request.user.is_authenticated:
        return {}
    first, _space, last = request.user.name.partition(" ")
    return {"first_name": first, "last_name": last, "email": request.user.email}
