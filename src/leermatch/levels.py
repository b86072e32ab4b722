"""The level of mbo that a question speaks of: "niveau 2", "mbo-3", "entree"."""

from __future__ import annotations

import re
from typing import Final

from leermatch.text import normalise

_LEVEL: Final = re.compile(r"\b(?:niveau|nivo|mbo|bbl|bol)[ -]?([1-4])\b")
#: What every text has that speaks of a level, in any spelling.
_MAY_TELL: Final = re.compile(r"[1-4]|ntr", re.IGNORECASE)
#: Level 1 has a name of its own.
_ENTREE: Final = re.compile(r"\bentree(?:opleiding)?\b")


def level_of(text: str) -> tuple[int, str]:
    """The level, 0 when none is spoken of, and the word that says so by itself, "" when there is none.

    >>> level_of("Timmerman, niveau 3"), level_of("entree groen")
    ((3, ''), (1, 'entree'))
    """
    if not _MAY_TELL.search(text):
        return 0, ""
    spelled = normalise(text)
    if found := _LEVEL.search(spelled):
        return int(found[1]), ""
    if found := _ENTREE.search(spelled):
        return 1, found[0]
    return 0, ""
