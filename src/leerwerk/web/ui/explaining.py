"""What the engine found about a person and a place, told the way an adviser would say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from leerwerk.web.ui import dutch, wording
from leerwerk.web.ui.changing import EPOCH, Change, change_sentence

Fact = int | float | str | None

# Shares of the points of a feature: from GOOD it is worth a word of praise, below POOR a warning.
GOOD, POOR = 0.95, 0.5
CYCLING_KM = 15
SOON, LATE = timedelta(days=45), timedelta(days=180)
DISTANCES, LANGUAGES, DAYS = {"TOO_FAR"}, {"LANGUAGE_TOO_LOW"}, {"STARTS_TOO_EARLY", "STARTS_TOO_LATE"}
LANGUAGE_LEVELS = ("onder A1", "A1", "A2", "B1", "B2", "C1", "C2")


class Part(Protocol):
    """A part of the score: `points` of at most `most`, with the facts behind it."""

    @property
    def feature(self) -> str: ...
    @property
    def points(self) -> float: ...
    @property
    def most(self) -> float: ...
    @property
    def facts(self) -> Mapping[str, Fact]: ...


class Obstacle(Protocol):
    """A rule that excludes, with what the place needs and what the person has."""

    @property
    def code(self) -> str: ...
    @property
    def needed(self) -> Fact: ...
    @property
    def has(self) -> Fact: ...


@dataclass(frozen=True)
class Told:
    """What to say of a place: why it fits, what to mind, what to ask, and (whole sentences) why it does not fit.

    `change` is the sentence that says what would make it fit; "" where nothing can be done.
    """

    fits: tuple[str, ...]
    mind: tuple[str, ...]
    ask: tuple[str, ...]
    against: tuple[str, ...]
    change: str = ""

    @property
    def sentence(self) -> str:
        """All of it in a few short sentences: "Past: … Let op: … Vraag na: …"."""
        if self.against:
            return " ".join(filter(None, [_("Past niet:"), *self.against, self.change]))
        said = ((_("Past:"), self.fits), (_("Let op:"), self.mind), (_("Vraag na:"), self.ask))
        return " ".join(f"{head} {dutch.listed(parts)}." for head, parts in said if parts)


def explain_match(
    *,
    wish: str,
    names: Mapping[str, str] | None = None,
    level: int | None,
    starts_on: date | None,
    distance_km: float | None,
    parts: Iterable[Part],
    obstacles: Iterable[Obstacle],
    to_check: Iterable[str],
    today: date,
    changes: Iterable[Change] = (),
) -> Told:
    """Tell why a place suits somebody or not.

    `wish` is the occupation wished most ("lasser", "" when there is none) and `names` those of all wishes by code;
    `level` (1-4), `starts_on` and `distance_km` are of the place, None when unknown; the rest is what the engine gave.
    """
    parts, obstacles = tuple(parts), tuple(obstacles)
    shares = {part.feature: part.points / part.most for part in parts if part.most > 0}
    nearness = next((part.facts for part in parts if part.feature == "closeness"), {})
    wish = (names or {}).get(str(nearness.get("wish")), wish).lower()
    kind = str(nearness.get("kind"))
    fits = [*_work(kind, wish), *_ride(distance_km), *_level(level, shares), *_hours(shares)]
    mind = [*_other_work(kind, wish), *_far(distance_km), *_start(starts_on, today), *_other_hours(shares)]
    return Told(
        fits=tuple(fits),
        mind=tuple(mind),
        ask=tuple(wording.to_check_text(code) for code in to_check),
        against=tuple(_against(obstacle) for obstacle in obstacles),
        change=change_sentence([obstacle.code for obstacle in obstacles], changes),
    )


def _work(kind: str, wish: str) -> list[str]:
    """How the work suits the wish, by the engine's kinds of nearness."""
    if kind == "SAME_OCCUPATION":
        return [_("je wilt %(wish)s worden") % {"wish": wish} if wish else _("dit is het werk dat je wilt")]
    known = {
        "SAME_QUALIFICATION": _("je haalt het diploma voor je wens"),
        "SAME_DOSSIER": _("het lijkt veel op het werk dat je wilt"),
        "RELATED": _("het is verwant aan het werk dat je wilt"),
    }
    said = {
        "SAME_QUALIFICATION": _("je haalt het diploma voor %(wish)s"),
        "SAME_DOSSIER": _("het lijkt veel op het werk van %(wish)s"),
        "RELATED": _("het is verwant aan het werk van %(wish)s"),
    }
    return [said[kind] % {"wish": wish} if wish else known[kind]] if kind in known else []


def _other_work(kind: str, wish: str) -> list[str]:
    if kind != "SAME_DOMAIN":
        return []
    if not wish:
        return [_("het is ander werk, in dezelfde richting")]
    return [_("het is ander werk dan %(wish)s, in dezelfde richting") % {"wish": wish}]


def _ride(distance_km: float | None) -> list[str]:
    if distance_km is None or distance_km > CYCLING_KM:
        return []
    return [
        _("%(distance)s fietsen") % {"distance": dutch.km(distance_km)} if distance_km >= 1 else _("dichtbij")
    ]


def _far(distance_km: float | None) -> list[str]:
    if distance_km is None or distance_km <= CYCLING_KM:
        return []
    return [_("%(distance)s reizen") % {"distance": dutch.km(distance_km)}]


def _level(level: int | None, shares: dict[str, float]) -> list[str]:
    if level == 1:
        return [_("geen diploma nodig")]
    if level and shares.get("level", 0) >= GOOD:
        return [_("niveau %(level)d past bij je vooropleiding") % {"level": level}]
    return []


def _hours(shares: dict[str, float]) -> list[str]:
    return [_("de uren passen")] if shares.get("hours", 0) >= GOOD else []


def _other_hours(shares: dict[str, float]) -> list[str]:
    return [_("het zijn andere uren dan je wilt")] if shares.get("hours", 1) < POOR else []


def _start(starts_on: date | None, today: date) -> list[str]:
    if starts_on is None:
        return []
    day = dutch.day_in_year(starts_on, today)
    if starts_on < today:
        return [_("begon al op %(day)s") % {"day": day}]
    if starts_on - today <= SOON:
        return [_("start al op %(day)s") % {"day": day}]
    return [_("start pas op %(day)s") % {"day": day}] if starts_on - today >= LATE else []


def _against(obstacle: Obstacle) -> str:
    needed, has = (_written(obstacle.code, fact) for fact in (obstacle.needed, obstacle.has))
    return wording.obstacle_text(obstacle.code, needed, has)


def _written(code: str, fact: Fact) -> str:
    """A fact of the engine as people write it."""
    if fact is None or isinstance(fact, str):
        return _range(fact or "")
    if code in DISTANCES:
        return dutch.km(fact)
    if code in LANGUAGES:
        return LANGUAGE_LEVELS[int(fact)] if 0 <= fact < len(LANGUAGE_LEVELS) else ""
    if code in DAYS:
        return dutch.dutch_date(EPOCH + timedelta(days=int(fact)))
    # The engine compares what was reached before; that gives access to the next level.
    return dutch.number(fact + 1 if code == "LEVEL_TOO_HIGH" else fact)


def _range(text: str) -> str:
    """ "24-32" → "24 tot 32", "24-" → "minstens 24", "-32" → "hooguit 32"."""
    low, dash, high = text.partition("-")
    if not dash:
        return text
    if low and high:
        return low if low == high else _("%(low)s tot %(high)s") % {"low": low, "high": high}
    return _("minstens %(n)s") % {"n": low} if low else _("hooguit %(n)s") % {"n": high}
