"""A new client, and the profile for matching."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leerwerk.casework.actions.intake import take_in_client
from leerwerk.casework.actions.reading import open_case_file
from leerwerk.catalogue.queries import occupation_choices
from leerwerk.kernel import clock
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Region
from leerwerk.network.rules import regions_advised
from leerwerk.people.actions import ClientRefused, change_profile
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, found
from leerwerk.web.desk.access import ADVICE, desk_only
from leerwerk.web.desk.profile_forms import IntakeForm, PersonForm, ProfileForm, typed_profile
from leerwerk.web.ui.forms import Together, add_refusal
from leerwerk.web.ui.wording import refusal_text


@require_http_methods(["GET", "POST"])
@desk_only
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a client can and wants."""
    actor, now = actor_of(request), clock.now()
    case = found(open_case_file, case_id=pk, actor=actor, now=now, purpose=ADVICE)
    form = ProfileForm(request.POST or None, initial=typed_profile(case.client.profile))
    status = 200
    if request.method == "POST":
        status = MISTYPED
        if form.is_valid():
            try:
                change_profile(
                    client=case.client,
                    profile=form.values(),
                    actor=actor,
                    now=now,
                    seen=request.POST.get("seen", ""),
                )
            except ClientRefused as refusal:
                add_refusal(form, refusal_text(refusal))
                status = REFUSED
            else:
                messages.success(
                    request, _("Het profiel is opgeslagen. De passende plekken zijn bijgewerkt.")
                )
                return redirect("desk:client", pk=pk)
    context = {"form": form, "case": case, "client": case.client, "occupations": occupation_choices()}
    return render(request, "desk/profile.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk_only
def new_client(request: HttpRequest) -> HttpResponse:
    """Take in a client: person, question and profile on one page."""
    actor, now = actor_of(request), clock.now()
    regions = Region.objects.current().filter(code__in=regions_advised(actor))
    data = request.POST or None
    forms = {
        "person": PersonForm(data),
        "intake": IntakeForm(data, regions=regions),
        "profile": ProfileForm(
            data, initial={"transport": "BIKE", "max_distance_km": 15, "waiting_since": now.date()}
        ),
    }
    status = 200
    if request.method == "POST":
        status = MISTYPED
        if all([form.is_valid() for form in forms.values()]):  # noqa: C419  every form says what is wrong
            try:
                case = take_in_client(
                    person=forms["person"].cleaned_data,
                    profile=forms["profile"].values(),  # type: ignore[attr-defined]
                    adviser_id=actor.user_id,
                    actor=actor,
                    now=now,
                    **forms["intake"].cleaned_data,
                )
            except Refusal as refusal:
                add_refusal(forms["profile"], refusal_text(refusal))
                status = REFUSED
            else:
                messages.success(request, _("De cliënt staat in je lijst. Leg nu de toestemming vast."))
                return redirect("desk:client", pk=case.pk)
    context = {**forms, "all": Together(forms.values()), "occupations": occupation_choices()}
    return render(request, "desk/new_client.html", context, status=status)
