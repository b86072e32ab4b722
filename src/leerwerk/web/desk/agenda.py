"""When advisers can, and what a region offers: hours and leave for everybody, topics and limits for coordinators."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leerwerk.casework.actions.appointments.agenda import (
    add_absence,
    add_hours,
    remove_absence,
    remove_hours,
    store_agenda,
    store_topic,
)
from leerwerk.casework.models import Absence, Topic, WeeklyHours
from leerwerk.casework.queries.appointments import (
    agenda_of,
    coming_absences,
    memberships_of,
    topics_of,
    within,
)
from leerwerk.kernel import clock
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.enums import Role
from leerwerk.network.models import Membership, Region
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, see_other
from leerwerk.web.desk.access import coordinator_only, desk_only
from leerwerk.web.desk.appointment_forms import AbsenceForm, AgendaForm, HoursForm, TopicForm
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text


@require_http_methods(["GET", "POST"])
@desk_only
def hours(request: HttpRequest) -> HttpResponse:
    """My weekly hours and leave; a coordinator chooses whose (`lid`, a membership)."""
    members = _members(request)
    member = _chosen(request, members)
    if request.method == "POST":
        return _change_hours(request, members, member)
    return _hours_page(request, members, member)


def _members(request: HttpRequest) -> list[Membership]:
    actor = actor_of(request)
    everybody = memberships_of(actor, clock.now())
    coordinates = actor.scope_ids(Role.COORDINATOR, "region")
    return [
        each
        for each in everybody
        if each.region and (each.user_id == actor.user_id or each.region.code in coordinates)
    ]


def _chosen(request: HttpRequest, members: list[Membership]) -> Membership:
    asked = request.GET.get("lid", "")
    own = [each for each in members if each.user_id == actor_of(request).user_id]
    if asked:
        chosen = next((each for each in members if str(each.pk) == asked), None)
    else:
        chosen = next(iter(own or members), None)
    if chosen is None:
        raise Http404
    return chosen


def _change_hours(request: HttpRequest, members: list[Membership], member: Membership) -> HttpResponse:
    kind = request.POST.get("doe", "")
    common: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
    here = see_other(f"{reverse('desk:hours')}?lid={member.pk}")
    if kind == "weg":
        rows = WeeklyHours.objects.filter(membership=member).select_related("membership__region")
        remove_hours(hours=get_object_or_404(rows, pk=_number(request)), **common)
        return here
    if kind == "terug":
        absence = get_object_or_404(Absence, pk=_number(request), adviser=member.user_id)
        remove_absence(absence=absence, membership=member, **common)
        return here
    form: HoursForm | AbsenceForm = (
        AbsenceForm(request.POST, prefix="verlof") if kind == "verlof" else HoursForm(request.POST)
    )
    name = "absence_form" if kind == "verlof" else "hours_form"
    if not form.is_valid():
        return _hours_page(request, members, member, MISTYPED, **{name: form})
    try:
        if isinstance(form, AbsenceForm):
            _tell_what_stays(request, add_absence(membership=member, **form.span(), **common))
        else:
            add_hours(membership=member, hours=form.cleaned_data, **common)
            messages.success(request, _("De uren staan erbij. Bezoekers kunnen ze meteen kiezen."))
    except Refusal as refusal:
        add_refusal(form, refusal_text(refusal))
        return _hours_page(request, members, member, REFUSED, **{name: form})
    return here


def _tell_what_stays(request: HttpRequest, absence: Absence) -> None:
    messages.success(request, _("Het verlof staat erin."))
    number = within(absence)
    if number:
        text = ngettext(
            "Let op: in die tijd staat nog %(n)d afspraak. Verzet die of zeg die af.",
            "Let op: in die tijd staan nog %(n)d afspraken. Verzet die of zeg die af.",
            number,
        )
        messages.warning(request, text % {"n": number})


def _hours_page(
    request: HttpRequest,
    members: list[Membership],
    member: Membership,
    status: int = 200,
    **given: forms.Form,
) -> HttpResponse:
    now = clock.now()
    context = {
        "members": members,
        "member": member,
        "is_own": member.user_id == actor_of(request).user_id,
        "rows": WeeklyHours.objects.filter(membership=member).order_by("weekday", "begins", "pk"),
        "absences": coming_absences(member.user_id, now),
        "hours_form": HoursForm(initial={"channels": ["ONLINE", "PHONE", "DESK"], "begins": "09:00"}),
        "absence_form": AbsenceForm(prefix="verlof"),
        **given,
    }
    return render(request, "desk/appointments/hours.html", context, status=status)


@require_http_methods(["GET", "POST"])
@coordinator_only
def settings(request: HttpRequest) -> HttpResponse:
    """Topics and limits of a region; with several regions `regio` chooses."""
    codes = actor_of(request).scope_ids(Role.COORDINATOR, "region")
    regions = list(Region.objects.current().filter(code__in=codes).order_by("name"))
    asked = request.GET.get("regio", "")
    region = next((each for each in regions if each.slug == asked), regions[0] if regions else None)
    if region is None:
        raise Http404
    topics = list(topics_of(region))
    if request.method == "POST":
        return _change_settings(request, regions, region, topics)
    return _settings_page(request, regions, region, topics)


def _change_settings(
    request: HttpRequest, regions: list[Region], region: Region, topics: list[Topic]
) -> HttpResponse:
    common: dict[str, Any] = {"region": region, "actor": actor_of(request), "now": clock.now()}
    store: Callable[..., Any]
    if "onderwerp" in request.POST:
        row = next((each for each in topics if str(each.pk) == request.POST["onderwerp"]), None)
        name = f"topic-{row.pk}" if row else "new"
        form: AgendaForm | TopicForm = TopicForm(request.POST, prefix=name)
        store = lambda: store_topic(topic=form.cleaned_data, row=row, **common)  # noqa: E731
    else:
        name, form = "agenda", AgendaForm(request.POST)
        store = lambda: store_agenda(limits=form.cleaned_data, **common)  # noqa: E731
    if not form.is_valid():
        return _settings_page(request, regions, region, topics, MISTYPED, {name: form})
    try:
        store()
    except Refusal as refusal:
        add_refusal(form, refusal_text(refusal))
        return _settings_page(request, regions, region, topics, REFUSED, {name: form})
    messages.success(request, _("Opgeslagen. Op de site geldt het meteen."))
    return redirect(f"{reverse('desk:agenda_settings')}?regio={region.slug}")


def _settings_page(
    request: HttpRequest,
    regions: list[Region],
    region: Region,
    topics: list[Topic],
    status: int = 200,
    given: dict[str, forms.BaseForm] | None = None,
) -> HttpResponse:
    typed = given or {}
    context = {
        "regions": regions,
        "region": region,
        "agenda_form": typed.get("agenda") or AgendaForm(instance=agenda_of(region)),
        "topics": [
            (each, typed.get(f"topic-{each.pk}") or TopicForm(instance=each, prefix=f"topic-{each.pk}"))
            for each in topics
        ],
        "new_form": typed.get("new") or TopicForm(prefix="new"),
        "wrong": next(iter(typed.values()), None),
    }
    return render(request, "desk/appointments/settings.html", context, status=status)


def _number(request: HttpRequest) -> int:
    text = request.POST.get("rij", "")
    return int(text[:15]) if text.isdecimal() else 0
