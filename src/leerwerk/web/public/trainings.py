"""Trainings: what you can learn, where, from when, what it costs and who may pay; and what EVC is."""

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leerwerk.catalogue.enums import Pathway, TrainingKind
from leerwerk.catalogue.models import Training
from leerwerk.catalogue.queries import coming_runs
from leerwerk.catalogue.queries.trainings import TrainingQuestion, training_with_context, trainings_for
from leerwerk.funding.enums import Audience, Topic
from leerwerk.funding.queries import judge_schemes
from leerwerk.funding.rules import Fit
from leerwerk.kernel.clock import today
from leerwerk.network.queries import Location, find_location
from leerwerk.network.sites import Site
from leerwerk.web.public.money_words import PARAMETERS, shown
from leerwerk.web.site import site_of
from leerwerk.web.ui.forms import PlainForm
from leerwerk.web.ui.paging import Paging

_PAGE_SIZE = 20
_RUNS_SHOWN = 6
_OFFERS_SHOWN = 6
#: What a training is to the wizard of schemes.
_GOALS = {TrainingKind.SHORT: "COURSE", TrainingKind.LANGUAGE: "LANGUAGE", TrainingKind.EVC: "EVC"}


class TrainingFilters(PlainForm):
    """The question in the address. What is not among the choices counts as not asked."""

    q = forms.CharField(label=_("Wat wil je leren?"), required=False, max_length=100)
    waar = forms.CharField(label=_("Je postcode of woonplaats"), required=False, max_length=100)
    straal = forms.TypedChoiceField(
        label=_("Afstand"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("maakt niet uit")), (10, "10 km"), (25, "25 km"), (50, "50 km")],
    )
    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("alles")), *TrainingKind.choices]
    )
    leerweg = forms.ChoiceField(
        label=_("Hoe je leert"), required=False, choices=[("", _("alles")), *Pathway.choices]
    )
    niveau = forms.TypedChoiceField(
        label=_("Niveau"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("alles")), (1, _("mbo 1 (entree)")), (2, "mbo 2"), (3, "mbo 3"), (4, "mbo 4")],
    )
    start = forms.TypedChoiceField(
        label=_("Begint"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("maakt niet uit")), (31, _("binnen een maand")), (92, _("binnen 3 maanden"))],
    )
    gratis = forms.BooleanField(label=_("Alleen gratis"), required=False)


@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    """The list of trainings for the question in the address; on the site of a region, those of that region."""
    form = TrainingFilters(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    location = find_location(asked["waar"]) if asked.get("waar") else None
    found = trainings_for(_question(asked, location, site_of(request)), today=today())
    page = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "trainings": list(page.object_list),
        "paging": Paging(page.number, _PAGE_SIZE, page.paginator.count),
        "location": location,
        "is_unknown_location": bool(asked.get("waar")) and location is None,
        "is_asked": any(asked.values()),
        "is_filtered": any(value for name, value in asked.items() if name not in ("q", "waar")),
    }
    return render(request, "public/trainings/list.html", context)


@require_safe
def training(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One training with its starts and the schemes that may pay for it."""
    try:
        found = training_with_context(pk, today())
    except Training.DoesNotExist as unknown:
        raise Http404 from unknown
    if slug != address_part(found):
        return HttpResponsePermanentRedirect(reverse("public:training", args=[address_part(found), pk]))
    goal = _GOALS.get(TrainingKind(found.kind), "BOL" if found.pathway == Pathway.BOL else "BBL")
    judged = judge_schemes({Topic.GOAL: goal}, audience=Audience.LEARNER, today=today())
    context = {
        "training": found,
        "runs": coming_runs(found, today(), limit=_RUNS_SHOWN),
        "schemes": [shown(each.version) for each in judged if each.verdict.fit != Fit.NO],
        "wizard_url": _wizard_for(goal),
        "places_url": f"{reverse('public:search')}?{urlencode({'q': _learnt(found)})}",
        "address": address_part(found),
    }
    return render(request, "public/trainings/page.html", context)


@require_safe
def evc(request: HttpRequest) -> HttpResponse:
    """What a certificate of experience is, who gives it, and who pays."""
    asked = TrainingQuestion(kind=TrainingKind.EVC, region_id=_region_id(site_of(request)))
    context = {
        "offers": list(trainings_for(asked, today=today())[:_OFFERS_SHOWN]),
        "wizard_url": _wizard_for("EVC"),
    }
    return render(request, "public/trainings/evc.html", context)


def address_part(training: Training) -> str:
    """The words in the address of a training."""
    return slugify(training.name)[:80].strip("-") or "opleiding"


def _question(asked: dict[str, object], location: Location | None, site: Site) -> TrainingQuestion:
    """`asked` lacks what was not understood."""
    return TrainingQuestion(
        words=str(asked.get("q") or ""),
        location=location,
        radius_km=_whole(asked.get("straal")),
        region_id=None if location else _region_id(site),
        kind=str(asked.get("soort") or ""),
        pathway=str(asked.get("leerweg") or ""),
        level=_whole(asked.get("niveau")),
        within_days=_whole(asked.get("start")),
        is_free=bool(asked.get("gratis")),
    )


def _wizard_for(goal: str) -> str:
    """The wizard of schemes with its first question answered."""
    asked = urlencode({"voor": Audience.LEARNER.value, PARAMETERS[Topic.GOAL]: goal})
    return f"{reverse('public:money_wizard')}?{asked}"


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _region_id(site: Site) -> int | None:
    return site.region.pk if site.region else None


def _learnt(training: Training) -> str:
    return training.qualification.name if training.qualification else training.name
