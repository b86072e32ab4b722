"""Examples for the page with all components. Nothing here is read from or written to the database."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from leerwerk.catalogue.models import Place
from leerwerk.network.models import Organisation
from leerwerk.web.ui.charts import Tile
from leerwerk.web.ui.explaining import explain_match
from leerwerk.web.ui.forms import PlainForm
from leerwerk.web.ui.paging import Paging

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Choice:
    """An option of a facet."""

    value: str
    label: str
    count: int
    is_selected: bool = False


@dataclass(frozen=True)
class Chip:
    """A chosen filter with the address of the list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """A step with its state: done, current or to come."""

    label: str
    state: str


@dataclass(frozen=True)
class Part:
    """A part of a score."""

    feature: str
    points: float
    most: float
    facts: dict[str, int | float | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Obstacle:
    """A rule that excludes."""

    code: str
    needed: int | float | str | None
    has: int | float | str | None


@dataclass(frozen=True)
class Change:
    """What would take a reason away."""

    code: str
    value: float
    more: float


class ExampleForm(PlainForm):
    """One field of each kind."""

    postcode = forms.CharField(
        label="Postcode", help_text="Bijvoorbeeld 7511 AA.", widget=forms.TextInput({"size": 10})
    )
    wish = forms.CharField(label="Wat wil je leren?", required=False)
    about = forms.CharField(label="Vertel er iets over", widget=forms.Textarea({"rows": 3}), required=False)
    transport = forms.ChoiceField(
        label="Hoe reis je?", choices=[("BIKE", "fiets"), ("PUBLIC", "bus of trein")]
    )
    level = forms.ChoiceField(
        label="Welk diploma heb je?",
        help_text="Kies het hoogste.",
        choices=[("0", "geen diploma"), ("1", "entree of praktijkonderwijs"), ("2", "vmbo of mbo 2")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Op welke dagen kun je?",
        choices=[("1", "maandag"), ("2", "dinsdag"), ("4", "woensdag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(
        label="Het loket mag mijn wens delen met werkgevers",
        help_text="Je kunt dit altijd intrekken.",
    )


def examples() -> dict[str, Any]:
    """Everything that the page shows."""
    place = Place(
        pk=4821,
        title="Leerling-lasser",
        employer=Organisation(name="Metaalbewerking Voorbeeld BV"),
        locality_name="Enschede",
        pathway="BBL",
        level=2,
        hours_min=32,
        hours_max=40,
        starts_on=date(2027, 2, 1),
        wage_min=Decimal(2100),
        wage_max=Decimal(2400),
    )
    parts = [
        Part("closeness", 45, 45, {"kind": "SAME_OCCUPATION"}),
        Part("distance", 15, 20),
        Part("level", 8, 8),
        Part("hours", 5.5, 7),
    ]
    fits: dict[str, Any] = {
        "wish": "lasser",
        "level": 1,
        "starts_on": date(2026, 12, 1),
        "distance_km": 6.1,
        "parts": parts,
    }
    return {
        "form": ExampleForm({"postcode": "", "wish": "Lassen", "level": ""}),
        "blank_form": ExampleForm(),
        "place": place,
        "marks": ((9, 15),),
        "parts": parts,
        "told": explain_match(**fits, obstacles=[], to_check=["RECOGNITION", "DAYS"], today=TODAY),
        "told_against": explain_match(
            **fits,
            obstacles=[Obstacle("TOO_FAR", 41.5, 25), Obstacle("LANGUAGE_TOO_LOW", 3, 2)],
            changes=[Change("TOO_FAR", 41.5, 16.5), Change("LANGUAGE_TOO_LOW", 3, 1)],
            to_check=[],
            today=TODAY,
        ),
        "chips": [Chip("Metaal", "?"), Chip("binnen 15 km", "?"), Chip("geen diploma nodig", "?")],
        "options": [
            Choice("METAAL", "Metaal", 312, is_selected=True),
            Choice("TECHNIEK", "Techniek en installatie", 1204),
            Choice("ZORG", "Zorg", 2871),
        ],
        "steps": [
            Step("Vraag", "done"),
            Step("Advies", "done"),
            Step("Doorverwezen", "current"),
            Step("Geplaatst", ""),
        ],
        "paging": Paging(number=4, size=20, total=1250),
        "tiles": _tiles(),
    }


def _tiles() -> list[Tile]:
    rows = (
        ("AM01", "Groningen", 6, 1, 812), ("AM02", "Friesland", 5, 1, 640), ("AM36", "Regio Zwolle", 5, 2, 455),
        ("AM03", "Drenthe", 6, 2, 390), ("AM15", "Noord-Holland Noord", 3, 2, 512), ("AM11", "Flevoland", 4, 3, 205),
        ("AM06", "Veluwe Stedendriehoek", 5, 3, 702), ("AM05", "Twente", 6, 3, 1188),
        ("AM37", "Zuid-Kennemerland en IJmond", 2, 4, 88), ("AM18", "Groot Amsterdam", 3, 4, 960),
        ("AM12", "Gooi en Vechtstreek", 4, 4, None), ("AM14", "Amersfoort", 5, 4, 310),
        ("AM09", "Achterhoek", 6, 4, 420),
    )  # fmt: skip
    return [
        Tile(code, name, column, row, value, url=f"?regio={code}", is_current=code == "AM05")
        for code, name, column, row, value in rows
    ]
