"""For employers: how it works, what it brings, money and language; and a desk that calls back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.catalogue.queries import current_offer
from leerwerk.contact.actions.questions import ask_question
from leerwerk.contact.enums import EmployerTopic
from leerwerk.contact.links import question_path
from leerwerk.contact.models import Question
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import now
from leerwerk.network.models import Region
from leerwerk.programme.enums import AgreementKind
from leerwerk.programme.models import Agreement
from leerwerk.web.answers import MISTYPED, see_other
from leerwerk.web.public.employer_forms import TOPIC_WORDS, EmployerForm
from leerwerk.web.site import site_of

NEW = "nieuw"
AGREEMENTS = 5
TOPIC = "over"


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """How it works in three steps, with what is online now, counted."""
    site = site_of(request)
    agreements = Agreement.objects.visible_to(ANONYMOUS).filter(kind=AgreementKind.LANGUAGE)
    context = {
        "site": site,
        "offer": current_offer(site.region.pk if site.region else None),
        "language_agreements": list(agreements.order_by("-starts_on", "name", "pk")[:AGREEMENTS]),
    }
    return render(request, "public/employers/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Have a desk call; `?over=` names what about. It lands with the questions of the desk."""
    site = site_of(request)
    topics = {word: topic for topic, word in TOPIC_WORDS.items()}
    form = EmployerForm(
        request.POST if request.method == "POST" else None,
        request=request,
        is_desk_known=site.region is not None,
        initial={"topic": topics.get(request.GET.get(TOPIC, ""), EmployerTopic.PLACE)},
    )
    if form.is_valid():
        question = _asked(form, site.region)
        return see_other(f"{question_path(question)}?{NEW}=1")
    context = {"form": form, "site": site, "desk": site.desk}
    return render(
        request, "public/employers/contact.html", context, status=MISTYPED if form.is_bound else 200
    )


def _asked(form: EmployerForm, region: Region | None) -> Question:
    given = form.cleaned_data
    if region is None and given.get("where"):
        region = Region.objects.current().filter(code=given["where"].region_code).first()
    return ask_question(
        person={name: given[name] for name in ("name", "email", "phone")},
        text=given["text"],
        region=region,
        place=None,
        now=now(),
        language=get_language() or "nl",
        employer={name: given[name] for name in ("organisation", "topic")},
    )
