"""What would have to change before a place fits, in one sentence: "Past wel met 34 km verder reizen."."""

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from leerwerk.people.enums import LanguageLevel
from leerwerk.web.ui import dutch, wording

EPOCH = date(1970, 1, 1)  # the engine counts days from here


class Change(Protocol):
    """The nearest change that takes one reason away: its code, the new value, and what that adds."""

    @property
    def code(self) -> str: ...
    @property
    def value(self) -> object: ...
    @property
    def more(self) -> float | None: ...


def change_sentence(against: Iterable[str], changes: Iterable[Change]) -> str:
    """All that has to change for a place; "" when nothing stands against it, or nothing can be done about a part.

    `against` are the codes of the rules that keep the place out.
    """
    by_code = {change.code: change for change in changes}
    codes = tuple(against)
    if not codes or not set(codes) <= set(by_code):
        return ""
    parts = [_part(by_code[code]) for code in codes]
    return _("Past wel %(changes)s.") % {"changes": dutch.listed(parts)} if all(parts) else ""


def _part(change: Change) -> str:
    more = change.more or 0
    return wording.change_text(change.code, value=_value(change), more=_more(change), is_less=more < 0)


def _value(change: Change) -> str:
    """The new value as people write it."""
    value = change.value
    if not isinstance(value, int | float):
        return ""
    if change.code == "LANGUAGE_TOO_LOW":
        return str(LanguageLevel(int(value)).label)
    if change.code in {"STARTS_TOO_EARLY", "STARTS_TOO_LATE"}:
        return dutch.dutch_date(EPOCH + timedelta(days=int(value)))
    return dutch.number(value)


def _more(change: Change) -> str:
    """What is added: names of days, or a number rounded up, so that it is always enough."""
    if change.more is None:
        return ""
    if change.code == "DAYS_DO_NOT_FIT":
        return dutch.listed([str(name) for day, name in WEEKDAYS.items() if int(change.more) & 1 << day])
    return dutch.number(math.ceil(abs(change.more)))
