"""Schemes and the questions about them, in the words of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from leerwerk.funding.enums import ANSWERS, HINTS, QUESTIONS, Topic
from leerwerk.funding.models import SchemeVersion
from leerwerk.funding.queries import conditions_of
from leerwerk.funding.rules import Condition, SchemeVerdict
from leerwerk.network.told import DUTCH, ENGLISH, Told, in_language

#: In the address instead of an answer that was skipped.
SKIPPED = "-"
PARAMETERS: dict[str, str] = {
    Topic.GOAL: "doel",
    Topic.SITUATION: "nu",
    Topic.AGE: "leeftijd",
    Topic.EDUCATION: "diploma",
    Topic.REGION: "regio",
    Topic.STAFF_GOAL: "wens",
    Topic.SIZE: "bedrijf",
}


@dataclass(frozen=True)
class Shown:
    """A scheme as a page shows it; the reasons are empty where nobody answered anything."""

    slug: str
    name: Told
    kind: str
    audience: str
    provider: Told
    gets: Told
    how: Told
    most: Decimal | None
    source: str
    checked_on: date | None
    checked_at: str
    checked_host: str
    source_date: date | None
    valid_from: date | None
    valid_until: date | None
    met: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One page of the wizard. `choices`: (code, label) with a capital."""

    parameter: str
    title: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    is_list: bool
    number: int
    count: int


@dataclass(frozen=True)
class Answers:
    """What an address says. `known`: topic → code; `in_address` also what was skipped; `lines`: (parameter, words)."""

    known: dict[str, str]
    in_address: dict[str, str]
    lines: tuple[tuple[str, str], ...]
    next: Topic | None
    back: str | None


def read_answers(given: Mapping[str, str], audience: str, regions: Mapping[str, str]) -> Answers:
    """Read the answers from an address; what is no answer counts as not asked yet."""
    known: dict[str, str] = {}
    in_address: dict[str, str] = {}
    lines: list[tuple[str, str]] = []
    back: str | None = None
    for topic in QUESTIONS[audience]:
        parameter, code = PARAMETERS[topic], given.get(PARAMETERS[topic], "")
        if code != SKIPPED and code not in _choices(topic, regions):
            return Answers(known, in_address, tuple(lines), topic, back)
        in_address[parameter] = code
        if code != SKIPPED:
            known[topic] = code
        lines.append((parameter, _line(topic, code, regions)))
        back = parameter
    return Answers(known, in_address, tuple(lines), None, back)


def question_of(topic: Topic, audience: str, regions: Mapping[str, str]) -> Question:
    """A question in words."""
    asked = QUESTIONS[audience]
    return Question(
        parameter=PARAMETERS[topic],
        title=str(topic.label),
        hint=str(HINTS[topic]),
        choices=tuple((code, _capital(str(label))) for code, label in _choices(topic, regions).items()),
        is_list=topic == Topic.REGION,
        number=asked.index(topic) + 1,
        count=len(asked),
    )


def shown(
    version: SchemeVersion,
    verdict: SchemeVerdict | None = None,
    regions: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Shown:
    """The terms of a scheme in the language of the reader, with the reasons of a verdict on `answers`."""
    scheme = version.scheme
    named = regions or {}
    given = answers or {}
    return Shown(
        slug=scheme.code,
        name=_spoken(scheme.name, scheme.name_en),
        kind=scheme.get_kind_display(),
        audience=scheme.audience,
        provider=Told(scheme.provider),
        gets=_spoken(version.gets, version.gets_en),
        how=_spoken(version.how, version.how_en),
        most=version.most,
        source=version.source,
        checked_on=version.checked_on,
        checked_at=version.checked_at,
        checked_host=urlsplit(version.checked_at).netloc.removeprefix("www."),
        source_date=version.source_date,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        met=tuple(_answer(each.topic, given[each.topic], named) for each in verdict.met) if verdict else (),
        unknown=tuple(_clauses(each, named) for each in verdict.unknown) if verdict else (),
        unmet=tuple(_clauses(each, named) for each in verdict.unmet) if verdict else (),
    )


def told(version: SchemeVersion, regions: Mapping[str, str]) -> tuple[str, ...]:
    """For whom a scheme is: a line for each condition."""
    return tuple(_clauses(condition, regions) for condition in conditions_of(version))


def _clauses(condition: Condition, regions: Mapping[str, str]) -> str:
    """The answers that will do, as one line: "je bent 18 tot en met 29, of je bent 30 tot en met 56"."""
    choices = _choices(Topic(condition.topic), regions)
    said = [_clause(condition.topic, str(choices[code])) for code in condition.allowed if code in choices]
    return pgettext("between possibilities", ", of ").join(said)


def _answer(topic: str, code: str, regions: Mapping[str, str]) -> str:
    return _clause(topic, str(_choices(Topic(topic), regions)[code]))


def _clause(topic: str, label: str) -> str:
    return _("je woont in %(region)s") % {"region": label} if topic == Topic.REGION else label


def _line(topic: Topic, code: str, regions: Mapping[str, str]) -> str:
    if code == SKIPPED:
        return _("%(question)s Overgeslagen.") % {"question": topic.label}
    return _capital(_clause(topic, str(_choices(topic, regions)[code])))


def _choices(topic: Topic, regions: Mapping[str, str]) -> Mapping[str, str | Promise]:
    return regions if topic == Topic.REGION else dict(ANSWERS[topic].choices)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spoken(dutch: str, english: str) -> Told:
    """The text in the language of the page, Dutch where there is no other."""
    return in_language({DUTCH: dutch, ENGLISH: english}, get_language() or DUTCH)
