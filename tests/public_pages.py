"""One address of every public page, from the url confs: whoever adds a page and forgets it here fails the tests.

Where an address has a part that says which (a place, a token), `_parts` says how one is found in a demo country.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import URLPattern, reverse

from leerwerk.accounts.actions import admit_citizen
from leerwerk.casework.mails.appointments import own_token
from leerwerk.casework.models import Appointment, PlanStep
from leerwerk.casework.queries.availability import free_times, office_of
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place, Training
from leerwerk.contact.links import interest_path, question_path
from leerwerk.contact.models import Interest, Question
from leerwerk.demo.citizen import CITIZEN
from leerwerk.funding.models import SchemeVersion
from leerwerk.kernel import links
from leerwerk.knowledge.models import NewsPage, StoryPage
from leerwerk.network.models import DeskLogo, Event, Region, TeamPhoto
from leerwerk.people.models import Consent
from leerwerk.programme.models import Target
from leerwerk.search.links import confirm_path, manage_path, stop_path
from leerwerk.search.models import SavedSearch
from leerwerk.web.moments import moment_word
from leerwerk.web.public import machine_urls, urls
from leerwerk.web.public.appointments.choices import way_word
from leerwerk.web.public.mijn.coming_back import BEGUN, PROVEN
from leerwerk.web.public.tasks import EXPORT
from leerwerk.web.public.trainings import address_part

#: Of which region the pages of a visitor are, where they are of one.
REGION = "twente"
PERSON = {
    "first_name": "Samira",
    "last_name": "Haddad",
    "email": "samira@voorbeeld.nl",
    "phone": "0612345678",
}
Args = Callable[[], list[Any]]


@dataclass(frozen=True)
class Visitors:
    """Browsers: of somebody new, of one who is making an appointment, of one who waits for a code, of a citizen."""

    new: Client
    booking: Client
    waiting: Client
    citizen: Client


@dataclass(frozen=True)
class PublicPage:
    """A page by its name in the urls ("place"), an address of it, and the browser that may see it."""

    name: str
    address: str
    browser: Client


def names() -> list[str]:
    """Every public address and every one for machines, by name."""
    return [f"public:{_name(each)}" for each in urls.urlpatterns] + [
        f"machines:{_name(each)}" for each in machine_urls.urlpatterns
    ]


def pages(visitors: Visitors, now: datetime) -> Iterator[PublicPage]:
    """One of each, on the national site, in Dutch. `now` is that of the demo country."""
    wish = _booking(now)
    visitors.booking.post(f"{reverse('public:appointment_details')}?{wish}", PERSON)
    visitors.waiting.post(reverse("public:mijn_sign_in"), {"email": "wacht@voorbeeld.nl"})
    visitors.citizen.post(reverse("public:mijn_address"), {"email": "nieuw@voorbeeld.nl"})
    parts = _parts(now)
    for name in names():
        made = parts[name]() if name in parts else []
        address = made if isinstance(made, str) else reverse(name, args=made)
        if name.startswith("public:appointment"):
            address = f"{address}?{wish if name != 'public:appointment' else wish.rpartition('&')[0]}"
        yield PublicPage(name, address, _browser(name, visitors))


def make_visitors(now: datetime) -> Visitors:
    """Their browsers."""
    citizen = Client()
    citizen.force_login(admit_citizen(email=CITIZEN, language="nl", now=now))
    return Visitors(Client(), Client(), Client(), citizen)


def _browser(name: str, visitors: Visitors) -> Client:
    if name == "public:mijn_code":
        return visitors.waiting
    if name.startswith("public:appointment_"):
        return visitors.booking
    is_own = name.startswith("public:mijn") and name not in ("public:mijn_sign_in", "public:mijn_gone")
    return visitors.citizen if is_own else visitors.new


def _name(pattern: Any) -> str:
    assert isinstance(pattern, URLPattern)
    return str(pattern.name)


def _booking(now: datetime) -> str:
    """Topic, way and the first free time in the region, as they stand in an address; the time comes last."""
    region = Region.objects.current().get(slug=REGION)
    office = office_of(region, now.date())
    assert office is not None
    topic = office.topics[0]
    way = office.ways(topic)[0]
    begins_at = free_times(office, topic, way, now=now)[0].begins_at
    chosen = {"regio": REGION, "onderwerp": topic.pk, "manier": way_word(way), "tijd": moment_word(begins_at)}
    return urlencode(chosen)


def _parts(now: datetime) -> dict[str, Callable[[], Any]]:
    """By the name of a page: the parts of its address, or the whole address."""
    place = Place.objects.filter(status=PlaceStatus.PUBLISHED, region__slug=REGION).order_by("pk")[0]
    token = own_token(Appointment.objects.order_by("pk")[0])
    saved = SavedSearch.objects.order_by("pk")[0]
    training = Training.objects.order_by("pk")[0]
    event = Event.objects.filter(region__slug=REGION, starts_at__gt=now).order_by("pk")[0]
    target = Target.objects.filter(measure__agreement__is_demo=True).order_by("pk")[0]
    agreement = target.measure.agreement.slug
    logo = DeskLogo.objects.order_by("pk")[0]
    found: dict[str, Callable[[], Any]] = {
        "public:saved_search": lambda: manage_path(saved),
        "public:confirm_search": lambda: confirm_path(saved),
        "public:stop_search": lambda: stop_path(saved),
        "public:interest": lambda: interest_path(Interest.objects.order_by("pk")[0]),
        "public:question": lambda: question_path(Question.objects.order_by("pk")[0]),
        "public:agreement": lambda: [agreement],
        "public:agreement_placements": lambda: (
            f"{reverse('public:agreement_placements', args=[agreement])}?doel={target.pk}"
        ),
        "public:desk": lambda: [logo.desk.slug],
        "public:story": lambda: [StoryPage.objects.live().filter(region=None).order_by("pk")[0].slug],
        "public:news_item": lambda: [NewsPage.objects.live().filter(region=None).order_by("pk")[0].slug],
        "public:appointment_question": lambda: ["situatie"],
        "public:mijn_back": lambda: [links.make_token(BEGUN, ["testserver", "x"])],
        "public:mijn_arrive": lambda: [links.make_token(PROVEN, [1, "x"])],
        "public:mijn_withdraw": lambda: [
            Consent.objects.filter(client__email=CITIZEN, withdrawn_at=None).order_by("pk")[0].pk
        ],
        "public:mijn_fetch": lambda: [links.make_token(EXPORT, ["0" * 32, 1])],
        "public:training": lambda: [address_part(training), training.pk],
        "public:scheme": lambda: [SchemeVersion.objects.order_by("pk")[0].scheme.code],
        "machines:sitemap": lambda: ["leerwerkplekken"],
        "machines:desk_logo": lambda: [logo.desk.slug, logo.digest],
        "machines:team_photo": _photo_parts,
    }
    found |= dict.fromkeys(("public:place", "public:show_interest"), lambda: [place.slug, place.pk])
    found |= dict.fromkeys(("public:event", "public:event_calendar"), lambda: [event.slug, event.pk])
    found |= dict.fromkeys(("public:mijn_step_done", "public:mijn_step_open"), _step_parts)
    own = ("own_appointment", "own_calendar", "move_own_appointment", "cancel_own_appointment")
    return found | {f"public:{name}": lambda: [token] for name in own}


def _step_parts() -> list[Any]:
    return [PlanStep.objects.filter(case__client__email=CITIZEN).order_by("pk")[0].pk]


def _photo_parts() -> list[Any]:
    photo = TeamPhoto.objects.order_by("pk").first()
    return [photo.member_id, photo.digest] if photo else [1, "x"]
