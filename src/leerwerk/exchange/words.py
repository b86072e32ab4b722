"""Words that people use for pathways, levels, outcomes, sectors, days and levels of language. Pure."""

import re
from collections.abc import Iterator

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.kernel.folding import fold

FLEXIBLE_STARTS = frozenset({
    "per direct", "direct", "zsm", "z s m", "zo snel mogelijk", "asap", "in overleg", "nader te bepalen",
    "flexibel", "doorlopend", "onbekend", "hele jaar", "het hele jaar", "heel het jaar", "immediately",
})  # fmt: skip
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
LANGUAGE_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")

_PATHWAYS = {
    Pathway.BBL.value: "bbl|beroepsbegeleidende leerweg|beroepsbegeleidend|leerbaan|apprenticeship|apprentice",
    Pathway.BOL.value: "bol|beroepsopleidende leerweg|beroepsopleidend|stage|intern|internship|bol stage",
    Pathway.DERDE_LEERWEG.value: "derde leerweg|3e leerweg|ovo|overig onderwijs",
    Pathway.PRAKTIJKVERKLARING.value: "praktijkleren|praktijkverklaring|praktijkleren met praktijkverklaring",
}
_PATHWAY_OF = {word: value for value, words in _PATHWAYS.items() for word in words.split("|")} | {
    fold(value): value for value in Pathway.values
}
_OUTCOMES = {
    OutcomeKind.DIPLOMA.value: "diploma|mbo diploma",
    OutcomeKind.CERTIFICATE.value: "certificaat|mbo certificaat|certificate",
    OutcomeKind.PRAKTIJKVERKLARING.value: "praktijkverklaring",
}
_OUTCOME_OF = {word: value for value, words in _OUTCOMES.items() for word in words.split("|")}
# Patterns for running text: it comes in lower case, and is searched only when it holds the word before the colon.
_PATHWAY_IN_TEXT = (
    (Pathway.PRAKTIJKVERKLARING.value, "praktijk", re.compile(r"\bpraktijk(?:leren|verklaring)\b")),
    (Pathway.DERDE_LEERWEG.value, "leerweg", re.compile(r"\b(?:derde|3e) leerweg\b")),
    (Pathway.BBL.value, "bbl", re.compile(r"\bbbl\b")),
    (Pathway.BBL.value, "begeleidende", re.compile(r"\bberoepsbegeleidende\b")),
    (Pathway.BOL.value, "bol", re.compile(r"\bbol\b")),
    (Pathway.BOL.value, "opleidende", re.compile(r"\bberoepsopleidende\b")),
)
_CREBO = re.compile(r"\bcrebo(?:[- ]?(?:nummer|code|nr\.?))?\W{0,4}([0-9]{5})\b")
_LEVEL = re.compile(r"[- ]*([1-9])(?:\s*(?:/|-|–|,|of|en|t/m|tot|tot en met)\s*([1-9]))?(?![\d.,]*\d)")
_BEFORE_LEVEL = ("niveau", "mbo", "level")
_AGE = re.compile(
    r"\b(?:minimaal|min\.?|vanaf|ten minste|minstens|je bent)\s*(1[3-9]|2\d)\s*jaar(?!\s*(?:of jonger|ervaring))|"
    r"\b(1[3-9]|2\d)\s*(?:jaar of ouder|jaar en ouder|\+)"
)
_HOURS_A_WEEK = re.compile(
    r"\b(\d{1,2})(?:[.,]\d)?(?:\s*(?:-|–|/|tot|à|of|t/m)\s*(\d{1,2}))?\s*(?:uur|uren|hours)\s*(?:per|p/|a|/)\s*$"
)
_HOURS = re.compile(
    r"(?:^|\b)(\d{1,2})(?:[.,]\d)?(?:\s*(?:-|–|/|tot|à|of|t/m)\s*(\d{1,2})(?:[.,]\d)?)?\s*(?:uur|uren|u|hours?|h)?\b"
    r"(?!\s*[:.]\d)"
)


