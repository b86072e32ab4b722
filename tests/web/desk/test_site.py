""" "Onze site": what a coordinator changes, and what stands on the site afterwards."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from leerwerk.kernel.models import AuditEntry
from leerwerk.network.enums import Role
from leerwerk.network.models import Desk, DeskLogo, DeskVacancy, HoursException, TeamMember
from leerwerk.network.theme import CHOSEN, complete
from tests.factories.accounts import UserFactory
from tests.factories.network import DeskFactory, MembershipFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


@pytest.fixture
def own() -> Desk:
    return DeskFactory(slug="loket-hier", name="Loket Hier")


@pytest.fixture
def coordinator(client: Client, own: Desk) -> Client:
    client.force_login(MembershipFactory(role=Role.COORDINATOR, region=own.region).user)
    return client


def address(name: str, desk: Desk, *more: object) -> str:
    return reverse(f"desk:{name}", args=[desk.slug, *more])


def colours(**changed: str) -> dict[str, str]:
    every = {name: complete({})[name] for name in CHOSEN}
    return every | {name.replace("_", "-"): value for name, value in changed.items()}


PAGES = (
    "site_of", "site_looks", "site_texts", "site_team", "site_new_member", "site_hours", "site_jobs", "site_new_job",
    "site_events", "site_new_event", "site_phase",
)  # fmt: skip
POSTS = (
    "site_looks",
    "site_logo",
    "site_texts",
    "site_new_member",
    "site_hours",
    "site_day",
    "site_new_job",
    "site_new_event",
    "site_phase",
)


def test_coordinator_of_one_region_comes_to_its_site_at_once(coordinator: Client, own: Desk) -> None:
    assert coordinator.get("/desk/site").headers["Location"] == address("site_of", own)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_there_for_the_coordinator(
    coordinator: Client, own: Desk, name: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(11):
        assert coordinator.get(address(name, own)).status_code == 200


def test_site_of_another_region_does_not_exist_here(coordinator: Client, own: Desk) -> None:
    other = DeskFactory()
    member = TeamMember.objects.create(desk=other, name="x", job="x", consented_on=date(2026, 1, 1))
    job = DeskVacancy.objects.create(desk=other, title="x", text="x", apply_to="x@x.example")
    day = HoursException.objects.create(desk=other, day=date(2027, 1, 1))

    for name in PAGES:
        assert coordinator.get(address(name, other)).status_code == 404
    for name in POSTS:
        assert coordinator.post(address(name, other)).status_code == 404
    for desk in (own, other):
        for name, row in (
            ("site_member", member),
            ("site_forget_member", member),
            ("site_job", job),
            ("site_end_job", job),
            ("site_usual_day", day),
        ):
            assert coordinator.post(address(name, desk, row.pk), {"name": "y"}).status_code == 404
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.EMPLOYER])
def test_others_do_not_come_in(client: Client, own: Desk, role: str) -> None:
    scope: dict[str, Any] = {"region": own.region} if role == Role.ADVISER else {}
    if role == Role.EMPLOYER:
        scope = {"organisation__name": "x"}
        from tests.factories.network import OrganisationFactory

        scope = {"organisation": OrganisationFactory()}
    client.force_login(MembershipFactory(role=role, **scope).user)

    assert client.get(address("site_of", own)).status_code == 403
    client.force_login(UserFactory())
    assert client.get(address("site_of", own)).status_code == 403


def test_administrator_keeps_all_sites(
    client: Client, own: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = DeskFactory()
    client.force_login(MembershipFactory(role=Role.ADMIN).user)

    page = client.get("/desk/site").content.decode()

    assert address("site_of", own) in page
    assert address("site_of", other) in page


def test_colours_that_cannot_be_read_are_refused_with_one_that_will_do(
    coordinator: Client, own: Desk
) -> None:
    response = coordinator.post(address("site_looks", own), colours(action="#f4a300") | {"bewaar": "ja"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "nodig is 4,5" in page
    suggestion = response.context["rows"][0].suggestion
    assert f'value="action:{suggestion}"' in page
    own.refresh_from_db()
    assert own.brand == {}

    followed = coordinator.post(
        address("site_looks", own), colours(action="#f4a300") | {"gebruik": f"action:{suggestion}"}
    )
    assert followed.context["is_readable"]
    assert "Zo wordt het" in followed.content.decode()
    sheet = coordinator.get(followed.context["sample_url"]).content.decode()
    assert f".thema-voorbeeld{{--lw-action:{suggestion};" in sheet
    own.refresh_from_db()
    assert own.brand == {}

    saved = coordinator.post(address("site_looks", own), colours(action=suggestion) | {"bewaar": "ja"})
    assert saved.status_code == 303
    own.refresh_from_db()
    assert own.brand == {"action": suggestion, "link": complete({})["link"]}


@pytest.mark.parametrize("value", ["", "rood", "#fff", "#12345g", "url(x)"])
def test_what_is_no_colour_is_told(coordinator: Client, own: Desk, value: str) -> None:
    response = coordinator.post(address("site_looks", own), colours(action=value) | {"bewaar": "ja"})

    assert response.status_code == 422
    assert coordinator.get(reverse("desk:site_sample"), {"action": value}).content == b""


def test_logo_is_put_on_the_site_refused_and_taken_away(coordinator: Client, own: Desk) -> None:
    url = address("site_logo", own)
    refused = coordinator.post(
        url, {"logo": SimpleUploadedFile("x.svg", DRAWING.replace(b"<path", b"<script/><path"))}
    )
    assert refused.status_code == 409
    assert "meer dan vormen: &lt;script&gt;" in refused.content.decode()
    assert coordinator.post(url).status_code == 409

    coordinator.post(url, {"logo": SimpleUploadedFile("x.svg", DRAWING)})
    assert DeskLogo.objects.get(desk=own).media_type == "image/svg+xml"
    coordinator.post(url, {"weg": "ja"})
    assert not DeskLogo.objects.exists()


def test_texts_and_contact_stand_on_the_site(coordinator: Client, own: Desk) -> None:
    coordinator.post(
        address("site_texts", own), {"welcome": "Welkom hier.", "about": "Wij.", "phone": "0570 12 34 56"}
    )

    page = coordinator.get(f"/r/{own.region.slug}/").content.decode()
    assert "Welkom hier." in page
    assert "0570 12 34 56" in page


def test_text_that_turns_the_direction_is_shown_and_too_long_an_address_is_told(
    coordinator: Client, own: Desk
) -> None:
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.nl"
    typed = {"phone": "053\u202e 123\r\nX", "about": "Wij\u202e helpen.\r\nAltijd."}

    wrong = coordinator.post(address("site_texts", own), typed | {"email": long})
    coordinator.post(address("site_texts", own), typed)

    own.refresh_from_db()
    assert wrong.status_code == 422
    assert own.phone == "053 123 X"
    assert own.texts.get(kind="ABOUT").text == "Wij  helpen.\nAltijd."


def test_colleague_comes_on_the_site_with_consent(coordinator: Client, own: Desk) -> None:
    photo = BytesIO()
    Image.new("RGB", (40, 40)).save(photo, "PNG")
    given = {"name": "Anouk", "job": "adviseur", "valid_from": "2026-02-01", "valid_until": "2026-01-01"}
    url = address("site_new_member", own)
    refused = coordinator.post(url, given)
    assert refused.status_code == 422
    assert "Vraag de collega eerst om toestemming." in refused.content.decode()
    assert "Kies een dag na de eerste dag op de site." in refused.content.decode()

    given = {**given, "valid_until": "", "has_consent": "on"}
    broken = coordinator.post(url, {**given, "photo": SimpleUploadedFile("x.png", b"geen foto")})
    assert broken.status_code == 409
    assert not TeamMember.objects.exists()
    coordinator.post(url, {**given, "photo": SimpleUploadedFile("x.png", photo.getvalue())})
    member = TeamMember.objects.get()
    assert member.photo.media_type == "image/jpeg"

    coordinator.post(address("site_member", own, member.pk), {**given, "name": "Anouk de Wit"})
    assert "Anouk de Wit" in coordinator.get(address("site_team", own)).content.decode()
    coordinator.post(address("site_forget_member", own, member.pk))
    assert not TeamMember.objects.exists()


def test_week_and_other_days_are_changed(coordinator: Client, own: Desk) -> None:
    url = address("site_hours", own)
    half = coordinator.post(url, {"opens_0": "09:00", "opens_1": "17:00", "closes_1": "09:00"})
    assert half.status_code == 422
    assert "Vul allebei de tijden in." in half.content.decode()
    assert "Kies een tijd na de tijd van openen." in half.content.decode()
    week = {"opens_0": "09:00", "closes_0": "12:00", "opens_02": "11:00", "closes_02": "17:00"}
    assert coordinator.post(url, week).status_code == 409

    assert coordinator.post(url, {**week, "opens_02": "13:00"}).status_code == 303
    assert list(own.opening_hours.values_list("weekday", flat=True)) == [0, 0]
    assert 'value="13:00"' in coordinator.get(url).content.decode()

    assert coordinator.post(address("site_day", own), {"day": "", "opens": "09:00"}).status_code == 422
    coordinator.post(address("site_day", own), {"day": "2099-12-25", "reason": "Kerst"})
    day = HoursException.objects.get()
    assert "25 december 2099" in coordinator.get(url).content.decode()
    coordinator.post(address("site_usual_day", own, day.pk))
    assert not HoursException.objects.exists()


def test_job_at_the_desk_is_put_on_the_site_and_ends(coordinator: Client, own: Desk) -> None:
    url = address("site_new_job", own)
    assert coordinator.post(url, {"title": "Adviseur"}).status_code == 422
    coordinator.post(url, {"title": "Adviseur", "text": "Help mee.", "apply_to": "werk@loket.example"})
    job = DeskVacancy.objects.get()

    assert "Adviseur" in coordinator.get(f"/loketten/{own.slug}").content.decode()
    coordinator.post(
        address("site_job", own, job.pk), {"title": "Coach", "text": "x", "apply_to": "w@l.example"}
    )
    assert "Coach" in coordinator.get(address("site_jobs", own)).content.decode()
    coordinator.post(address("site_end_job", own, job.pk))
    assert "Coach" not in coordinator.get(f"/loketten/{own.slug}").content.decode()


def test_reload_of_a_refused_form_leads_to_its_page(coordinator: Client, own: Desk) -> None:
    refused = coordinator.post(address("site_day", own), {"day": "geen dag"})

    assert refused.status_code == 422
    for name, page in (("site_day", "site_hours"), ("site_logo", "site_looks")):
        assert coordinator.get(address(name, own)).headers["Location"] == address(page, own)


def test_texts_are_written_in_more_languages(coordinator: Client, own: Desk) -> None:
    typed = {"welcome": "Hallo", "welcome_en": "Hello", "about": "Wij", "email": "x@loket.example"}

    assert coordinator.post(address("site_texts", own), typed).status_code == 303

    dutch, english, arabic = (
        coordinator.get(f"/r/{own.region.slug}{path}/").content.decode() for path in ("", "/en", "/ar")
    )
    assert '<p class="lw-lead">Hallo</p>' in dutch
    assert '<p class="lw-lead">Hello</p>' in english
    assert '<p class="lw-lead" lang="nl" dir="ltr">Hallo</p>' in arabic
    assert "Hello" in coordinator.get(address("site_texts", own)).content.decode()


def test_event_is_put_on_the_agenda_of_the_site(coordinator: Client, own: Desk) -> None:
    typed = {
        "title": "Open avond", "text": "Kom.", "day": "2026-12-01", "begins": "19:00", "ends": "21:00",
        "place": "Enschede", "phone": "088 123", "title_en": "Open evening",
    }  # fmt: skip
    wrong = typed | {"ends": "18:00", "place": "", "phone": "", "register_url": "ftp://x.example"}

    refused = coordinator.post(address("site_new_event", own), wrong)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"ends", "place", "register_url"}
    assert coordinator.post(address("site_new_event", own), typed).status_code == 303
    event = own.region.events.get()
    assert event.told["title"].text == "Open avond"
    assert event.translations == {"en": {"title": "Open evening"}}
    again = coordinator.get(address("site_event", own, event.pk)).content.decode()
    assert 'value="Open evening"' in again
    assert 'value="19:00"' in again
    listed = coordinator.get(address("site_events", own)).content.decode()
    assert ", 19.00 uur" in listed
    assert 'aria-label="Menu van het loket"' in listed
    assert coordinator.post(address("site_forget_event", own, event.pk)).status_code == 303
    assert not own.region.events.exists()


def test_programme_office_keeps_the_national_site_and_says_how_far_desks_are(
    client: Client, own: Desk
) -> None:
    heir = DeskFactory()
    client.force_login(MembershipFactory(role=Role.PROGRAMME).user)

    page = client.get("/desk/site").content.decode()
    assert reverse("desk:site_of", args=["landelijk"]) in page
    assert address("site_phase", own) in page
    assert 'aria-label="Menu sturing"' in page
    assert reverse("steering:regions") in page
    for name in ("site_of", "site_looks", "site_texts", "site_events", "site_new_event"):
        assert client.get(reverse(f"desk:{name}", args=["landelijk"])).status_code == 200
    for name in ("site_team", "site_hours", "site_jobs", "site_phase"):
        assert client.get(reverse(f"desk:{name}", args=["landelijk"])).status_code == 404
    texts = reverse("desk:site_texts", args=["landelijk"])
    assert client.post(texts, {"name": "Leren", "question": "Wat word jij?"}).status_code == 303
    assert "Wat word jij?" in client.get("/").content.decode()
    weak = client.post(
        reverse("desk:site_looks", args=["landelijk"]), colours(action="#f4a300") | {"bewaar": "ja"}
    )
    assert weak.status_code == 422
    merged = {"phase": "MERGED", "since": "2026-11-01", "successor": heir.pk}
    unsure = client.post(address("site_phase", own), merged)
    assert (unsure.status_code, set(unsure.context["form"].errors)) == (422, {"is_sure"})
    assert client.post(address("site_phase", own), merged | {"is_sure": "on"}).status_code == 303
    own.refresh_from_db()
    assert own.successor == heir


def test_coordinator_does_not_reach_the_national_site(coordinator: Client) -> None:
    assert coordinator.get(reverse("desk:site_of", args=["landelijk"])).status_code == 404
