"""Money to learn with: which schemes there are, and a short wizard that tells which fit, and why others do not."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leerwerk.funding.enums import Audience
from leerwerk.funding.models import SchemeVersion
from leerwerk.funding.queries import judge_schemes, past_schemes, scheme_with_terms, schemes_on
from leerwerk.funding.rules import Fit
from leerwerk.kernel.clock import today
from leerwerk.network.models import Region
from leerwerk.web.public.money_words import Question, question_of, read_answers, shown, told
from leerwerk.web.site import site_of

_PARAMETER = "voor"


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """All schemes of today by audience, those that ended, and the way to the wizard."""
    schemes = [shown(version) for version in schemes_on(today())]
    context = {
        "for_learners": [each for each in schemes if each.audience == Audience.LEARNER],
        "for_employers": [each for each in schemes if each.audience == Audience.EMPLOYER],
        "past": [shown(version) for version in past_schemes(today())],
    }
    return render(request, "public/money/list.html", context)


@require_safe
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """One scheme: what you get, for whom, how to ask for it, and its earlier terms."""
    try:
        found, others = scheme_with_terms(slug, today())
    except SchemeVersion.DoesNotExist as unknown:
        raise Http404 from unknown
    is_current = found.is_valid_on(today())
    context = {
        "scheme": shown(found),
        "is_current": is_current,
        "asked": told(found, _regions()) if is_current else (),
        "others": [shown(version) for version in others],
        "wizard_url": _address({_PARAMETER: found.scheme.audience}),
    }
    return render(request, "public/money/scheme.html", context)


@require_safe
def wizard(request: HttpRequest) -> HttpResponse:
    """One question at a time; what was answered is in the address. After the last one: what fits, and why.

    Answers are coarse on purpose (an age of decades, no name), so that an address says nothing about a person.
    """
    regions = _regions()
    audience = request.GET.get(_PARAMETER, "")
    if audience not in Audience.values:
        return render(request, "public/money/start.html", {"audiences": _audiences()})
    home = site_of(request).region
    answers = read_answers(request.GET, audience, regions)
    kept = {_PARAMETER: audience, **answers.in_address}
    if answers.next is not None:
        question = question_of(answers.next, audience, regions)
        asking = _asking(question, kept, answers.back) | {"chosen": home.code if home else ""}
        return render(request, "public/money/question.html", asking)
    judged = judge_schemes(answers.known, audience=audience, today=today())
    context: dict[str, Any] = {
        "groups": [
            (
                fit.name,
                [
                    shown(each.version, each.verdict, regions, answers.known)
                    for each in judged
                    if each.verdict.fit == fit
                ],
            )
            for fit in Fit
        ],
        "given": [
            (line, _address({name: value for name, value in kept.items() if name != parameter}))
            for parameter, line in answers.lines
        ],
        "again_url": _address({}),
    }
    return render(request, "public/money/result.html", context)


def _asking(question: Question, kept: Mapping[str, str], back: str | None) -> dict[str, Any]:
    before = {name: value for name, value in kept.items() if name not in (back, question.parameter)}
    return {"question": question, "kept": kept.items(), "back_url": _address(before if back else {})}


def _audiences() -> list[tuple[str, str]]:
    return [(str(each.label), _address({_PARAMETER: each.value})) for each in Audience]


def _regions() -> dict[str, str]:
    return dict(Region.objects.current().order_by("name").values_list("code", "name"))


def _address(parameters: Mapping[str, str]) -> str:
    asked = urlencode(parameters)
    address = reverse("public:money_wizard")
    return f"{address}?{asked}" if asked else address
