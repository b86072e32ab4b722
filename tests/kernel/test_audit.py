import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, connection, transaction

from leerwerk.kernel import audit
from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.kernel.sealing import conceal, reveal
from leerwerk.kernel.trace import Trace, enter_trace, leave_trace

pytestmark = pytest.mark.db

ADVISER = Actor(user_id=7, name="Zoë de Vries")
NOW = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=ZoneInfo("Europe/Amsterdam"))


def write(subject: str = "casework.referral:1", **changes: object) -> None:
    audit.record(
        **{"actor": ADVISER, "action": "referral.send", "subject": subject, "now": NOW, **changes}  # type: ignore[arg-type]
    )


def seal() -> None:
    """Do now what the database does at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def tamper(sql: str, *values: object) -> None:
    """What somebody with all rights on the database can do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE kernel_auditentry ENABLE TRIGGER USER")


@pytest.mark.django_db
def test_record_keeps_who_did_what_when_and_in_which_trace() -> None:
    token = enter_trace(Trace("a" * 32, "b" * 16))
    write(details={"place": 3}, data_subject="people.client:12", purpose="casework")
    leave_trace(token)

    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name, entry.at) == (7, "Zoë de Vries", NOW)
    assert (entry.action, entry.subject, entry.details) == (
        "referral.send",
        "casework.referral:1",
        {"place": 3},
    )
    assert (entry.trace_id, entry.span_id, entry.purpose) == ("a" * 32, "b" * 16, "casework")
    assert "client" not in entry.data_subject
    assert reveal(entry.data_subject) == "people.client:12"


@pytest.mark.django_db
def test_record_read_finds_all_readings_about_one_person() -> None:
    for client in (12, 13, 12):
        audit.record_read(
            actor=ADVISER,
            subject="people.client",
            data_subject=f"people.client:{client}",
            now=NOW,
            purpose="advice",
        )

    assert AuditEntry.objects.filter(action="read", data_subject=conceal("people.client:12")).count() == 2


def test_reveal_needs_the_same_key(settings: object) -> None:
    concealed = conceal("people.client:12")
    settings.DATA_KEY = "another key"  # type: ignore[attr-defined]

    with pytest.raises(InvalidTag):
        reveal(concealed)


@pytest.mark.django_db
def test_verify_of_an_empty_log_is_intact() -> None:
    assert audit.verify().is_intact
    assert audit.verify().entries == 0


@pytest.mark.django_db
def test_chain_is_numbered_and_recomputed_alike_in_python() -> None:
    write(details={"b": 1.50, "a": ["é", None, {"x": "\u2028"}], "long": "x" * 5000})
    write("casework.referral:2", actor=SYSTEM)
    seal()
    write("casework.referral:3", purpose="12:34")
    seal()

    verdict = audit.verify()

    assert verdict.is_intact
    assert verdict.entries == 3
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert verdict.head == f"3:{AuditEntry.objects.get(seq=3).hash}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kernel_auditentry SET actor_name = 'Iemand anders'",
        "UPDATE kernel_auditentry SET seq = 9",
        "DELETE FROM kernel_auditentry",
        "TRUNCATE kernel_auditentry",
    ],
)
def test_log_refuses_every_change(sql: str) -> None:
    write()
    seal()
    with connection.cursor() as cursor:
        # The test runner itself empties tables by TRUNCATE and has switched this one off.
        cursor.execute("ALTER TABLE kernel_auditentry ENABLE TRIGGER kernel_audit_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(sql)


@pytest.mark.django_db
def test_entry_cannot_be_born_with_a_hash_of_its_own() -> None:
    AuditEntry.objects.create(
        at=NOW, actor_name="x", action="a.b", subject="c", seq=5, hash="f" * 64, prev_hash="e" * 64
    )
    seal()

    assert AuditEntry.objects.get().seq == 1
    assert audit.verify().is_intact


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "broken", "reason"),
    [
        ("UPDATE kernel_auditentry SET actor_name = 'Iemand anders' WHERE seq = 2", 2, "CHANGED"),
        ("UPDATE kernel_auditentry SET details = '{\"place\": 4}' WHERE seq = 3", 3, "CHANGED"),
        ("UPDATE kernel_auditentry SET at = at + interval '1 microsecond' WHERE seq = 1", 1, "CHANGED"),
        ("UPDATE kernel_auditentry SET action = action || 'x', subject = '' WHERE seq = 4", 4, "CHANGED"),
        ("DELETE FROM kernel_auditentry WHERE seq = 2", 2, "MISSING"),
        ("UPDATE kernel_auditentry SET seq = NULL WHERE seq = 4", 4, "UNSEALED"),
    ],
)
def test_verify_names_the_first_entry_that_was_tampered_with(sql: str, broken: int, reason: str) -> None:
    for number in range(4):
        write(f"casework.referral:{number}")
    seal()
    tamper(sql)

    verdict = audit.verify()

    assert (verdict.broken_seq, verdict.reason) == (broken, reason)


@pytest.mark.django_db
def test_verify_against_a_noted_head_finds_an_end_that_was_cut_off_or_written_anew() -> None:
    for number in range(3):
        write(f"casework.referral:{number}")
    seal()
    noted = audit.verify().head
    tamper("DELETE FROM kernel_auditentry WHERE seq = 3")

    assert audit.verify().is_intact
    assert audit.verify(known_head=noted).reason == "CUT_OFF"
    write("casework.referral:other")
    seal()
    assert audit.verify(known_head=noted).reason == "REWRITTEN"


@pytest.mark.django_db(transaction=True)
def test_rollback_leaves_no_entry_and_no_gap() -> None:
    write("casework.referral:1")
    with transaction.atomic():
        write("casework.referral:2")
        transaction.set_rollback(True)
    write("casework.referral:3")

    assert list(AuditEntry.objects.order_by("seq").values_list("seq", "subject")) == [
        (1, "casework.referral:1"),
        (2, "casework.referral:3"),
    ]
    assert audit.verify().is_intact


@pytest.mark.django_db(transaction=True)
def test_two_transactions_at_once_keep_one_chain() -> None:
    both_have_written = threading.Barrier(2, timeout=20)

    def write_and_wait(number: int) -> None:
        try:
            with transaction.atomic():
                write(f"casework.referral:{number}")
                write(f"casework.referral:{number + 1}")
                both_have_written.wait()
        finally:
            connection.close()

    threads = [threading.Thread(target=write_and_wait, args=(number,)) for number in (10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert audit.verify().is_intact
    assert audit.verify().entries == 4
