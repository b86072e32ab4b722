"""Saving, confirming, changing and stopping; and the run that mails what is new, once."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.utils.timezone import localdate

from leerwerk.catalogue.models import Place
from leerwerk.kernel import clock
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM
from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.matching.market import ensure_market
from leerwerk.network.models import Region
from leerwerk.people.models import Subscriber
from leerwerk.search.actions import mailing, saved
from leerwerk.search.actions.mailing import mail_search, mail_slice
from leerwerk.search.enums import Frequency
from leerwerk.search.models import SavedSearch
from leerwerk.search.rules import REFUSALS
from leerwerk.search.saved import saved_searches_of, undeliverable_searches
from leerwerk.search.tasks import mail_new_places
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory, LocalityFactory, MunicipalityFactory, RegionFactory
from tests.factories.search import SavedSearchFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_market(settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path


def place(title: str = "Leerling lasser", *, hours_ago: float = 2, **given: Any) -> Place:
    return PlaceFactory(title=title, published_at=clock.now() - hours_ago * HOUR, **given)


def ask(email: str = "Iris@Voorbeeld.nl", **given: Any) -> SavedSearch:
    asked = {
        "parameters": "q=lasser",
        "region": None,
        "frequency": Frequency.WEEKLY,
        "now": clock.now(),
    } | given
    return saved.save_search(email=email, **asked)


def mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.order_by("pk"))


def run() -> list[str]:
    """The subjects of what the run mails."""
    before = OutboxMail.objects.count()
    ensure_market(clock.now())
    mail_slice(now=clock.now())
    return [each.subject for each in mails()[before:]]


def test_saving_mails_a_link_and_nothing_more_until_it_is_confirmed() -> None:
    row = ask()
    place(hours_ago=0.5)
    [mail] = mails()
    assert mail.to == "iris@voorbeeld.nl"
    assert "/bevestigen" in mail.text
    assert "/bevestigen" in mail.html
    assert run() == []
    assert saved_searches_of("iris@voorbeeld.nl") == []

    saved.confirm_search(saved=row, actor=ANONYMOUS, now=clock.now())
    saved.confirm_search(saved=row, actor=ANONYMOUS, now=clock.now())
    assert saved_searches_of(" IRIS@voorbeeld.nl") == [row]
    row.refresh_from_db()
    assert row.due_on == localdate(clock.now()) + timedelta(days=7)
    assert "iris" not in str(list(AuditEntry.objects.values_list("details", "subject")))


def test_same_question_is_kept_once() -> None:
    first = ask()
    assert ask("iris@voorbeeld.nl", frequency=Frequency.DAILY) == first
    first.refresh_from_db()
    assert first.frequency == "DAILY"
    assert ask(parameters="q=kok") != first
    assert Subscriber.objects.count() == 2
    assert len(mails()) == 3


def test_run_mails_what_is_new_and_open_once() -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente", slug="twente"), name="Leerwerkloket Twente")
    LocalityFactory(municipality=MunicipalityFactory(region=desk.region))
    row = SavedSearchFactory(
        parameters="q=lasser&waar=Enschede", region=desk.region, seen_until=clock.now() - 24 * HOUR
    )
    for number in range(2):
        place(f"Lasser {number}")
    place("Lasser van vorige week", hours_ago=200)
    place("Lasser in Maastricht", lat=50.85, lon=5.69)
    place("Lasser die dicht is", status="WITHDRAWN")
    place("Kok")

    assert run() == ["2 nieuwe plekken: lasser bij Enschede"]
    mail = mails()[-1]
    assert mail.to == row.person.email
    assert "Lasser 0" in mail.text
    assert "Lasser 1" in mail.html
    assert not any(word in mail.text for word in ("vorige week", "Maastricht", "dicht", "Kok"))
    assert "/r/twente/leerwerkplekken/" in mail.text
    assert "Leerwerkloket Twente" in mail.html
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("http")
    assert stop in mail.text
    assert stop in mail.html
    assert run() == []
    row.refresh_from_db()
    assert row.due_on == localdate(clock.now()) + timedelta(days=1)
    SavedSearch.objects.update(due_on=localdate(clock.now()))
    assert run() == []


def test_place_of_this_moment_is_for_the_next_mail() -> None:
    SavedSearchFactory(seen_until=clock.now() - HOUR)
    place(hours_ago=0.01)
    assert run() == []
    SavedSearch.objects.update(due_on=localdate(clock.now()))
    Place.objects.update(published_at=clock.now() - HOUR / 2)
    assert SavedSearch.objects.get().seen_until < clock.now() - HOUR / 5


def test_more_than_ten_have_a_link_to_all() -> None:
    SavedSearchFactory()
    for number in range(12):
        place(f"Lasser nummer {number}")
    assert run() == ["12 nieuwe plekken: lasser"]
    assert mails()[-1].text.count("Lasser nummer") == 10
    assert "En nog 2 plekken." in mails()[-1].text
    assert "q=lasser&sorteer=nieuwste" in mails()[-1].text


def test_question_for_a_place_that_nobody_knows_finds_nothing() -> None:
    SavedSearchFactory(parameters="q=lasser&waar=Nergenshuizen")
    place()
    assert run() == []


def test_paused_is_not_mailed_and_resuming_begins_anew() -> None:
    row = SavedSearchFactory()
    place()
    saved.pause_search(saved=row, actor=ANONYMOUS, now=clock.now())
    assert run() == []
    saved.resume_search(saved=row, actor=ANONYMOUS, now=clock.now())
    SavedSearch.objects.update(due_on=localdate(clock.now()))
    assert run() == []


def test_mail_that_is_refused_again_and_again_ends_it() -> None:
    row = SavedSearchFactory(touched_at=clock.now() - 48 * HOUR)
    for _ in range(REFUSALS):
        OutboxMail.objects.create(
            to=row.person.email,
            subject="x",
            about=f"search.saved:{row.pk}",
            status=MailStatus.PARKED,
            created_at=clock.now() - HOUR,
            due_at=clock.now(),
        )
    place()
    assert run() == []
    row.refresh_from_db()
    assert row.undeliverable_at is not None
    assert undeliverable_searches() == 1

    saved.resume_search(saved=row, actor=ANONYMOUS, now=clock.now())
    SavedSearch.objects.update(due_on=localdate(clock.now()), seen_until=clock.now() - 24 * HOUR)
    assert len(run()) == 1


def test_change_of_frequency_moves_the_next_mail() -> None:
    row = SavedSearchFactory()
    saved.change_frequency(
        saved=row, frequency=Frequency.WEEKLY, actor=ANONYMOUS, now=datetime(2026, 11, 2, tzinfo=UTC)
    )
    row.refresh_from_db()
    assert (row.frequency, row.due_on) == ("WEEKLY", date(2026, 11, 9))


def test_stopping_leaves_nothing_of_the_person() -> None:
    row = SavedSearchFactory()
    saved.delete_saved_search(saved=row, actor=ANONYMOUS, now=clock.now())
    saved.delete_saved_search(saved=row, actor=ANONYMOUS, now=clock.now())
    assert not SavedSearch.objects.exists()
    assert not Subscriber.objects.exists()
    assert AuditEntry.objects.filter(action="saved_search.delete").count() == 1


def test_what_nobody_confirmed_or_had_its_year_is_forgotten() -> None:
    now = clock.now()
    day = timedelta(days=1)
    SavedSearchFactory(confirmed_at=None, touched_at=now - 8 * day)
    SavedSearchFactory(touched_at=now - 366 * day)
    kept = [
        SavedSearchFactory(confirmed_at=None, touched_at=now - 6 * day),
        SavedSearchFactory(touched_at=now - 364 * day),
    ]
    assert saved.forget_saved_searches(actor=SYSTEM, now=now) == 2
    assert set(SavedSearch.objects.all()) == set(kept)


def test_run_goes_on_after_a_question_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = SavedSearchFactory(parameters="q=kok"), SavedSearchFactory()
    place()
    answer = mailing.newest_places

    def answer_or_fail(question: Any, regions: tuple[Region, ...], **given: Any) -> Any:
        if question.what == "kok":
            raise OSError
        return answer(question, regions, **given)

    monkeypatch.setattr(mailing, "newest_places", answer_or_fail)
    assert run() == ["1 nieuwe plek: lasser"]
    bad.refresh_from_db()
    assert bad.due_on == localdate(clock.now()) + timedelta(days=1)
    good.refresh_from_db()
    assert good.due_on == bad.due_on


def test_full_slice_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leerwerk.search.tasks.SLICE", 2)
    monkeypatch.setattr(mailing, "SLICE", 2)
    SavedSearchFactory.create_batch(3)
    place()
    ensure_market(clock.now())
    assert [mail_new_places(timestamp=0), mail_new_places(timestamp=0), mail_new_places(timestamp=0)] == [
        2,
        1,
        0,
    ]
    assert len(mails()) == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_once() -> None:
    row = SavedSearchFactory()
    place()
    ensure_market(clock.now())

    def work() -> None:
        mail_search(pk=row.pk, regions=(), now=clock.now())
        connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(mails()) == 1
