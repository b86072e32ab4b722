import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from django.db import connection
from typer.testing import CliRunner

from leerwerk.config import readiness
from leerwerk.config.cli import app
from leerwerk.kernel import audit, clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail

pytestmark = pytest.mark.db


def run(*words: str) -> Any:
    return CliRunner().invoke(app, words)


def verbs(group: Any, *before: str) -> Iterator[tuple[str, ...]]:
    """Every verb of the program, with the words that lead to it."""
    for name, command in group.commands.items():
        yield (*before, name)
        if hasattr(command, "commands"):
            yield from verbs(command, *before, name)


@pytest.mark.parametrize("words", list(verbs(typer.main.get_command(app))), ids=" ".join)
def test_every_verb_explains_itself(words: tuple[str, ...]) -> None:
    if words == ("manage",):
        return  # passes --help on to Django
    answer = run(*words, "--help")

    assert answer.exit_code == 0
    assert len(answer.output.split("Usage:")[1].strip().splitlines()) > 2


def test_status_of_a_given_database_hides_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:geheim@db.example/leerwerk")

    assert run("db", "status").output == "DATABASE_URL is gegeven: db.example/leerwerk\n"
    assert "blijft draaien" in run("db", "stop").output


def test_demo_refuses_on_a_real_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERWERK_MODE", "production")

    assert run("demo").exit_code == 2


@pytest.mark.django_db
def test_audit_verify_tells_the_end_of_a_whole_chain_and_where_it_broke() -> None:
    audit.record(actor=SYSTEM, action="a.b", subject="c", now=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    whole = run("audit", "verify")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE kernel_auditentry SET actor_name = 'Iemand anders'")
    broken = run("audit", "verify")

    assert whole.exit_code == 0
    assert "1 regels, de keten is heel" in whole.output
    assert broken.exit_code == 1
    assert "regel 1" in broken.output


@pytest.mark.django_db
def test_check_lists_what_is_missing() -> None:
    answer = run("check")

    assert answer.exit_code == 1
    assert "LEERWERK_ALLOWED_HOSTS ontbreekt" in answer.output
    assert "LEERWERK_MODE=production" in answer.output


@pytest.mark.django_db
def test_check_tells_what_needs_a_person(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    now = clock.now()
    OutboxMail.objects.create(
        to="a@voorbeeld.nl", subject="x", status=MailStatus.PARKED, created_at=now, due_at=now
    )

    told = list(readiness.findings())

    assert any("1 mails zijn niet te verzenden" in sentence for sentence in told)
    assert any("geen worker" in sentence for sentence in told)
    assert any("markt ontbreekt" in sentence for sentence in told)
    assert any("tweede stap" in sentence for sentence in told)


def test_demo_says_at_once_that_its_port_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEERWERK_VAR", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        answer = run("demo", "--port", str(port))

    assert answer.exit_code == 2
    assert f"Poort {port} is bezet" in answer.output
    assert list(tmp_path.iterdir()) == []
