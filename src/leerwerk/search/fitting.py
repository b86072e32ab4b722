"""Why a place answers a question, and what somebody should ask first: codes, worded elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from leermatch import Highlighter
from leerwerk.catalogue.models import Place
from leerwerk.search.questions import LANGUAGES, Question

#: A place that begins within so many days begins soon: three months.
SOON_DAYS = 91


@dataclass(frozen=True)
class Fit:
    """A reason with what it is about: an occupation, an employer, a level; "" where the code says it all."""

    code: str
    fact: str = ""


def fits_of(question: Question, place: Place, words: Highlighter, today: date) -> tuple[Fit, ...]:
    """What speaks for a place: how it answers the words, what many people look for, and then each choice made."""
    found = [*_by_words(question, place, words)]
    if place.level == 1:
        found.append(Fit("NO_DIPLOMA"))
    elif place.level is not None and str(place.level) in question.filters.get("level", ()):
        found.append(Fit("LEVEL", str(place.level)))
    if place.pathway and place.pathway in question.filters.get("pathway", ()):
        found.append(Fit("PATHWAY", place.pathway))
    found += _by_choices(question, place)
    if question.wage_known and place.monthly_wage is not None:
        found.append(Fit("WAGE"))
    if (question.filters.get("start") or question.sort == "start") and (start := _start(place, today)):
        found.append(Fit(start))
    return tuple(dict.fromkeys(found))


def _by_choices(question: Question, place: Place) -> Iterator[Fit]:
    """The other facets in which something was chosen; the region of a site counts as chosen."""
    chosen = {name for name, codes in question.filters.items() if codes}
    if "sector" in chosen:
        yield Fit("SECTOR", place.sector)
    if "outcome" in chosen and place.outcome:
        yield Fit("OUTCOME", place.outcome)
    if "hours" in chosen and (place.hours_min or place.hours_max):
        yield Fit("HOURS")
    if "language" in chosen and place.language_level:
        yield Fit("LANGUAGE", LANGUAGES[place.language_level - 1])
    if "employer" in chosen:
        yield Fit("EMPLOYER", place.employer.name)
    if "region" in chosen and place.region_id:
        yield Fit("REGION")


def unknowns_of(question: Question, place: Place) -> tuple[str, ...]:
    """Facets that were chosen and of which the place does not say anything: it may fit."""
    known = {
        "level": place.level,
        "pathway": place.pathway,
        "language": place.language_level,
        "hours": place.hours_min or place.hours_max,
        "start": place.starts_on or place.is_start_flexible,
    }
    chosen = {name for name, codes in question.filters.items() if codes}
    if question.no_diploma:
        chosen.add("level")
    return tuple(name for name, value in known.items() if name in chosen and not value)


def _by_words(question: Question, place: Place, words: Highlighter) -> Iterator[Fit]:
    """Where the words stand that were asked for: the occupation says most, the description least."""
    code = place.occupation.code if place.occupation else ""
    if not question.what.strip():
        return
    names = (place.occupation.name, place.occupation.spoken_name) if place.occupation else ()
    if place.occupation and any(words.spans(name, occupation=code) for name in names):
        yield Fit("OCCUPATION", place.occupation.spoken_name)
    elif words.spans(place.title, occupation=code):
        yield Fit("TITLE")
    elif words.spans(place.employer.name):
        yield Fit("EMPLOYER", place.employer.name)
    else:
        yield Fit("TEXT")


def _start(place: Place, today: date) -> str:
    if place.is_start_flexible:
        return "START_FLEXIBLE"
    if place.starts_on is None:
        return ""
    return (
        "START_NOW"
        if place.starts_on <= today
        else "START_SOON"
        if place.starts_on <= today + timedelta(days=SOON_DAYS)
        else ""
    )
