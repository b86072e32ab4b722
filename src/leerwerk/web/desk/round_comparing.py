"""What each aim would have meant, side by side: a table, a drawing, and a conclusion in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext

from leerwerk.matching.actions.replaying import Replay
from leerwerk.matching.enums import Objective, SeekerGroup
from leerwerk.matching.models import MatchingRound
from leerwerk.web.ui.charts import PairedBar, paired_bars
from leerwerk.web.ui.dutch import number


@dataclass(frozen=True)
class Measure:
    """A line of the table: what is measured, and its value under each aim, already written."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """The aims in the order of the columns; `chosen` is the position of the one of this round."""

    aims: tuple[str, ...]
    chosen: int
    measures: tuple[Measure, ...]
    conclusion: str
    drawing: SafeString


def compared(row: MatchingRound) -> Comparison | None:
    """The report of a round as its page shows it; None for a round without one."""
    if not row.report:
        return None
    aims = tuple(str(Objective(each["objective"]).label).capitalize() for each in row.report)
    conclusion = " ".join(_sentence(each) for each in row.report)
    return Comparison(
        aims=aims,
        chosen=[each["objective"] for each in row.report].index(row.objective),
        measures=(*_of_all(row.report), *_of_groups(row.report)),
        conclusion=conclusion,
        drawing=paired_bars(_bars(row), aims, title=_("De twee doelen naast elkaar"), description=conclusion),
    )


def _sentence(figures: dict[str, Any]) -> str:
    swaps = figures["would_swap"]
    facts = {
        "aim": str(Objective(figures["objective"]).label).capitalize(),
        "placed": number(figures["placed"]),
        "mean": _points(figures["mean_score"]),
        "swaps": number(swaps),
    }
    said = _("%(aim)s: %(placed)s cliënten krijgen een plek, gemiddeld %(mean)s punten.") % facts
    if not swaps:
        return said
    would = ngettext(
        "Dan zou %(swaps)s cliënt met reden willen ruilen.",
        "Dan zouden %(swaps)s cliënten met reden willen ruilen.",
        swaps,
    )
    return f"{said} {would % facts}"


def _of_all(report: list[dict[str, Any]]) -> list[Measure]:
    counts = (
        (_("Krijgen een plek"), "placed"),
        (_("Krijgen hun eerste keus"), "first_choice"),
        (_("Zouden met reden willen ruilen"), "would_swap"),
    )
    points = ((_("Gemiddeld aantal punten"), "mean_score"), (_("Laagste aantal punten"), "worst_score"))
    return [
        *(Measure(label, tuple(number(each[name]) for each in report)) for label, name in counts),
        *(Measure(label, tuple(_points(each[name]) for each in report)) for label, name in points),
    ]


def _of_groups(report: list[dict[str, Any]]) -> list[Measure]:
    return [
        Measure(str(group.label).capitalize(), tuple(_group(each["groups"][group]) for each in report))
        for group in SeekerGroup
        if all(each["groups"][group]["members"] for each in report)
    ]


def _group(figures: dict[str, Any]) -> str:
    return _("%(placed)s van %(members)s, gemiddeld %(mean)s punten") % {
        "placed": number(figures["placed"]),
        "members": number(figures["members"]),
        "mean": _points(figures["mean_score"]),
    }


def _bars(row: MatchingRound) -> list[PairedBar]:
    bars = [
        PairedBar(_("Krijgen een plek"), _values(row, "placed"), max(row.seekers, 1), 0),
        PairedBar(_("Gemiddeld aantal punten"), _values(row, "mean_score"), 100, 1),
        PairedBar(_("Laagste aantal punten"), _values(row, "worst_score"), 100, 1),
    ]
    for group in SeekerGroup:
        members = row.report[0]["groups"][group]["members"]
        if members:
            placed = tuple(each["groups"][group]["placed"] for each in row.report)
            bars.append(PairedBar(_("Plek: %(group)s") % {"group": group.label}, placed, members, 0))
    return bars


def _values(row: MatchingRound, name: str) -> tuple[float, ...]:
    return tuple(each[name] or 0 for each in row.report)


def _points(points: float | None) -> str:
    return "–" if points is None else number(points, 1)


def wanted_of(row: MatchingRound) -> list[str]:
    """What the policy of a round asks, one sentence each."""
    said = []
    for rule in row.policy.get("rules", []):
        group = SeekerGroup(rule["group"]).label
        if rule.get("priority"):
            said.append(
                _("%(points)s punten voorrang voor wie hoort bij: %(group)s.")
                % {"points": number(rule["priority"]), "group": group}
            )
        if rule.get("reserve"):
            said.append(
                _("Minstens %(share)s procent van de vrije plekken voor wie hoort bij: %(group)s.")
                % {"share": number(100 * rule["reserve"]), "group": group}
            )
    return said


def certificate_of(row: MatchingRound) -> str:
    """What the check of the allocation found, in words."""
    if row.objective == Objective.BEST:
        gap = row.certificate.get("gap", 0)
        if not gap:
            return _("Bewezen: geen andere verdeling binnen deze afspraken heeft samen meer punten.")
        return _(
            "Bewezen: een andere verdeling binnen deze afspraken heeft hooguit %(share)s procent meer punten."
        ) % {"share": number(100 * gap, 4)}
    return _("Nagekeken: er is geen cliënt en geen plek die liever elkaar hadden dan wat ze kregen.")


OBSTACLES: dict[str, Any] = {
    "MARKET_GONE": _later(
        "Sinds deze ronde zijn er plekken veranderd. De punten zelf opnieuw berekenen kan niet meer."
    ),
    "ENGINE_CHANGED": _later(
        "De rekenkern is sinds deze ronde vernieuwd. De punten opnieuw berekenen kan niet meer."
    ),
    "OTHER_DAY": _later(
        "De ronde is van een andere dag. Wachttijd en start tellen dan anders, dus de punten zijn niet te "
        "vergelijken."
    ),
}


def replay_told(replay: Replay) -> list[str]:
    """What a replay showed, in sentences."""
    said = []
    if replay.is_the_same:
        said.append(_("De verdeling opnieuw gemaakt geeft precies dezelfde uitslag."))
    else:
        said.append(
            _("Voor %(same)s cliënten komt dezelfde uitslag, voor %(different)s een andere.")
            % {"same": number(replay.same), "different": number(replay.different)}
        )
    if replay.forgotten:
        said.append(
            ngettext(
                "Van %(n)s cliënt zijn de gegevens gewist. Daarom kan de uitslag anders zijn.",
                "Van %(n)s cliënten zijn de gegevens gewist. Daarom kan de uitslag anders zijn.",
                replay.forgotten,
            )
            % {"n": number(replay.forgotten)}
        )
    if replay.obstacle:
        said.append(str(OBSTACLES[replay.obstacle]))
    elif replay.changed:
        said.append(
            ngettext(
                "Van %(n)s cliënt geeft het profiel nu andere punten dan toen.",
                "Van %(n)s cliënten geeft het profiel nu andere punten dan toen.",
                replay.changed,
            )
            % {"n": number(replay.changed)}
        )
    else:
        said.append(_("Ook alle punten komen opnieuw precies zo uit de profielen en de plekken."))
    return said
