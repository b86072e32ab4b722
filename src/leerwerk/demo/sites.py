"""What the sites of the demo desks tell: hours everywhere; team, logo and jobs in two regions; one desk that merged.

`*.localhost` is this machine to every browser: so a region shows its own host name without anybody's DNS.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from leerwerk.demo.geography import Geography
from leerwerk.network.enums import FOUNDING_PHASES, DeskPhase, TextKind
from leerwerk.network.images import checked_logo
from leerwerk.network.models import (
    Desk,
    DeskLogo,
    DeskText,
    DeskVacancy,
    HoursException,
    OpeningHours,
    SiteHost,
    TeamMember,
)

TWENTE, RIJNMOND = "AM05", "AM22"
OFFICE = ((0, 9, 17), (1, 9, 17), (2, 9, 12), (3, 9, 20), (4, 9, 16))
CLOSED = (("Kerst", 12, 25), ("Kerst", 12, 26), ("Nieuwjaar", 1, 1))
LETTERS = {TWENTE: "Twente", RIJNMOND: "Rijnmond"}
SHAPES = {
    TWENTE: '<path d="M6 46 24 14l10 18 8-12 16 26z" fill="#0b4f6c"/><circle cx="48" cy="12" r="6" fill="#f4a300"/>',
    RIJNMOND: '<path d="M4 40c9 0 9-8 18-8s9 8 18 8 9-8 18-8v16H4z" fill="#7fd1a1"/>'
    '<path d="M30 4v24M30 8l16 16H30" fill="none" stroke="#ffffff" stroke-width="5" stroke-linejoin="round"/>',
}
INK = {TWENTE: "#14213d", RIJNMOND: "#ffffff"}
WELCOME = {
    TWENTE: "Van Almelo tot Enschede: leer een vak op de werkvloer en verdien meteen. Wij denken gratis met je mee.",
    RIJNMOND: "In de haven, in de zorg of in de bouw: in Rijnmond leer je terwijl je werkt. Wij wijzen je de weg.",
}
WELCOME_IN_ENGLISH = {
    TWENTE: "From Almelo to Enschede: learn a trade on the job and earn from the first day. We think along for free.",
    RIJNMOND: "In the port, in care or in construction: in Rijnmond you learn while you work. We show you the way.",
}
ABOUT = {
    TWENTE: "In ons loket werken scholen, gemeenten, werkgevers en UWV samen. Je hoeft dus maar op een plek je verhaal "
    "te doen.\n\nLoop gerust binnen zonder afspraak. Op donderdag zijn we ook in de avond open.",
    RIJNMOND: "Wij kennen de bedrijven en de scholen in de regio, en we zijn van geen van beide. Samen zoeken we uit "
    "wat je wilt leren, wat je al kunt en wie de opleiding betaalt.",
}
TEAM = {
    TWENTE: (
        ("Anouk de Wit", "leerwerkadviseur", "Techniek en bouw, en alles over de praktijkverklaring."),
        ("Yusuf Demir", "leerwerkadviseur", "Zorg en welzijn. Spreekt ook Turks en Engels."),
        ("Harm Wiggers", "coördinator", "Voor werkgevers en scholen die willen meedoen."),
    ),
    RIJNMOND: (
        ("Sheila Monsanto", "leerwerkadviseur", "Haven, logistiek en techniek."),
        ("Pieter van Loon", "leerwerkadviseur", "Nieuw in Nederland? Kom bij Pieter langs."),
    ),
}
MEANWHILE = (
    "Ons loket gaat binnenkort open. Tot die tijd helpen de loketten in de regio's om ons heen je graag."
)


def make_sites(desks: Sequence[Desk], geography: Geography, today: date) -> None:
    """Store hours, texts, teams, logos, jobs and host names of these desks, and the desk that merged."""
    opened = [desk for desk in desks if desk.phase == DeskPhase.OPEN]
    OpeningHours.objects.bulk_create(
        OpeningHours(desk=desk, weekday=weekday, opens=time(opens), closes=time(closes))
        for desk in opened
        for weekday, opens, closes in OFFICE
    )
    HoursException.objects.bulk_create(
        HoursException(desk=desk, day=_next(today, month, day), reason=reason)
        for desk in opened
        for reason, month, day in CLOSED
    )
    DeskText.objects.bulk_create(
        DeskText(desk=desk, kind=TextKind.MEANWHILE, text=MEANWHILE)
        for desk in desks
        if desk.phase in FOUNDING_PHASES
    )
    by_region = {desk.region.code: desk for desk in desks}
    for code in (TWENTE, RIJNMOND):
        if code in by_region:
            _dress(by_region[code], code, today)
    if TWENTE in by_region:
        _merge(by_region[TWENTE], geography, today)


def _dress(desk: Desk, code: str, today: date) -> None:
    DeskText.objects.bulk_create(
        [
            DeskText(desk=desk, kind=TextKind.WELCOME, text=WELCOME[code]),
            DeskText(desk=desk, kind=TextKind.WELCOME, language="en", text=WELCOME_IN_ENGLISH[code]),
            DeskText(desk=desk, kind=TextKind.ABOUT, text=ABOUT[code]),
        ]
    )
    TeamMember.objects.bulk_create(
        TeamMember(desk=desk, name=name, job=job, tells=tells, position=position, consented_on=today)
        for position, (name, job, tells) in enumerate(TEAM[code])
    )
    image = checked_logo(_logo(code).encode())
    DeskLogo.objects.create(
        desk=desk, content=image.content, media_type=image.media_type, digest=image.digest
    )
    if code == RIJNMOND:
        SiteHost.objects.create(host="rijnmond.localhost", desk=desk)
        DeskVacancy.objects.create(
            desk=desk,
            title="Leerwerkadviseur",
            hours="28 tot 32 uur per week",
            text="Je helpt mensen aan een leerwerkplek die bij ze past, en je kent de bedrijven in de haven.",
            apply_until=today + timedelta(days=35),
            apply_to=desk.email,
        )


def _merge(successor: Desk, geography: Geography, today: date) -> None:
    """A desk that joined the one of its region this year; its old host name leads there."""
    merged = Desk.objects.create(
        region=successor.region,
        name="Leerwerkpunt Noordoost-Twente",
        slug="leerwerkpunt-noordoost-twente",
        phase=DeskPhase.MERGED,
        phase_since=today.replace(month=1, day=1),
        successor=successor,
        address=f"Markt 1, {geography.capital_of(successor.region.code).locality}",
        is_demo=True,
    )
    SiteHost.objects.create(host="noordoost-twente.localhost", desk=merged)


def _logo(code: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 260 56">'
        f"{SHAPES[code]}"
        f'<text x="70" y="24" font-family="sans-serif" font-size="15" fill="{INK[code]}">Leerwerkloket</text>'
        f'<text x="70" y="47" font-family="sans-serif" font-weight="700" font-size="23" fill="{INK[code]}">'
        f"{LETTERS[code]}</text>"
        "</svg>"
    )


def _next(today: date, month: int, day: int) -> date:
    """The first such day from today on."""
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
