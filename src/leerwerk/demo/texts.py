"""What a demo place says about itself: 40 to 80 words of plain Dutch, put together from parts of sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from leerwerk.catalogue.enums import Pathway
from leerwerk.demo.chance import one_of
from leerwerk.demo.crafts import Craft
from leerwerk.demo.words import words

MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class PlaceText:
    title: str
    description: str
    is_learnt: str
    is_asked: str


def write_text(craft: Craft, company: str, place: str, *, pathway: str, u: Iterator[float]) -> PlaceText:
    """Title and texts of a place; takes ten numbers from `u`."""
    sector, general = words("sectors")[craft.sector], words("texts")
    own = general["occupations"].get(craft.code, {}).get("do", [])
    title = _filled_title(one_of(title_patterns(pathway), next(u)), craft, place)
    opening = one_of(general["openings"], next(u)).format(
        beroep=_as_word(craft.name), plaats=place, bedrijf=company
    )
    tasks = _two(sector["do"], next(u), next(u))
    if own:
        tasks = [one_of(own, next(u)), tasks[0]]
    else:
        next(u)
    way = one_of(general["ways"].get(pathway, general["ways"]["BBL"]), next(u))
    learnt = f"{one_of(sector['learn'], next(u))} {way}"
    asked = _two(sector["ask"], next(u), next(u))
    description = " ".join([_capital(opening), *tasks])
    if len(f"{description} {learnt} {' '.join(asked)}".split()) > MOST_WORDS:
        asked, description = asked[:1], " ".join([_capital(opening), tasks[0]])
    return PlaceText(title, description, learnt, " ".join(asked))


@cache
def title_patterns(pathway: str) -> tuple[str, ...]:
    """The titles that a place can have; only one learnt by BBL says so."""
    general = words("texts")
    patterns = general["titles_practice"] if pathway == Pathway.PRAKTIJKVERKLARING else general["titles"]
    return (*patterns, *general["titles_bbl"]) if pathway == Pathway.BBL else tuple(patterns)


def _filled_title(pattern: str, craft: Craft, place: str) -> str:
    filled = pattern.format(beroep=_as_word(craft.name), Beroep=craft.name, plaats=place)
    return _capital(filled)[:150]


def _two(sentences: list[str], first: float, second: float) -> list[str]:
    """Two different sentences."""
    row = int(first * len(sentences))
    other = (row + 1 + int(second * (len(sentences) - 1))) % len(sentences)
    return [sentences[row], sentences[other]]


def _as_word(name: str) -> str:
    """The name of an occupation within a sentence; abbreviations keep their capitals (ICT-beheerder)."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
