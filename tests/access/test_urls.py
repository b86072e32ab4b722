"""Each address of staff and employers with each role: what a GET answers."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from leerwerk.casework.enums import ReferralStatus
from leerwerk.casework.models import Appointment, Placement
from leerwerk.matching.models import MatchingRound
from leerwerk.network.enums import Role
from tests.factories.appointments import AppointmentFactory
from tests.factories.casework import PlacementFactory, PlanStepFactory, ReferralFactory
from tests.factories.contact import InterestFactory, QuestionFactory
from tests.factories.matching import RoundFactory
from tests.factories.network import DeskFactory, EventFactory, OrganisationFactory, RegionFactory
from tests.web.staff import _own_market, build, signed_in

__all__ = ["_own_market", "build"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
ROLES = (
    "nobody",
    "adviser",
    "coordinator",
    "adviser elsewhere",
    "employer",
    "other employer",
    "programme",
    "administrator",
)
#                 nobody, adviser, coordinator, elsewhere, employer, other employer, programme, administrator
DESK = (302, 200, 200, 200, 403, 403, 403, 403)
OF_REGION = (302, 200, 200, 404, 403, 403, 403, 403)
FORM = (302,) * 8  # the address of a post leads to its page, which has the guard
COORDINATORS = (302, 403, 200, 403, 403, 403, 403, 403)
DESK_FORM = (302, 302, 302, 302, 403, 403, 403, 403)
EDITORS = (302, 403, 200, 403, 403, 403, 200, 200)
SITE_EDITORS = (302, 403, 200, 403, 403, 403, 404, 200)
PARTNER = (302, 403, 403, 403, 200, 200, 403, 403)
OF_EMPLOYER = (302, 403, 403, 403, 200, 404, 403, 403)
PARTNER_FORM = (302, 403, 403, 403, 302, 302, 403, 403)
STEERING = (302, 403, 403, 403, 403, 403, 200, 200)
ADMINISTRATION = (302, 403, 403, 403, 403, 403, 403, 200)
ADMINISTRATION_FORM = (302, 403, 403, 403, 403, 403, 403, 302)
MATRIX: dict[str, tuple[str, tuple[int, ...]]] = {
    "desk:today": ("", DESK),
    "desk:clients": ("", DESK),
    "desk:search_clients": ("", DESK_FORM),
    "desk:new_client": ("", DESK),
    "desk:client": ("case", OF_REGION),
    "desk:move": ("case", FORM),
    "desk:consent": ("case", FORM),
    "desk:erase": ("case", OF_REGION),
    "desk:profile": ("case", OF_REGION),
    "desk:fitting_places": ("case", OF_REGION),
    "desk:dismiss_proposal": ("case proposal", FORM),
    "desk:add_step": ("case", FORM),
    "desk:plan_step": ("case step", OF_REGION),
    "desk:finish_step": ("case step", FORM),
    "desk:reopen_step": ("case step", FORM),
    "desk:remove_step": ("case step", FORM),
    "desk:keep": ("case", FORM),
    "desk:refer": ("case place", FORM),
    "desk:referrals": ("", DESK),
    "desk:referral": ("referral", OF_REGION),
    "desk:send": ("referral", FORM),
    "desk:withdraw": ("referral", FORM),
    "desk:place": ("referral", FORM),
    "desk:placements": ("", DESK),
    "desk:placement": ("placement", OF_REGION),
    "desk:sign": ("placement", FORM),
    "desk:start": ("placement", FORM),
    "desk:complete": ("placement", FORM),
    "desk:stop": ("placement", FORM),
    "desk:cancel": ("placement", FORM),
    "desk:outcome": ("placement", FORM),
    "desk:questions": ("", DESK),
    "desk:question": ("question", OF_REGION),
    "desk:claim_question": ("question", FORM),
    "desk:release_question": ("question", FORM),
    "desk:answer_question": ("question", FORM),
    "desk:close_question": ("question", FORM),
    "desk:rounds": ("", COORDINATORS),
    "desk:new_round": ("", COORDINATORS),
    "desk:round": ("round", COORDINATORS),
    "desk:round_without": ("round", COORDINATORS),
    "desk:round_account": ("round", COORDINATORS),
    "desk:export_round": ("round", COORDINATORS),
    "desk:replay_round": ("round", FORM),
    "desk:retry_round": ("round", FORM),
    "desk:stop_round": ("round", FORM),
    "desk:accept_pairs": ("round", FORM),
    "desk:accept_pair": ("round pair", FORM),
    "desk:set_aside_pair": ("round pair", FORM),
    "desk:reopen_pair": ("round pair", FORM),
    "desk:appointments": ("", DESK),
    "desk:hours": ("", DESK),
    "desk:agenda_settings": ("", COORDINATORS),
    "desk:appointment": ("appointment", OF_REGION),
    "desk:appointment_times": ("appointment", OF_REGION),
    "desk:move_appointment": ("appointment", FORM),
    "desk:cancel_appointment": ("appointment", FORM),
    "desk:end_appointment": ("appointment", FORM),
    "desk:appointment_link": ("appointment", FORM),
    "desk:appointment_notes": ("appointment", FORM),
    "desk:take_in_visitor": ("appointment", FORM),
    "desk:site": ("", EDITORS),
    "desk:site_sample": ("", EDITORS),
    "desk:site_of": ("site", SITE_EDITORS),
    "desk:site_looks": ("site", SITE_EDITORS),
    "desk:site_logo": ("site", FORM),
    "desk:site_texts": ("site", SITE_EDITORS),
    "desk:site_team": ("site", SITE_EDITORS),
    "desk:site_new_member": ("site", SITE_EDITORS),
    "desk:site_member": ("site member", SITE_EDITORS),
    "desk:site_forget_member": ("site member", FORM),
    "desk:site_hours": ("site", SITE_EDITORS),
    "desk:site_day": ("site", FORM),
    "desk:site_usual_day": ("site day", FORM),
    "desk:site_phase": ("site", EDITORS),
    "desk:site_events": ("site", SITE_EDITORS),
    "desk:site_new_event": ("site", SITE_EDITORS),
    "desk:site_event": ("site event", SITE_EDITORS),
    "desk:site_forget_event": ("site event", FORM),
    "desk:site_jobs": ("site", SITE_EDITORS),
    "desk:site_new_job": ("site", SITE_EDITORS),
    "desk:site_job": ("site job", SITE_EDITORS),
    "desk:site_end_job": ("site job", FORM),
    "desk:places": ("", DESK),
    "desk:move_place": ("place online", DESK_FORM),
    "partner:places": ("", PARTNER),
    "partner:new_place": ("", PARTNER),
    "partner:move_place": ("place online", PARTNER_FORM),
    "partner:candidates": ("", PARTNER),
    "partner:referral": ("referral", OF_EMPLOYER),
    "partner:accept": ("referral", FORM),
    "partner:refuse": ("referral", FORM),
    "partner:interests": ("", PARTNER),
    "partner:interest": ("interest", OF_EMPLOYER),
    "partner:answer_interest": ("interest", FORM),
    "partner:placements": ("", PARTNER),
    "partner:placement": ("placement", OF_EMPLOYER),
    "partner:sign": ("placement", FORM),
    "steering:agreements": ("", STEERING),
    "steering:regions": ("", STEERING),
    "steering:rounds": ("", STEERING),
    "steering:wanted": ("", (302, 403, 200, 403, 403, 403, 200, 200)),
    "steering:log": ("", ADMINISTRATION),
    "steering:parked": ("", ADMINISTRATION),
    "steering:try_again": ("mail", ADMINISTRATION_FORM),
    "start": ("", (302,) * 8),
}


POSTS = [name for name, (needs, expected) in MATRIX.items() if needs and expected == FORM]


@pytest.fixture(scope="module")
def placement(django_db_setup: None, django_db_blocker: Any) -> Iterator[Placement]:
    """With a referral and a case, in one region and at one employer; made once, and gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        placement = PlacementFactory()
        placement.referral = ReferralFactory(
            case=placement.case, place=placement.place, status=ReferralStatus.DONE
        )
        placement.save()
        yield placement
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def people(placement: Placement, django_db_blocker: Any) -> dict[str, Client]:
    """A browser of each, signed in once for all tests."""
    region, employer = placement.case.region, placement.place.employer
    with django_db_blocker.unblock():
        made = {
            "nobody": Client(),
            "adviser": signed_in(Role.ADVISER, region=region),
            "coordinator": signed_in(Role.COORDINATOR, region=region),
            "adviser elsewhere": signed_in(Role.ADVISER, region=RegionFactory()),
            "employer": signed_in(Role.EMPLOYER, organisation=employer),
            "other employer": signed_in(Role.EMPLOYER, organisation=OrganisationFactory()),
            "programme": signed_in(Role.PROGRAMME),
            "administrator": signed_in(Role.ADMIN),
        }
        connection.check_constraints()  # the deferred ones once, instead of at the end of every test
    return made


