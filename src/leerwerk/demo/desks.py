"""A demo desk in each of the current regions: most of them open, a few with a house style of their own."""

from datetime import date

from leerwerk.demo.geography import Geography
from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import Desk, Region

NOT_YET_OPEN = {"AM24": DeskPhase.RATIFIED, "AM33": DeskPhase.PLAN, "AM35": DeskPhase.INTENT}
BRANDS = {
    "AM05": {"action": "#0b4f6c", "accent": "#f4a300"},
    "AM01": {"action": "#7a1f3d", "accent": "#f4a300"},
    "AM22": {
        "action": "#1f4e2c",
        "accent": "#e0b000",
        "header": "#123a22",
        "on-header": "#ffffff",
        "footer": "#123a22",
    },
    "AM30": {"action": "#4a2c6b", "accent": "#f2b705"},
}


def make_desks(geography: Geography, today: date) -> list[Desk]:
    """Store the desks; what a desk of the past laid stress on (reference/history), its successor still does."""
    accents = _accents()
    return Desk.objects.bulk_create(
        Desk(
            region=region,
            name=f"Leerwerkloket {region.name}",
            slug=f"leerwerkloket-{region.slug}",
            phase=NOT_YET_OPEN.get(region.code, DeskPhase.OPEN),
            phase_since=today.replace(month=1, day=1),
            accent=accents.get(region.code, ""),
            brand=BRANDS.get(region.code, {}),
            phone=f"088 012 34 {number:02}",
            email=f"info@leerwerkloket-{region.slug}.example",
            address=f"Loketplein 1, {geography.capital_of(region.code).locality}",
            valid_from=region.valid_from,
            is_demo=True,
        )
        for number, region in enumerate(Region.objects.current())
    )


def _accents() -> dict[str, str]:
    """Accents of the recorded desks by code of the region that came after theirs."""
    told = Desk.objects.filter(is_demo=False).exclude(accent="").order_by("slug")
    return {code: accent for accent, code in told.values_list("accent", "region__successors__code") if code}
