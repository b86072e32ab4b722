"""The main job told in the terminal: what happens at each step, and the figures of this run."""

from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from leerwerk.casework.models import Placement, Proposal
from leerwerk.demo.main_job import MainJob
from leerwerk.matching.queries import FittingPlace, Shortlist
from leerwerk.web.ui import dutch, wording
from leerwerk.web.ui.explaining import explain_match

WISH = "lasser"
NEAR_MISSES = 2
SHORT = {
    "closeness": "werk",
    "distance": "afstand",
    "level": "niveau",
    "hours": "uren",
    "start": "begin",
    "wishes": "wensen",
    "fairness": "kans",
    "waiting": "wachttijd",
}


def tell_main_job(job: MainJob, console: Console) -> None:
    """Do the main job and tell each step; what an earlier run did is told from its rows."""
    _Teller(job, console).tell()


class _Teller:
    def __init__(self, job: MainJob, console: Console) -> None:
        self._job, self._console = job, console
        self._number = 0

    def tell(self) -> None:
        self._console.rule("[bold]Van vraag naar leerwerkplek, en van plek naar belofte[/bold]", align="left")
        if self._job.is_done_before:
            self._console.print("Dit is al eens gedaan; je leest het terug uit de database.", style="dim")
        for step in (self._client, self._market, self._best, self._referral, self._placement, self._outcome):
            step()

    def _client(self) -> None:
        client = self._job.find_case().client
        self._step("De vraag")
        self._say(
            f"{client} woont in Enschede ({client.postcode[:4]}), heeft geen diploma en wil leren lassen. "
            f"Reist met de fiets, hooguit {client.profile.max_distance_km} km. Nederlands: A2."
        )

    def _market(self) -> None:
        found = self._job.look_around()
        self._step("Wat past, en waarom de rest niet")
        self._say(
            f"Van de [bold]{dutch.number(found.market_size)}[/bold] plekken in Nederland passen er nu "
            f"[bold]{dutch.number(found.eligible_total)}[/bold]. Een plek kan om meer redenen afvallen:"
        )
        self._console.print(Padding(_reasons(found), (0, 0, 0, 3)))
        for miss in found.near_misses[:NEAR_MISSES]:
            self._say(
                f"Net niet: [bold]{miss.place.title}[/bold] bij {_where(miss)}. {self._explained(miss)}"
            )

    def _best(self) -> None:
        proposals = self._job.propose_places()
        self._step(f"De beste {len(proposals)}, opgeslagen als voorstel")
        self._console.print(Padding(_table(proposals), (0, 0, 0, 3)))

    def _referral(self) -> None:
        referral = self._job.send_referral()
        self._step("Doorverwezen en aangenomen")
        self._say(
            f"{self._job.adviser.name} verwijst door naar [bold]{referral.place.title}[/bold] "
            f"bij {referral.place.employer}{self._on(referral.sent_at)}."
        )
        accepted = self._job.accept()
        self._say(f"{self._job.employer.name} neemt aan{self._on(accepted.answered_at)}.")

    def _placement(self) -> None:
        placement = self._job.take_seat()
        day = placement.agreed_on or self._job.now.date()
        before = self._job.promise_of(placement, day)
        signed = self._job.sign()
        after = self._job.promise_of(signed, day)
        own = int(placement.agreed_on is not None)
        self._step("Geplaatst, en geteld")
        self._say(f"Werkgever, school en deelnemer hebben getekend{self._on(signed.learner_signed_at)}.")
        target, promise = after.commitment.target, after.commitment
        self._say(
            f"{target.measure.agreement}: {target.label.lower()} "
            f"[bold]{before.realised_of_target - own} → {after.realised_of_target}[/bold] van {target.number}."
        )
        self._say(
            f"Dit was de belofte van [bold]{promise.organisation}[/bold]: {promise.number} plekken, "
            f"daarvan nu {before.realised - own} → {after.realised} gevuld."
        )
        self._tell_start(self._job.start())

    def _tell_start(self, placement: Placement) -> None:
        if placement.starts_on is not None:
            self._say(f"Gestart op {dutch.dutch_date(placement.starts_on)}.")

    def _outcome(self) -> None:
        outcome = self._job.finish()
        self._step("De uitkomst")
        self._say(
            f"{outcome.placement.case.client.first_name} krijgt een [bold]{outcome.get_kind_display()}[/bold]"
            f"{self._on(outcome.recorded_at)}. In het echt duurt dat weken; hier gaat het in één keer."
        )

    def _explained(self, place: FittingPlace) -> str:
        return explain_match(
            wish=WISH,
            level=place.place.level,
            starts_on=place.place.starts_on,
            distance_km=place.distance_km,
            parts=place.contributions,
            obstacles=place.obstacles,
            changes=place.changes,
            to_check=place.to_check,
            today=self._job.now.date(),
        ).sentence

    def _on(self, moment: datetime | None) -> str:
        """ " (gedaan op …)" for what an earlier run did, otherwise nothing."""
        return f" (gedaan op {dutch.dutch_moment(moment)})" if self._job.is_done_before and moment else ""

    def _step(self, title: str) -> None:
        self._number += 1
        self._console.print(f"\n[bold]{self._number}. {title}[/bold]")

    def _say(self, text: str) -> None:
        self._console.print(Padding(text, (0, 0, 0, 3)))


def _reasons(found: Shortlist) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    for code, number in found.excluded.items():
        table.add_row(dutch.number(number), wording.obstacle_text(code))
    return table


def _table(proposals: list[Proposal]) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("", justify="right")
    table.add_column("Plek")
    table.add_column("Afstand", justify="right", no_wrap=True)
    table.add_column("Punten", justify="right", no_wrap=True)
    for each in proposals:
        place = each.place
        table.add_row(
            str(each.rank),
            f"{place.title}\n[dim]{place.employer}, {place.locality_name}[/dim]\n[dim]{_points(each)}[/dim]",
            dutch.km(each.distance_km) if each.distance_km is not None else "onbekend",
            dutch.number(each.score, 1),
        )
    return table


def _points(proposal: Proposal) -> str:
    """The contributions, the largest first; they add up to the score."""
    parts = sorted(proposal.contributions.items(), key=lambda part: -part[1])
    return " + ".join(f"{SHORT.get(name, name)} {dutch.number(value, 1)}" for name, value in parts if value)


def _where(found: FittingPlace) -> str:
    employer, town = str(found.place.employer), found.place.locality_name
    return employer if town in f"{found.place.title} {employer}" else f"{employer} in {town}"
