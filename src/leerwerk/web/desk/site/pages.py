""" "Onze site": what a coordinator keeps on the site of the region, and its texts, team, hours and jobs."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.kernel import clock
from leerwerk.network.actions.site_people import (
    change_day,
    change_week,
    end_vacancy,
    forget_day,
    remove_member,
    show_member,
    show_vacancy,
)
from leerwerk.network.actions.sites import change_contact, change_texts
from leerwerk.network.models import Desk, DeskVacancy, NationalSite, TeamMember
from leerwerk.network.queries import (
    desks_edited_by,
    desks_led_by,
    events_of,
    hours_of,
    national_row,
    texts_kept,
)
from leerwerk.network.rules import edits_national_site
from leerwerk.network.told import DUTCH
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import found, post_from, see_other
from leerwerk.web.desk.site.editing import (
    act_as,
    address_on_site,
    desk_edited,
    editors_only,
    saved,
    site_edited,
)
from leerwerk.web.desk.site.forms import DayForm, MemberForm, VacancyForm, WeekForm, week_typed
from leerwerk.web.desk.site.languages import OTHERS, typed_translations
from leerwerk.web.desk.site.text_forms import TextForm, typed
from leerwerk.web.ui.hours import hours_view

ADD = "nieuw"


@require_safe
@editors_only
def sites(request: HttpRequest) -> HttpResponse:
    """The sites that this person keeps; who keeps one goes there at once."""
    actor, today = actor_of(request), clock.today()
    desks = list(desks_edited_by(actor, today))
    is_national = edits_national_site(actor)
    if len(desks) == 1 and not is_national:
        return redirect("desk:site_of", slug=desks[0].slug)
    context = {
        "desks": desks,
        "national": national_row() if is_national else None,
        "led": list(desks_led_by(actor, today)) if is_national else [],
    }
    return render(request, "desk/site/list.html", context)


@require_safe
@editors_only
def site(request: HttpRequest, slug: str) -> HttpResponse:
    """One site: its parts, and how each stands."""
    desk = site_edited(request, slug)
    now = clock.now()
    region_id = desk.region.pk if desk.region else None
    context: dict[str, Any] = {
        "desk": desk,
        "site_url": address_on_site(desk) + "/",
        "texts": {kind: text for (kind, language), text in texts_kept(desk).items() if language == DUTCH},
        "events": events_of(region_id).filter(ends_at__gt=now).count(),
    }
    if isinstance(desk, Desk):
        context |= _of_desk(desk, now)
    return render(request, "desk/site/page.html", context)


def _of_desk(desk: Desk, now: datetime) -> dict[str, Any]:
    return {
        "is_desk": True,
        "hours": hours_view(hours_of(desk, now.date()), now),
        "team": desk.team.count(),
        "jobs": desk.vacancies.valid_on(now.date()).count(),
    }


@require_http_methods(["GET", "POST"])
@editors_only
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the texts in each language, and how the site is reached."""
    desk = site_edited(request, slug)
    form = TextForm(desk, request.POST or None, initial=typed(desk, texts_kept(desk)))

    def save() -> None:
        with transaction.atomic():
            change_contact(**(act_as(request, desk) | form.contact()))
            for language in (DUTCH, *OTHERS):
                change_texts(texts=form.texts(language), language=language, **act_as(request, desk))

    return _saved(
        request, form, save, desk, "desk/site/texts.html", gettext_lazy("De teksten staan op je site.")
    )


@require_safe
@editors_only
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who stands on the site, now or later."""
    desk = desk_edited(request, slug)
    members = desk.team.select_related("photo").defer("photo__content").order_by("position", "name", "pk")
    return render(request, "desk/site/team.html", {"desk": desk, "members": members, "today": clock.today()})


@require_http_methods(["GET", "POST"])
@editors_only
def member(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Put a colleague on the site, or change how they stand there."""
    desk = desk_edited(request, slug)
    row = found(TeamMember.objects.get, desk=desk, pk=pk) if pk else None
    form = MemberForm(request.POST or None, request.FILES or None, initial=_typed(row, MemberForm))

    def save() -> None:
        photo = form.cleaned_data["photo"]
        show_member(
            facts=form.facts(),
            has_consent=form.cleaned_data["has_consent"],
            member_id=pk,
            photo=photo.read() if photo else None,
            **act_as(request, desk),
        )

    return _saved(
        request,
        form,
        save,
        desk,
        "desk/site/member.html",
        gettext_lazy("Je collega staat op de site."),
        to="desk:site_team",
        row=row,
    )