@pytest.fixture
def browsers(people: dict[str, Client]) -> Iterator[dict[str, Client]]:
    """Those browsers; what a test does to their cookies is taken back, as it is in the database."""
    cookies = {role: deepcopy(browser.cookies) for role, browser in people.items()}
    yield people
    for role, browser in people.items():
        browser.cookies = cookies[role]


def round_of(placement: Placement) -> MatchingRound:
    """A round of the region."""
    region = placement.case.region
    return MatchingRound.objects.filter(region=region).first() or RoundFactory(region=region)


def appointment_of(placement: Placement) -> Appointment:
    """An appointment of the region."""
    region = placement.case.region
    return Appointment.objects.filter(region=region).first() or AppointmentFactory(region=region)


def site_part_of(placement: Placement, part: str) -> dict[str, Any]:
    """What the address of a page of the region's site is made of."""
    desk = DeskFactory(region=placement.case.region)
    given: dict[str, Any] = {"slug": desk.slug}
    if part == "member":
        given["pk"] = desk.team.create(name="Iris", job="Adviseur", consented_on=date(2026, 11, 2)).pk
    elif part == "day":
        given["pk"] = desk.hours_exceptions.create(day=date(2026, 12, 24)).pk
    elif part == "event":
        given["pk"] = EventFactory(region=desk.region).pk
    elif part == "job":
        given["pk"] = desk.vacancies.create(title="Adviseur", text="Help.", apply_to="a@voorbeeld.nl").pk
    return given


