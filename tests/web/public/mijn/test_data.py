"""Take along, change the address, leave."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from leerwerk.accounts.models import User
from leerwerk.casework.actions.farewells import erase_person
from leerwerk.casework.enums import PlacementStatus
from leerwerk.casework.models import Appointment, Placement
from leerwerk.contact.models import Message
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.models import OutboxMail
from leerwerk.kernel.parcels import KEPT_FOR, drop_old_parcels
from leerwerk.network.enums import Role
from leerwerk.people.models import Client as Person
from leerwerk.people.models import Correspondent, Visitor
from leerwerk.search.models import SavedSearch
from leerwerk.web.public.mijn import walking
from leerwerk.web.public.mijn.export_words import FIELDS, TABLES
from leerwerk.web.public.tasks import export_for_later
from tests.factories.accounts import UserFactory
from tests.factories.appointments import IntakeFactory
from tests.factories.casework import CaseFactory, PlacementFactory
from tests.factories.network import DeskFactory
from tests.web.public.mijn.conftest import ADDRESS, CODE, code_for, enter
from tests.web.public.mijn.test_overview import everything
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]

# A table that comes with a foreign key to one of these is in the export by itself. It fails here once, so that
# somebody gives it and its fields words (export_words), and looks whether something in it is not to be told.
PERSONAL = {
    "account.EmailAddress", "accounts.User", "casework.Appointment", "casework.Case", "casework.Outcome",
    "casework.Placement", "casework.PlanStep", "casework.Proposal", "casework.Referral", "contact.Interest",
    "contact.Message", "contact.Question", "kernel.OutboxMail", "matching.RoundPair", "matching.RoundSeeker",
    "people.Client", "people.Consent", "people.Correspondent", "people.Intake", "people.Profile", "people.Subscriber",
    "people.Visitor", "search.SavedSearch", "socialaccount.SocialAccount",
}  # fmt: skip


def unpacked(answer: Any) -> tuple[dict[str, Any], str]:
    """The JSON and the page of a downloaded zip."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        return json.loads(zipped.read("mijn-gegevens.json")), zipped.read("mijn-gegevens.html").decode()


def test_export_knows_every_table_with_something_of_a_person_and_has_words_for_each_field() -> None:
    models = walking.personal_models()

    assert {model._meta.label for model in models} == PERSONAL == set(TABLES)
    fields = {each.name for model in models for each in walking.shown_fields(model)}
    assert fields - set(FIELDS) == set()


def test_every_model_of_people_is_reached_and_every_table_with_an_address_is_known() -> None:
    from django.apps import apps

    reached = {model._meta.label for model in walking.personal_models()}
    of_people = {model._meta.label for model in apps.get_app_config("people").get_models()}
    with_address = {
        model._meta.label
        for model in apps.get_models()
        for each in model._meta.concrete_fields
        if type(each).__name__ == "EmailField"
    }
    # Addresses of desks and employers, not of persons.
    offices = {f"network.{name}" for name in ("Desk", "DeskVacancy", "Event", "NationalSite", "Organisation")}
    assert of_people <= reached
    assert with_address - offices - {"account.EmailConfirmation"} <= reached


def test_download_holds_everything_and_nothing_of_others(browser: Client) -> None:
    everything(2)
    everything(1, "ander@voorbeeld.nl")
    IntakeFactory(
        visitor=Visitor.objects.filter(email__iexact=ADDRESS).earliest("pk"), wishes="Iets met hout"
    )

    told, page = unpacked(browser.post("/mijn/gegevens/download"))

    counts = {table["table"]: len(table["rows"]) for table in told["tables"]}
    assert counts | {"kernel.OutboxMail": 1} == {
        "accounts.User": 1, "account.EmailAddress": 1, "people.Client": 2, "people.Profile": 2, "people.Consent": 4,
        "casework.Case": 2, "casework.PlanStep": 4, "casework.Referral": 4, "casework.Placement": 2,
        "people.Visitor": 2, "people.Intake": 1, "casework.Appointment": 2, "people.Correspondent": 4,
        "contact.Question": 2, "contact.Message": 2, "contact.Interest": 2, "people.Subscriber": 2,
        "search.SavedSearch": 2, "kernel.OutboxMail": 1,
    }  # fmt: skip
    assert {entry["action"] for entry in told["log"]} >= {"account.open"}
    text = json.dumps(told) + page
    assert "Iets met hout" in page
    assert "ander@" not in text
    assert "Geheim" not in text
    assert not CODE.search(page)