@post_from("desk:site_team", keep=("slug",))
@editors_only
def forget_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a colleague off the site."""
    desk = desk_edited(request, slug)
    found(remove_member, member_id=pk, **act_as(request, desk))
    return _done(request, _("Naam en foto zijn van de site."), "desk:site_team", slug)


@require_http_methods(["GET", "POST"])
@editors_only
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the week; other days stand below it."""
    desk = desk_edited(request, slug)
    week = hours_of(desk, clock.today())
    form = WeekForm(request.POST or None, initial=week_typed(dict(week.weekly)))
    return _saved(
        request,
        form,
        lambda: change_week(weekly=form.weekly(), **act_as(request, desk)),
        desk,
        "desk/site/hours.html",
        gettext_lazy("De openingstijden staan op je site."),
        to="desk:site_hours",
        day_form=DayForm(),
        days=desk.hours_exceptions.filter(day__gte=clock.today()).order_by("day"),
    )


@post_from("desk:site_hours", keep=("slug",))
@editors_only
def other_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Be closed on a day, or open at other hours."""
    desk = desk_edited(request, slug)
    form = DayForm(request.POST)
    week = hours_of(desk, clock.today())

    def save() -> None:
        given = form.cleaned_data
        change_day(day=given["day"], hours=form.hours(), reason=given["reason"], **act_as(request, desk))

    return _saved(
        request,
        form,
        save,
        desk,
        "desk/site/hours.html",
        gettext_lazy("De dag staat op je site."),
        to="desk:site_hours",
        day_form=form,
        week_form=WeekForm(initial=week_typed(dict(week.weekly))),
        days=desk.hours_exceptions.filter(day__gte=clock.today()).order_by("day"),
    )


@post_from("desk:site_hours", keep=("slug",))
@editors_only
def usual_day(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Be open on a day as usual."""
    desk = desk_edited(request, slug)
    row = found(desk.hours_exceptions.get, pk=pk)
    forget_day(day=row.day, **act_as(request, desk))
    return _done(request, _("Op deze dag gelden weer de gewone tijden."), "desk:site_hours", slug)


@require_safe
@editors_only
def jobs(request: HttpRequest, slug: str) -> HttpResponse:
    """The jobs at the desk itself, those of the past too."""
    desk = desk_edited(request, slug)
    context = {"desk": desk, "jobs": desk.vacancies.order_by("-pk"), "today": clock.today()}
    return render(request, "desk/site/jobs.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def job(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Put a job on the site, or change it."""
    desk = desk_edited(request, slug)
    row = found(DeskVacancy.objects.get, desk=desk, pk=pk) if pk else None
    form = VacancyForm(request.POST or None, initial=_typed(row, VacancyForm) or {"apply_to": desk.email})
    return _saved(
        request,
        form,
        lambda: show_vacancy(facts=form.facts(), vacancy_id=pk, **act_as(request, desk)),
        desk,
        "desk/site/job.html",
        gettext_lazy("De vacature staat op je site."),
        to="desk:site_jobs",
        row=row,
    )


@post_from("desk:site_jobs", keep=("slug",))
@editors_only
def end_job(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a job off the site."""
    desk = desk_edited(request, slug)
    found(end_vacancy, vacancy_id=pk, **act_as(request, desk))
    return _done(request, _("De vacature is van de site."), "desk:site_jobs", slug)


def _typed(
    row: TeamMember | DeskVacancy | None, form: type[MemberForm] | type[VacancyForm]
) -> dict[str, Any]:
    """What a row says, as its form has it."""
    if row is None:
        return {}
    names = form.base_fields.keys() - {"photo", "has_consent"}
    return {name: getattr(row, name) for name in names} | typed_translations(row) | {"has_consent": True}


def _saved(
    request: HttpRequest,
    form: Any,
    act: Any,
    desk: Desk | NationalSite,
    template: str,
    told: Any,
    to: str = "desk:site_of",
    **more: Any,
) -> HttpResponse:
    context = {"desk": desk, **more}
    return saved(
        request,
        form,
        act,
        told=told,
        address=reverse(to, args=[desk.slug]),
        template=template,
        context=context,
    )


def _done(request: HttpRequest, told: str, to: str, slug: str) -> HttpResponse:
    messages.success(request, told)
    return see_other(reverse(to, args=[slug]))
