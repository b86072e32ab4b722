"""What a coordinator changes on the site of the region."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from leerwerk.kernel.actor import Actor, Grant
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.actions.site_people import (
    MemberFacts,
    VacancyFacts,
    change_day,
    change_week,
    end_vacancy,
    forget_day,
    remove_member,
    show_member,
    show_vacancy,
)
from leerwerk.network.actions.sites import (
    SiteRefused,
    change_brand,
    change_contact,
    change_logo,
    change_texts,
)
from leerwerk.network.images import ImageRefused
from leerwerk.network.models import Desk, DeskText, OpeningHours, TeamMember, TeamPhoto
from leerwerk.network.opening import Hours, Week
from leerwerk.network.queries import hours_of, jobs_at, neighbours_of, photo_of, team_of, texts_of
from leerwerk.network.theme import ThemeRefused
from leerwerk.network.told import Told
from tests.factories.network import DeskFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = NOW.date()
OFFICE = Hours(time(9), time(17))
FACTS = MemberFacts(name="Anouk", job="adviseur")
JOB = VacancyFacts(title="Adviseur", text="Je helpt mensen.", apply_to="werk@loket.example")


def coordinator(desk: Desk) -> Actor:
    return Actor(1, "Coör", frozenset({Grant("COORDINATOR", f"region:{desk.region.code}")}))


@pytest.fixture
def desk() -> Any:
    return DeskFactory()


@pytest.fixture
def actor(desk: Desk) -> Actor:
    return coordinator(desk)


@pytest.mark.parametrize(
    "act",
    [
        lambda **given: change_brand(tokens={}, **given),
        lambda **given: change_logo(content=None, **given),
        lambda **given: change_texts(texts={"ABOUT": "x"}, **given),
        lambda **given: change_contact(email="", phone="1", address="", **given),
        lambda **given: show_member(facts=FACTS, has_consent=True, **given),
        lambda **given: remove_member(member_id=1, **given),
        lambda **given: change_week(weekly={}, **given),
        lambda **given: change_day(day=TODAY, hours=None, reason="", **given),
        lambda **given: forget_day(day=TODAY, **given),
        lambda **given: show_vacancy(facts=JOB, **given),
        lambda **given: end_vacancy(vacancy_id=1, **given),
    ],
)
def test_only_who_keeps_the_site_of_the_region_changes_it(desk: Desk, act: Callable[..., object]) -> None:
    others = (
        coordinator(DeskFactory()),
        Actor(1, "", frozenset({Grant("ADVISER", f"region:{desk.region.code}")})),
        Actor(1, "", frozenset({Grant("PROGRAMME")})),
        Actor(None, ""),
    )
    for other in others:
        with pytest.raises(SiteRefused, match="NOT_YOUR_REGION"):
            act(desk=desk, actor=other, now=NOW)

    assert not AuditEntry.objects.exists()


def test_administrator_keeps_every_site(desk: Desk) -> None:
    changed = change_contact(
        desk=desk,
        email="nieuw@loket.example",
        phone="",
        address="",
        actor=Actor(1, "", frozenset({Grant("ADMIN")})),
        now=NOW,
    )

    assert changed.email == "nieuw@loket.example"
    assert AuditEntry.objects.get().details == {"fields": ["email"]}


def test_colours_that_cannot_be_read_are_not_saved(desk: Desk, actor: Actor) -> None:
    with pytest.raises(ThemeRefused, match="TOO_LITTLE_CONTRAST"):
        change_brand(desk=desk, tokens={"action": "#f4a300"}, actor=actor, now=NOW)

    desk.refresh_from_db()
    assert desk.brand == {}


def test_only_what_differs_from_our_colours_is_saved(desk: Desk, actor: Actor) -> None:
    tokens = {"action": "#7A1FA2", "link": "#7a1fa2", "footer": "#14213d"}

    assert change_brand(desk=desk, tokens=tokens, actor=actor, now=NOW).brand == {"action": "#7a1fa2"}
    change_brand(desk=desk, tokens=tokens, actor=actor, now=NOW)

    assert AuditEntry.objects.count() == 1


def test_logo_is_replaced_and_taken_away(desk: Desk, actor: Actor) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="%s"/></svg>'
    first = change_logo(desk=desk, content=drawing % b"M0 0", actor=actor, now=NOW)
    second = change_logo(desk=desk, content=drawing % b"M1 1", actor=actor, now=NOW)

    assert first
    assert second
    assert first.pk == second.pk
    assert first.digest != second.digest
    with pytest.raises(ImageRefused):
        change_logo(desk=desk, content=drawing % b'"/><script/><path d="', actor=actor, now=NOW)
    assert change_logo(desk=desk, content=None, actor=actor, now=NOW) is None
    assert not hasattr(Desk.objects.get(pk=desk.pk), "logo")


def test_text_that_was_shown_can_be_read_back(desk: Desk, actor: Actor) -> None:
    week_ago = NOW - timedelta(days=7)
    change_texts(desk=desk, texts={"WELCOME": "Oud", "ABOUT": "Wij"}, actor=actor, now=week_ago)

    changed = change_texts(desk=desk, texts={"WELCOME": "Nieuw", "ABOUT": "Wij"}, actor=actor, now=NOW)
    change_texts(desk=desk, texts={"WELCOME": "Nieuwer"}, actor=actor, now=NOW)

    assert changed == ["WELCOME"]
    assert texts_of(desk, TODAY) == {"WELCOME": Told("Nieuwer"), "ABOUT": Told("Wij")}
    assert texts_of(desk, week_ago.date())["WELCOME"] == Told("Oud")
    change_texts(desk=desk, texts={"WELCOME": ""}, actor=actor, now=NOW)
    assert texts_of(desk, TODAY) == {"ABOUT": Told("Wij")}
    assert DeskText.objects.count() == 2


def test_colleague_stands_there_with_consent_and_goes_without_a_trace(desk: Desk, actor: Actor) -> None:
    photo = BytesIO()
    Image.new("RGB", (400, 300)).save(photo, "JPEG")
    with pytest.raises(SiteRefused, match="CONSENT_MISSING"):
        show_member(desk=desk, facts=FACTS, has_consent=False, actor=actor, now=NOW)

    member = show_member(
        desk=desk, facts=FACTS, has_consent=True, photo=photo.getvalue(), actor=actor, now=NOW
    )

    assert member.consented_on == TODAY
    digest = TeamPhoto.objects.get().digest
    assert [each.photo.digest for each in team_of(desk, TODAY)] == [digest]
    assert photo_of(member.pk, digest, TODAY) is not None
    other = DeskFactory()
    with pytest.raises(TeamMember.DoesNotExist):
        remove_member(desk=other, member_id=member.pk, actor=coordinator(other), now=NOW)
    remove_member(desk=desk, member_id=member.pk, actor=actor, now=NOW)
    assert not TeamPhoto.objects.exists()
    assert "Anouk" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_week_changes_from_today_and_exceptions_hold_for_a_day(desk: Desk, actor: Actor) -> None:
    week_ago = NOW - timedelta(days=7)
    christmas = date(2026, 12, 25)
    assert change_week(desk=desk, weekly={0: (OFFICE,)}, actor=actor, now=week_ago)
    assert not change_week(desk=desk, weekly={0: (OFFICE,)}, actor=actor, now=NOW)
    change_week(desk=desk, weekly={1: (OFFICE,)}, actor=actor, now=NOW)
    change_week(desk=desk, weekly={2: (OFFICE,)}, actor=actor, now=NOW)
    change_day(desk=desk, day=christmas, hours=OFFICE, reason="", actor=actor, now=NOW)
    change_day(desk=desk, day=christmas, hours=None, reason="Kerst", actor=actor, now=NOW)

    assert hours_of(desk, TODAY) == Week({2: (OFFICE,)}, {christmas: ()})
    assert hours_of(desk, week_ago.date()).weekly == {0: (OFFICE,)}
    assert OpeningHours.objects.count() == 2
    forget_day(desk=desk, day=christmas, actor=actor, now=NOW)
    assert hours_of(desk, TODAY).exceptions == {}
    late = Hours(time(16), time(18))
    with pytest.raises(SiteRefused, match="HOURS_OVERLAP"):
        change_week(desk=desk, weekly={0: (OFFICE, late)}, actor=actor, now=NOW)
    with pytest.raises(SiteRefused, match="HOURS_OVERLAP"):
        change_day(desk=desk, day=TODAY, hours=Hours(time(9), time(9)), reason="", actor=actor, now=NOW)


def test_job_is_shown_until_its_last_day(desk: Desk, actor: Actor) -> None:
    facts = replace(JOB, apply_until=TODAY)
    job = show_vacancy(desk=desk, facts=facts, actor=actor, now=NOW)
    other = show_vacancy(desk=desk, facts=JOB, actor=actor, now=NOW)

    assert list(jobs_at(desk, TODAY)) == [job, other]
    assert list(jobs_at(desk, TODAY + timedelta(days=1))) == [other]
    end_vacancy(desk=desk, vacancy_id=other.pk, actor=actor, now=NOW)
    assert list(jobs_at(desk, TODAY)) == [job]


def test_neighbours_are_the_nearest_open_desks(desk: Desk) -> None:
    here = RegionFactory(tile_column=3, tile_row=3)
    near = DeskFactory(region__tile_column=4, region__tile_row=3)
    far = DeskFactory(region__tile_column=9, region__tile_row=9)
    DeskFactory(region__tile_column=3, region__tile_row=4, phase="PLAN")

    assert neighbours_of(here, TODAY) == [near, far]
    assert neighbours_of(desk.region, TODAY) == []