def test_very_much_is_made_in_the_background_and_fetched_by_its_owner_alone(
    browser: Client, monkeypatch: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    everything(1)
    monkeypatch.setattr("leerwerk.web.public.mijn.data.MOST_ROWS", 3)

    assert browser.post("/mijn/gegevens/download").status_code == 303
    job = ProcrastinateJob.objects.get(task_name="public.export_for_later")
    export_for_later(**job.args)
    mail = OutboxMail.objects.get(subject="Je gegevens staan klaar")
    address = mail.text[mail.text.index("/mijn/gegevens/bestand/") :].split()[0]

    told, _page = unpacked(browser.get(address))
    assert told["address"] == ADDRESS
    stranger = Client()
    assert stranger.get(address).status_code == 303
    enter(stranger, "ander@voorbeeld.nl")
    assert stranger.get(address).status_code == 404
    assert browser.get(f"{address}x").status_code == 404
    assert drop_old_parcels(clock.now()) == 0
    assert drop_old_parcels(clock.now() + KEPT_FOR + timedelta(minutes=1)) == 1
    assert browser.get(address).status_code == 404


def test_leaving_erases_all_at_once_and_ends_with_one_mail(
    browser: Client, django_capture_on_commit_callbacks: Any
) -> None:
    everything(1)
    everything(1, "ander@voorbeeld.nl")
    page = browser.get("/mijn/wissen").content.decode()
    assert "Je afspraak gaat niet door" in page
    assert browser.post("/mijn/wissen").status_code == 422
    assert Person.objects.filter(erased_at__isnull=False).count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post("/mijn/wissen", {"is_sure": "on"})

    assert answer.headers["Location"] == "/mijn/gewist"
    assert browser.get("/mijn/gewist").status_code == 200
    for model, column in ((Person, "email"), (Visitor, "email"), (Correspondent, "email"), (User, "email")):
        assert not model._default_manager.filter(**{f"{column}__iexact": ADDRESS}).exists()
    assert Appointment.objects.get(visitor__email="").status == "CANCELLED"
    assert Message.objects.count() == SavedSearch.objects.count() == 1
    assert Person.objects.get(email__iexact="ander@voorbeeld.nl").erased_at is None
    assert OutboxMail.objects.filter(to=ADDRESS).latest("pk").subject == "Je gegevens zijn gewist"
    assert browser.get("/mijn").status_code == 303


def test_running_placement_makes_it_a_task_of_the_desk_and_the_last_mail_follows(
    browser: Client, django_capture_on_commit_callbacks: Any
) -> None:
    case = CaseFactory(client__email=ADDRESS)
    placement = PlacementFactory(case=case, status=PlacementStatus.STARTED)
    DeskFactory(region=case.region, email="loket@voorbeeld.nl")
    assert "Zolang die loopt" in browser.get("/mijn/wissen").content.decode()

    browser.post("/mijn/wissen", {"is_sure": "on"})
    browser.post("/mijn/wissen", {"is_sure": "on"})

    person = Person.objects.get(pk=case.client_id)
    assert person.erased_at is None
    assert person.erasure_asked_at is not None
    assert OutboxMail.objects.filter(to="loket@voorbeeld.nl").count() == 1
    desk = signed_in(Role.ADVISER, region=case.region)
    assert [each.pk for each in desk.get("/desk/").context["erasures"]] == [case.pk]
    assert "Je vroeg om dit te wissen" in browser.get("/mijn").content.decode()

    Placement.objects.filter(pk=placement.pk).update(status=PlacementStatus.COMPLETED)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(client=person, actor=SYSTEM, now=clock.now())
    assert OutboxMail.objects.filter(to=ADDRESS).latest("pk").subject == "Je gegevens zijn gewist"
    assert not User.objects.filter(email=ADDRESS).exists()


def test_address_changes_when_both_codes_are_right_and_everything_moves_along(
    browser: Client, citizen: User
) -> None:
    everything(1)
    new = "samira.nieuw@voorbeeld.nl"
    browser.post("/mijn/adres", {"email": new})
    codes = {"old": code_for(ADDRESS), "new": code_for(new)}
    assert browser.post("/mijn/adres/codes", {**codes, "new": "00000000"}).status_code == 422
    assert browser.post("/mijn/adres/codes", {"old": codes["new"], "new": codes["old"]}).status_code == 422

    assert browser.post("/mijn/adres/codes", codes).headers["Location"] == "/mijn/gegevens"

    citizen.refresh_from_db()
    assert citizen.email == new
    shown = browser.get("/mijn").context
    assert shown["coming"]
    assert shown["saved"]
    assert Person.objects.filter(email=new).count() == 1
    enter(other := Client(), ADDRESS)
    assert other.get("/mijn").context["coming"] == []


def test_address_of_somebody_else_is_not_told_and_not_given(browser: Client) -> None:
    taken = UserFactory(email="iemand@voorbeeld.nl").email

    answer = browser.post("/mijn/adres", {"email": taken})

    assert answer.headers["Location"] == "/mijn/adres/codes"
    assert code_for(taken) == ""
    for _ in range(3):
        answer = browser.post("/mijn/adres/codes", {"old": code_for(ADDRESS), "new": "1234-5678"})
    assert answer.headers["Location"] == "/mijn/adres"
