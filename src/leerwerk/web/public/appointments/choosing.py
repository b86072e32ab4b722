"""Choose: first the desk, then what about, how and when. Each choice is a link, so back and reload always work."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.casework.models import Topic
from leerwerk.casework.queries.availability import Way, regions_with_appointments
from leerwerk.casework.rules.availability import Slot
from leerwerk.kernel import clock
from leerwerk.network.models import Region
from leerwerk.network.queries import find_location
from leerwerk.web.public.appointments.choices import Choice, read_choice
from leerwerk.web.public.appointments.days import day_in, days_page
from leerwerk.web.public.appointments.wording import Step, steps_at, way_icon, way_text
from leerwerk.web.ui.lines import clean_line

PAGE = "public:appointment"


@dataclass(frozen=True)
class Offer:
    """A thing to choose, with the address that chooses it.

    What a desk `tells` about it, and with `is_dutch` its label too, is Dutch whatever the language of the page.
    """

    label: str
    hint: str
    url: str
    icon: str = ""
    tells: str = ""
    is_dutch: bool = False


@require_safe
def appointment(request: HttpRequest) -> HttpResponse:
    """The next question of an appointment that is still open."""
    now = clock.now()
    choice = read_choice(request, now.date())
    if choice.region is None:
        return _regions(request, now)
    if choice.office is None:
        return render(request, "public/appointments/closed.html", {"choice": choice})
    if choice.topic is None:
        topics = [_topic_offer(choice, each) for each in choice.office.topics]
        return _offers(request, choice, "topic", _("Waar gaat het over?"), topics)
    if choice.way is None:
        ways = [_way_offer(choice, each) for each in choice.ways]
        return _offers(request, choice, "way", _("Hoe wil je praten?"), ways)
    if choice.begins_at is not None:
        return redirect(choice.address("public:appointment_details"))
    page = days_page(
        choice.times(now),
        day_in(request.GET.get("vanaf", "")),
        lambda slot: _at(choice, slot).address("public:appointment_details"),
    )
    context = {
        "choice": choice,
        "page": page,
        "steps": steps_at(Step.TIME),
        "title": _("Wanneer kun je?"),
        "earlier": choice.address(PAGE, vanaf=page.earlier.isoformat()) if page.earlier else "",
        "later": choice.address(PAGE, vanaf=page.later.isoformat()) if page.later else "",
        **changes(choice),
    }
    return render(request, "public/appointments/times.html", context)


def changes(choice: Choice) -> dict[str, str]:
    """The addresses at which each part of a choice can be made anew; "" where there is nothing else."""
    without_time = choice.without("begins_at")
    topics = choice.office.topics if choice.office else ()
    way = choice.without("begins_at", "way").address(PAGE)
    return {
        "change_region": "" if choice.is_own_site else Choice().address(PAGE),
        "change_topic": choice.without("begins_at", "way", "topic").address(PAGE) if len(topics) > 1 else "",
        "change_way": way if len(choice.ways) > 1 else "",
        "change_time": without_time.address(PAGE),
        "way_text": way_text(choice.way) if choice.way else "",
    }


def _at(choice: Choice, slot: Slot) -> Choice:
    return replace(choice, begins_at=slot.begins_at)


def _regions(request: HttpRequest, now: datetime) -> HttpResponse:
    where = clean_line(request.GET.get("waar", ""))
    location = find_location(where) if where else None
    open_ones = list(regions_with_appointments(now.date()))
    near = next((each for each in open_ones if location and each.code == location.region_code), None)
    context = {
        "where": where,
        "location": location,
        "near": _region_offer(near) if near else None,
        "regions": [_region_offer(each) for each in open_ones],
        "steps": steps_at(Step.DESK),
    }
    return render(request, "public/appointments/regions.html", context)


def _offers(request: HttpRequest, choice: Choice, kind: str, title: str, offers: list[Offer]) -> HttpResponse:
    step = Step.TOPIC if kind == "topic" else Step.WAY
    context = {
        "choice": choice,
        "title": title,
        "offers": offers,
        "steps": steps_at(step),
        **changes(choice),
    }
    return render(request, "public/appointments/offers.html", context)


def _region_offer(region: Region) -> Offer:
    return Offer(region.name, "", Choice(region=region).address(PAGE))


def _topic_offer(choice: Choice, topic: Topic) -> Offer:
    long = _("%(minutes)d minuten") % {"minutes": topic.minutes}
    return Offer(
        topic.name,
        f"({long})" if topic.explanation else long,
        replace(choice, topic=topic).address(PAGE),
        "help-circle",
        tells=topic.explanation,
        is_dutch=True,
    )


def _way_offer(choice: Choice, way: Way) -> Offer:
    hints = {
        "ONLINE": _("Je krijgt een link per mail."),
        "PHONE": _("De adviseur belt jou."),
        "DESK": way.place,
    }
    address = replace(choice, way=way).address(PAGE)
    return Offer(way_text(replace(way, place="")), hints[way.channel], address, way_icon(way))
