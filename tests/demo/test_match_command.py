"""`leerwerk match` on a small country: it looks, it does not touch."""

import pytest
from typer.testing import CliRunner

from leerwerk.casework.models import Case, Proposal
from leerwerk.config.cli import app
from leerwerk.demo.rounds import make_round
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry
from leerwerk.matching.models import MatchingRound
from leerwerk.people.models import Client

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("hamlet")]


def invoke(*arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["match", *arguments])
    return told.exit_code, told.output


def test_match_client_shows_a_shortlist_and_logs_the_reading() -> None:
    client = Case.objects.open().order_by("client__number").first().client
    code, screen = invoke("client", str(client.number), "--places", "3")
    assert (code, screen.count("Van 6"), Proposal.objects.count()) == (0, 1, 0)
    assert AuditEntry.objects.filter(action="read", subject=f"people.client:{client.number}").exists()


@pytest.mark.parametrize("number", ["lasser", "00000000-0000-4000-8000-000000000000"])
def test_match_client_who_does_not_exist_is_told(number: str) -> None:
    assert invoke("client", number) == (1, "Geen cliënt met dit nummer en een lopend traject.\n")


def test_match_allocate_gives_a_round_without_swaps() -> None:
    code, screen = invoke("allocate", "--region", "twente")
    waiting = Client.objects.filter(
        region__code="AM05", cases__status__in=["ASKED", "PLANNED", "IN_ADVICE", "IN_TRAJECTORY"]
    ).count()
    assert code == 0
    assert f"Twente: {waiting} wachtende cliënten." in screen
    assert "Nagekeken: 0 paren" in screen


def test_match_allocate_of_an_unknown_region_is_told() -> None:
    assert invoke("allocate", "--region", "Atlantis") == (1, "Geen regio Atlantis.\n")


def test_match_replay_makes_the_round_of_the_demo_again() -> None:
    row = make_round(now=clock.now())
    assert row
    assert row.state == "DONE"
    assert 0 < row.pairs.filter(state="ACCEPTED").count() <= row.placed

    code, screen = invoke("replay", str(row.pk))

    assert (code, "precies dezelfde uitslag" in " ".join(screen.split())) == (0, True)
    assert make_round(now=clock.now()) == row
    assert MatchingRound.objects.count() == 1


def test_match_replay_of_a_round_that_does_not_exist_is_told() -> None:
    assert invoke("replay", "404") == (1, "Geen ronde 404 die klaar is.\n")