def read_pathway(text: str) -> str:
    """The pathway that a word stands for. ValueError when it is none."""
    try:
        return _PATHWAY_OF[fold(text)]
    except KeyError:
        raise ValueError(text) from None


def read_outcome(text: str) -> str:
    """The outcome that a word stands for. ValueError when it is none."""
    try:
        return _OUTCOME_OF[fold(text)]
    except KeyError:
        raise ValueError(text) from None


def read_sector(text: str) -> str:
    """A sector by its code or its Dutch name. ValueError when it is none."""
    wanted = fold(text)
    for value, label in Sector.choices:
        if wanted in {fold(value), fold(str(label))}:
            return str(value)
    raise ValueError(text)


def read_level(text: str) -> int:
    """A level as "3", "niveau 3", "mbo-3" or "entree". Whether it exists is judged elsewhere."""
    if fold(text) in {"entree", "entreeopleiding"}:
        return 1
    found = re.fullmatch(r"(?:mbo[- ]?)?(?:niveau[- ]?)?(-?\d{1,3})", text.strip(), re.IGNORECASE)
    if not found:
        raise ValueError(text)
    return int(found.group(1))


def read_language_level(text: str) -> int:
    """A1 … C2 → 1 … 6."""
    return LANGUAGE_LEVELS.index(text.strip().upper()[:2]) + 1


def read_days(text: str) -> int:
    """ "ma, di en do" → bits, Monday is bit 0. ValueError when no day is named."""
    words = [word[:2] for word in fold(text).split() if word != "en"]
    bits = sum(1 << DAYS.index(word) for word in set(words))
    if not bits:
        raise ValueError(text)
    return bits


def read_crebo(text: str) -> str:
    """ "25289" or "crebo 25289"."""
    found = re.fullmatch(r"(?:crebo\D{0,10})?([0-9]{5})(?:[.,]0)?", text.strip(), re.IGNORECASE)
    if not found:
        raise ValueError(text)
    return found.group(1)


def is_flexible(text: str) -> bool:
    """Whether a start is told as "per direct", "in overleg" and the like."""
    return fold(text) in FLEXIBLE_STARTS


def _places_of(word: str, text: str) -> Iterator[int]:
    """Where a word begins in a text; far faster than a pattern that has to try every letter."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def pathway_in(text: str) -> str:
    """The one pathway that a text in lower case names; "" when it names none or several."""
    found = {value for value, word, pattern in _PATHWAY_IN_TEXT if word in text and pattern.search(text)}
    return found.pop() if len(found) == 1 else ""


def crebo_in(text: str) -> str:
    """The first crebo code that a text in lower case names as such."""
    found = _CREBO.search(text) if "crebo" in text else None
    return found.group(1) if found else ""


def level_in(text: str) -> int | None:
    """The one mbo level that a text in lower case names; None when it names none or several."""
    levels: set[int] = set()
    for word in _BEFORE_LEVEL:
        for at in _places_of(word, text):
            if found := _LEVEL.match(text, at + len(word)):
                levels.update(int(level) for level in found.groups() if level)
    return levels.pop() if len(levels) == 1 and levels <= {1, 2, 3, 4} else None


def minimum_age_in(text: str) -> int | None:
    """The lowest age that a text in lower case asks for."""
    found = _AGE.search(text) if "jaar" in text or "+" in text else None
    return int(found.group(1) or found.group(2)) if found else None


def hours_in(text: str, *, is_about_hours: bool = False) -> tuple[int, int] | None:
    """Hours a week, least and most, in a text in lower case.

    `is_about_hours`: the text is nothing else, so that "32-40" will do.
    """
    before_week = (text[max(0, at - 40) : at] for at in _places_of("week", text))
    found = next((found for before in before_week if (found := _HOURS_A_WEEK.search(before))), None)
    if found is None and is_about_hours and ":" not in text:
        found = _HOURS.search(text)
    if found is None:
        return None
    low = int(found.group(1))
    high = int(found.group(2) or low)
    return (low, high) if 1 <= low <= high <= 60 else None  # noqa: PLR2004
