import pytest
from django.test import Client

from leerwerk.kernel import audit, clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail
from leerwerk.network.enums import Role
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(Role.ADMIN)


def stuck_mail() -> OutboxMail:
    now = clock.now()
    return OutboxMail.objects.create(
        to="iemand@voorbeeld.nl",
        subject="Een kandidaat",
        status=MailStatus.PARKED,
        attempts=5,
        last_error="SMTPConnectError 421",
        created_at=now,
        due_at=now,
    )


def test_log_narrows_and_pages(admin: Client) -> None:
    for number in range(60):
        audit.record(actor=SYSTEM, action="case.open", subject=f"casework.case:{number}", now=clock.now())
    audit.record(actor=SYSTEM, action="client.erase", subject="people.client:x", now=clock.now())

    assert len(admin.get("/sturing/logboek?pagina=2").context["entries"]) == 11
    assert admin.get("/sturing/logboek?actie=client.erase").context["paging"].total == 1
    assert admin.get("/sturing/logboek?waarop=casework.case:5").context["paging"].total == 11
    assert "Met deze filters" in admin.get("/sturing/logboek?actie=x").content.decode()


def test_log_takes_any_filter(admin: Client) -> None:
    assert admin.get("/sturing/logboek?actie=%25&waarop=%25").status_code == 200
    assert admin.get("/sturing/logboek?actie=%00&waarop=%00").status_code == 400


def test_parked_mail_is_tried_again_once(admin: Client) -> None:
    mail = stuck_mail()
    assert "SMTPConnectError 421" in admin.get("/sturing/blijven-liggen").content.decode()

    for _ in range(2):
        assert admin.post(f"/sturing/blijven-liggen/{mail.pk}").status_code == 302

    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (MailStatus.QUEUED, 0)


def test_nothing_stuck_says_so(admin: Client) -> None:
    assert "Er is niets mislukt." in admin.get("/sturing/blijven-liggen").content.decode()
