"""The editor of stories and news: who comes in, what is open, and that a region sees only its own."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import Page, PageLogEntry

from leerwerk.accounts.models import User
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.knowledge.models import Item, StoryPage
from leerwerk.network.enums import Role
from leerwerk.network.models import Membership, Region
from leerwerk.web.editing.door import ELSEWHERE, OPEN
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import make_picture, make_story, section_of
from tests.factories.network import MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def twente() -> Region:
    return RegionFactory(name="Twente", slug="twente")


@pytest.fixture
def rijnmond() -> Region:
    return RegionFactory(name="Rijnmond", slug="rijnmond")


def somebody(role: str, region: Region | None = None) -> User:
    """An account with a role; of a region where the role has one."""
    scope = {"region": region} if region else {}
    if role == Role.EMPLOYER:
        scope = {"organisation": OrganisationFactory()}
    user: User = MembershipFactory(role=role, **scope).user
    return user


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def form_of(title: str, action: str = "", **fields: Any) -> dict[str, Any]:
    """What the editor posts for a story of one fact."""
    return {
        "title": title,
        "slug": fields.pop("slug", ""),
        "intro": "Kort.",
        "who": "Noor",
        "locality": "Enschede",
        "picture": "",
        "search_description": "",
        "body-count": "1",
        "body_en-count": "0",
        "body-0-type": "fact",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-id": "",
        "body-0-value-figure": "1 dag",
        "body-0-value-text": "naar school",
        **({action: "1"} if action else {}),
        **fields,
    }


def add_address(region: Region | None) -> str:
    return reverse("wagtailadmin_pages:add", args=["knowledge", "storypage", section_of(region).pk])


def edit_address(page: Item) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 302),
        (Role.EMPLOYER, 403),
        (Role.ADVISER, 200),
        (Role.COORDINATOR, 200),
        (Role.PROGRAMME, 200),
        (Role.ADMIN, 200),
    ],
)
def test_the_door_opens_for_editors(twente: Region, role: str | None, status: int) -> None:
    section_of(twente)
    is_regional = role in {Role.ADVISER, Role.COORDINATOR}
    browser = browser_of(somebody(role, twente if is_regional else None)) if role else Client()

    response = browser.get("/redactie/")

    assert response.status_code == status
    if role is None:
        assert response.headers["Location"] == "/account/login/?next=/redactie/"
    if status == 200:
        assert 'lang="nl"' in response.content.decode()
        assert "'unsafe-inline'" in response.headers["Content-Security-Policy"]
        assert "no-store" in response.headers["Cache-Control"]


def test_the_relaxed_policy_is_for_the_editor_only(client: Client) -> None:
    assert "'unsafe-inline'" not in client.get("/verhalen").headers["Content-Security-Policy"]


def test_editors_take_the_second_step(twente: Region, settings: Any) -> None:
    section_of(twente)
    settings.STAFF_MFA = "required"

    response = browser_of(somebody(Role.ADVISER, twente)).get("/redactie/")

    assert response.headers["Location"] == "/account/2fa/totp/activate/"


def test_whoever_lost_the_role_is_out_at_once(twente: Region) -> None:
    section_of(twente)
    user = somebody(Role.COORDINATOR, twente)
    browser = browser_of(user)
    browser.get("/redactie/")
    assert user.groups.count() == 1

    Membership.objects.filter(user=user).update(role=Role.ADVISER)
    browser.get("/redactie/")
    assert [each.name for each in user.groups.all()] == [f"redactie {twente.code} schrijven"]

    Membership.objects.filter(user=user).delete()
    assert browser.get("/redactie/").status_code == 403


def test_nothing_of_wagtail_is_open_but_what_is_on_the_list(twente: Region) -> None:
    """Also for a superuser: accounts, groups, sites, workflows, reports and the rest do not exist."""
    section_of(twente)
    admin = UserFactory(is_staff=True, is_superuser=True)
    MembershipFactory(user=admin, role=Role.ADMIN)
    browser = browser_of(admin)
    closed = [
        "users/", "users/add/", "groups/", "groups/new/", "reports/site-history/", "workflows/list/", "collections/",
        "choose-page/", "api/main/pages/", "pages/1/move/", "pages/1/copy/", "pages/1/privacy/", "password_reset/",
        "images/usage/1/", "tag-autocomplete/", "reports/audit/", "failwhale/", "bulk/wagtailcore/page/move/",
    ]  # fmt: skip

    assert {path: browser.get(f"/redactie/{path}").status_code for path in closed} == dict.fromkeys(
        closed, 404
    )
    assert browser.get("/redactie/account/").headers["Location"] == "/account/2fa/"
    assert browser.get("/redactie/login/").headers["Location"] == "/start"


@pytest.mark.unit
def test_what_is_on_the_list_exists() -> None:
    resolver = get_resolver()
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    for space, (_prefix, inner) in resolver.namespace_dict.items():
        names |= {f"{space}:{name}" for name in inner.reverse_dict if isinstance(name, str)}

    assert (OPEN | set(ELSEWHERE)) - names == set()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COORDINATOR])
def test_an_editor_of_one_region_reaches_nothing_of_another(
    twente: Region, rijnmond: Region, role: str
) -> None:
    own, other = make_story(twente, title="Van Twente"), make_story(rijnmond, title="Van Rijnmond")
    picture, theirs = make_picture(twente, title="Eigen foto"), make_picture(rijnmond, title="Foto van daar")
    national = make_picture(title="Foto van allen")
    browser = browser_of(somebody(role, twente))

    assert browser.get(edit_address(own)).status_code == 200
    assert browser.get(f"/redactie/images/{picture.pk}/").status_code == 200
    for path in (
        edit_address(other),
        reverse("wagtailadmin_pages:view_draft", args=[other.pk]),
        reverse("wagtailadmin_pages:history", args=[other.pk]),
        reverse("wagtailadmin_pages:delete", args=[other.pk]),
        reverse("wagtailadmin_pages:unpublish", args=[other.pk]),
        reverse("wagtailadmin_explore", args=[section_of(rijnmond).pk]),
        add_address(rijnmond),
        f"/redactie/images/{theirs.pk}/",
        f"/redactie/images/{theirs.pk}/delete/",
        f"/redactie/images/chooser/{theirs.pk}/",
        f"/redactie/images/{national.pk}/",
    ):
        response = browser.get(path)
        assert response.status_code in {302, 403, 404}, path
        assert "Rijnmond" not in response.content.decode(), path
    lists = [
        browser.get("/redactie/images/").content.decode(),
        browser.get("/redactie/images/chooser/").content.decode(),
        browser.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode(),
        browser.get("/redactie/pages/search/?q=Van").content.decode(),
        browser.get("/redactie/").content.decode(),
    ]
    for shown in lists:
        assert "Rijnmond" not in shown
        assert "Foto van daar" not in shown
    assert "Foto van allen" in lists[1]


def test_a_picture_of_another_region_is_not_taken_by_its_number(twente: Region, rijnmond: Region) -> None:
    theirs = make_picture(rijnmond)
    browser = browser_of(somebody(Role.COORDINATOR, twente))

    response = browser.post(add_address(twente), form_of("Slim", "action-publish", picture=str(theirs.pk)))

    assert response.status_code == 200
    assert "andere redactie" in response.content.decode()
    assert not StoryPage.objects.exists()


def test_an_adviser_writes_but_does_not_publish(twente: Region) -> None:
    browser = browser_of(somebody(Role.ADVISER, twente))

    browser.post(add_address(twente), form_of("Noor last", "action-publish", slug="noor"))

    story = StoryPage.objects.get()
    assert not story.live
    assert Client().get("/r/twente/verhalen/noor").status_code == 404
    assert browser.post(reverse("wagtailadmin_pages:unpublish", args=[story.pk])).status_code == 302
    assert PageLogEntry.objects.filter(action="wagtail.publish").count() == 0


def test_a_text_is_published_after_the_check_of_a_colleague(twente: Region) -> None:
    writer, colleague = somebody(Role.ADVISER, twente), somebody(Role.ADVISER, twente)
    coordinator = somebody(Role.COORDINATOR, twente)
    browser_of(writer).post(add_address(twente), form_of("Noor last", slug="noor"))
    story = StoryPage.objects.get()
    browser_of(writer).post(edit_address(story), form_of("Noor last", "action-submit", slug="noor"))
    state = story.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk])

    assert [mail.to for mail in OutboxMail.objects.all()] == [coordinator.email]
    browser_of(writer).post(approve)
    assert not StoryPage.objects.get().live
    browser_of(writer).post(edit_address(story), form_of("Stiekem", slug="noor"))
    assert StoryPage.objects.get().get_latest_revision().user == writer
    assert StoryPage.objects.get().get_latest_revision_as_object().title == "Noor last"

    browser_of(colleague).post(approve)

    assert StoryPage.objects.get().live
    assert OutboxMail.objects.first().to == writer.email
    assert OutboxMail.objects.first().subject == "Gepubliceerd: Noor last"
    assert AuditEntry.objects.filter(
        action="page.publish", subject=f"knowledge.storypage:{story.pk}"
    ).exists()


def test_a_colleague_of_another_region_does_not_check(twente: Region, rijnmond: Region) -> None:
    browser_of(somebody(Role.ADVISER, twente)).post(
        add_address(twente), form_of("Noor", "action-submit", slug="noor")
    )
    story = StoryPage.objects.get()
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[story.pk, "approve", story.current_workflow_task_state.pk]
    )

    browser_of(somebody(Role.COORDINATOR, rijnmond)).post(approve)

    assert not StoryPage.objects.get().live


def test_the_coordinator_sends_back_with_a_remark(twente: Region) -> None:
    writer = somebody(Role.ADVISER, twente)
    browser_of(writer).post(add_address(twente), form_of("Noor", "action-submit", slug="noor"))
    story = StoryPage.objects.get()
    reject = reverse(
        "wagtailadmin_pages:workflow_action", args=[story.pk, "reject", story.current_workflow_task_state.pk]
    )

    browser_of(somebody(Role.COORDINATOR, twente)).post(reject, {"comment": "Korter graag"})

    assert not StoryPage.objects.get().live
    assert "Korter graag" in OutboxMail.objects.first().text


def test_the_nation_is_written_by_the_programme(twente: Region) -> None:
    browser = browser_of(somebody(Role.PROGRAMME))

    browser.post(add_address(None), form_of("Voor allen", "action-publish", slug="allen"))

    assert Client().get("/verhalen/allen").status_code == 200
    assert browser.get(edit_address(make_story(twente))).status_code in {302, 403}


def test_the_preview_looks_like_the_page(twente: Region) -> None:
    story = make_story(twente, title="Nog niet af", is_live=False)
    browser = browser_of(somebody(Role.ADVISER, twente))

    response = browser.get(reverse("wagtailadmin_pages:view_draft", args=[story.pk]))

    assert response.status_code == 200
    assert "lw-story" in response.content.decode()


def test_sections_hang_below_one_root(twente: Region) -> None:
    section_of(twente)

    assert [page.title for page in Page.objects.order_by("path")] == ["Root", "Landelijk", "Twente"]
