"""Agreements as their pages show them: figures beside each other, and one line that says what came of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from leerwerk.insight.queries import AgreementProgress, CommitmentProgress, MeasureProgress, TargetProgress
from leerwerk.kernel.period import Period
from leerwerk.programme.enums import Counting, Unit
from leerwerk.programme.models import Agreement, Measure, Party, Target
from leerwerk.web.ui.dutch import dutch_date, number

SHOWN_ON_CARD = 2
NAMED_REGIONS = 4


@dataclass(frozen=True)
class TargetView:
    """A target with its figures and the sentence that concludes them."""

    progress: TargetProgress
    measure: Measure

    @property
    def target(self) -> Target:
        return self.progress.target

    @property
    def promised(self) -> int | None:
        return self.progress.promised

    @property
    def realised(self) -> int | None:
        return self.progress.realised

    @property
    def commitments(self) -> tuple[CommitmentProgress, ...]:
        return self.progress.commitments

    @property
    def bar_end(self) -> int:
        """What the bar measures against: the promises, or the target where nobody promised a number."""
        return self.promised or self.target.number

    @property
    def unit(self) -> str:
        return str(self.target.get_unit_display())

    @property
    def sign(self) -> str:
        """What stands before a number of this target."""
        return "€ " if self.target.unit == Unit.EUROS else ""

    @property
    def is_counted(self) -> bool:
        """True when the figure can be opened to its rows."""
        return self.target.counting == Counting.PLACEMENTS

    @property
    def period(self) -> str:
        return period_text(self.target.starts_on, self.target.ends_on)

    def runs_on(self, day: date) -> bool:
        """True when the period of the target holds the day."""
        return day in Period(self.target.starts_on, self.target.ends_on)

    @property
    def counts_others(self) -> bool:
        """True when placements count for the target that count for none of its promises."""
        return (self.realised or 0) > sum(each.realised or 0 for each in self.commitments)

    @property
    def conclusion(self) -> str:
        """ "Doel: 15.000 leerwerkplekken. Toegezegd: 15.100. Wat ervan kwam, is niet geregistreerd."."""
        parts = []
        if not self.is_counted:
            parts.append(_("Doel: %(n)s.") % {"n": amount(self.target.number, self.target.unit)})
        if self.promised is not None:
            parts.append(_("Toegezegd: %(n)s.") % {"n": f"{self.sign}{number(self.promised)}"})
        parts.append(self._outcome())
        return " ".join(parts)

    def _outcome(self) -> str:
        if self.realised is None:
            return _("Wat ervan kwam, is niet geregistreerd.")
        said = _("Gerealiseerd: %(n)s") % {"n": number(self.realised)}
        if self.target.counting == Counting.REPORTED:
            note = f", {self.target.reported_note}" if self.target.reported_note else ""
            return _("%(said)s (volgens de bron%(note)s).") % {"said": said, "note": note}
        waiting = self.progress.in_pipeline
        on_the_way = _(", %(n)s onderweg") % {"n": number(waiting)} if waiting else ""
        return f"{said}{on_the_way}. {self.remainder}"

    @property
    def remainder(self) -> str:
        """How far it is to the target, where that is counted."""
        goal = amount(self.target.number, self.target.unit)
        left = self.target.number - (self.realised or 0)
        if left <= 0:
            return _("Het doel van %(goal)s is gehaald.") % {"goal": goal}
        return _("Nog %(left)s te gaan tot het doel van %(goal)s.") % {"left": number(left), "goal": goal}


@dataclass(frozen=True)
class MeasureView:
    measure: Measure
    targets: tuple[TargetView, ...]


@dataclass(frozen=True)
class AgreementCard:
    """An agreement in the list, on a day."""

    progress: AgreementProgress
    today: date

    @property
    def agreement(self) -> Agreement:
        return self.progress.agreement

    @cached_property
    def targets(self) -> list[TargetView]:
        """Targets of the agreement and its parts: places of this period first."""
        measures = [
            *self.progress.measures,
            *(each for part in self.progress.parts for each in part.measures),
        ]
        views = [view for each in measures for view in _target_views(each)]
        return sorted(views, key=lambda view: (view.target.unit != Unit.PLACES, not view.runs_on(self.today)))

    @property
    def first_targets(self) -> list[TargetView]:
        return self.targets[:SHOWN_ON_CARD]

    @property
    def more_targets(self) -> int:
        return max(0, len(self.targets) - SHOWN_ON_CARD)

    @property
    def region_names(self) -> str:
        """The regions by name, or how many when that is too much to read."""
        names = sorted(region.name for region in self.agreement.regions.all())
        return ", ".join(names) if len(names) <= NAMED_REGIONS else _("%(n)d regio's") % {"n": len(names)}

    @property
    def period(self) -> str:
        return period_text(self.agreement.starts_on, self.agreement.ends_on)


@dataclass(frozen=True)
class AgreementPage:
    """An agreement on its own page, with its parts."""

    agreement: Agreement
    measures: tuple[MeasureView, ...]
    parts: tuple["AgreementPage", ...]
    parties: tuple[Party, ...]

    @property
    def period(self) -> str:
        return period_text(self.agreement.starts_on, self.agreement.ends_on)

    @property
    def outcomes(self) -> list[str]:
        return [line for line in self.agreement.outcomes.splitlines() if line.strip()]


def page_of(agreement: Agreement, progress: AgreementProgress) -> AgreementPage:
    """The agreement (with parties and regions at hand) and its progress as one page."""
    return AgreementPage(
        agreement, _measures(progress), tuple(map(_part, progress.parts)), tuple(agreement.parties.all())
    )


def _part(progress: AgreementProgress) -> AgreementPage:
    return AgreementPage(progress.agreement, _measures(progress), (), ())


def _measures(progress: AgreementProgress) -> tuple[MeasureView, ...]:
    return tuple(MeasureView(each.measure, _target_views(each)) for each in progress.measures)


def _target_views(progress: MeasureProgress) -> tuple[TargetView, ...]:
    return tuple(TargetView(target, progress.measure) for target in progress.targets)


def amount(value: int, unit: str) -> str:
    """A number with its unit: "15.000 leerwerkplekken", "€ 100.000"."""
    return f"€ {number(value)}" if unit == Unit.EUROS else f"{number(value)} {Unit(unit).label}"


def period_text(starts_on: date | None, ends_on: date | None) -> str:
    """ "1 januari 2019 tot en met 31 december 2024"; `ends_on` is the first day after."""
    start = dutch_date(starts_on) if starts_on else ""
    end = dutch_date(ends_on - timedelta(days=1)) if ends_on else ""
    if start and end:
        return _("%(start)s tot en met %(end)s") % {"start": start, "end": end}
    if start:
        return _("vanaf %(start)s") % {"start": start}
    return _("tot en met %(end)s") % {"end": end} if end else ""