def address_of(name: str, needs: str, placement: Placement) -> str:
    if needs.startswith("site"):
        return reverse(name, kwargs=site_part_of(placement, needs.removeprefix("site").strip()))
    if needs == "question":
        return reverse(name, args=[QuestionFactory(region=placement.case.region).pk])
    if needs == "interest":
        return reverse(name, args=[InterestFactory(place=placement.place).pk])
    given: dict[str, Any] = {
        "": {},
        "case": {"pk": placement.case_id},
        "case place": {"pk": placement.case_id, "place": placement.place_id},
        "referral": {"pk": placement.referral_id},
        "placement": {"pk": placement.pk},
        "place online": {"pk": placement.place_id, "step": "online"},
        "mail": {"pk": 1},
        "case step": {"pk": placement.case_id, "step": PlanStepFactory(case=placement.case).pk},
        "case proposal": {"pk": placement.case_id, "proposal": 1},
        "appointment": {"pk": appointment_of(placement).pk},
        "round": {"pk": round_of(placement).pk},
        "round pair": {"pk": round_of(placement).pk, "pair": 1},
    }[needs]
    return reverse(name, kwargs=given)


@pytest.mark.parametrize("name", MATRIX)
def test_each_address_answers_each_role(
    name: str, placement: Placement, browsers: dict[str, Client], build: Callable[[], None]
) -> None:
    needs, expected = MATRIX[name]
    if name in {"desk:client", "desk:fitting_places"}:
        build()
    address = address_of(name, needs, placement)

    answers = {role: browsers[role].get(address).status_code for role in ROLES}

    assert answers == dict(zip(ROLES, expected, strict=True))


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, (needs, expected) in MATRIX.items()
        if expected == FORM and name != "start" and not needs.startswith("site")
    ],
)
def test_each_post_is_guarded_as_its_page(
    name: str, placement: Placement, browsers: dict[str, Client]
) -> None:
    address = address_of(name, MATRIX[name][0], placement)
    outsiders = {
        "desk": {
            "nobody": 302,
            "adviser elsewhere": 404,
            "employer": 403,
            "programme": 403,
            "administrator": 403,
        },
        "partner": {
            "nobody": 302,
            "adviser": 403,
            "other employer": 404,
            "programme": 403,
            "administrator": 403,
        },
    }[name.partition(":")[0]]

    if "round" in MATRIX[name][0]:  # an adviser elsewhere coordinates nothing
        outsiders |= {"adviser elsewhere": 403, "adviser": 403}

    answers = {role: browsers[role].post(address) for role in outsiders}

    assert {role: answer.status_code for role, answer in answers.items()} == outsiders
    assert answers["nobody"].headers["Location"].startswith("/account/login")


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("adviser elsewhere", "/sturing/blijven-liggen/1", 403),
        ("employer", "/sturing/blijven-liggen/1", 403),
        ("programme", "/sturing/blijven-liggen/1", 403),
        ("employer", "/desk/clienten/nieuw", 403),
        ("employer", "/desk/clienten/zoeken", 403),
        ("adviser", "/partner/plekken/nieuw", 403),
    ],
)
def test_other_posts_are_guarded_too(
    browsers: dict[str, Client], role: str, address: str, status: int
) -> None:
    assert browsers[role].post(address).status_code == status


@pytest.mark.parametrize(
    "name", [name for name, (needs, _codes) in MATRIX.items() if needs.startswith("site")]
)
def test_site_of_a_region_is_posted_by_its_own_coordinator_only(
    name: str, placement: Placement, browsers: dict[str, Client]
) -> None:
    address = address_of(name, MATRIX[name][0], placement)
    elsewhere = signed_in(Role.COORDINATOR, region=RegionFactory())
    reads_only = name in {"desk:site_of", "desk:site_team", "desk:site_jobs", "desk:site_events"}

    answers = (elsewhere.post(address).status_code, browsers["adviser"].post(address).status_code)

    assert answers == ((405, 405) if reads_only else (404, 403))


@pytest.mark.unit
def test_every_address_of_staff_and_employers_is_in_the_matrix() -> None:
    spaces = get_resolver().namespace_dict
    names = {
        f"{space}:{name}"
        for space in ("desk", "partner", "steering")
        for name in spaces[space][1].reverse_dict
        if isinstance(name, str)
    }

    assert names | {"start"} == set(MATRIX)
