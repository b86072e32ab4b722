"""What of a search may be kept: words without anything that points to a person; when mail is sent. Pure decisions."""

import re
from datetime import date, timedelta
from typing import Final

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import regions_coordinated

LONGEST: Final = 60
#: A number of searches below this is not shown: few people may be behind it, or one.
LEAST_SHOWN: Final = 5
#: On average fewer places than this is too few to choose from.
FEW_PLACES: Final = 5.0
#: How long searches are kept, and how long words that hardly anybody used.
KEPT_DAYS: Final = 400
RARE_KEPT_DAYS: Final = 30
#: Days between two mails about a saved question.
EVERY: Final = {"DAILY": 1, "WEEKLY": 7}
#: So many mails in a row that are refused for good: nobody reads there.
REFUSALS: Final = 3
#: A place that came online this shortly ago may not be searchable yet: it is for the next mail.
SETTLING: Final = timedelta(minutes=15)

_STREETS = "straat|laan|weg|plein|kade|gracht|singel|dijk|pad|hof|steeg|park|dreef|markt|dam"
_PERSONAL: Final = re.compile(
    r"\S*@\S*"  # mail
    r"|\b(?:https?://|www\.)\S*"
    rf"|\b\w*(?:{_STREETS})\s+\d+\s?\w?\b"  # an address
    r"|\b[1-9]\d{3}\s?[a-z]{2}\b(?:\s*\d+\s?\w?\b)?"  # a postcode in full
    r"|\+?\d(?:[\s./()-]*\d){4,}|\d{3,}",  # a telephone, citizen service or account number, a day of birth
    re.IGNORECASE,
)


def may_view_searches(actor: Actor, *, region_code: str) -> bool:
    """The programme office sees what is sought everywhere, a coordinator what is sought in the own region."""
    if actor.is_system or actor.has("PROGRAMME") or actor.has("ADMIN"):
        return True
    return region_code in regions_coordinated(actor)


def anonymous_words(text: str) -> str:
    """Lower case, single spaces, at most 60 characters; without mail addresses, addresses, postcodes and numbers.

    Numbers of one or two digits stay: "niveau 2", "24 uur".
    """
    kept = " ".join(_PERSONAL.sub(" ", text).casefold().split())
    if len(kept) <= LONGEST:
        return kept
    return kept[:LONGEST].rsplit(" ", 1)[0]


def next_due(frequency: str, *, today: date) -> date:
    """The day on which to look for new places again."""
    return today + timedelta(days=EVERY[frequency])
