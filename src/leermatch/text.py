"""Dutch words: the same spelling for what is the same word, the stem, and the words that carry no weight.

Stemmer: Snowball, "dutch" (Kraaij and Pohlmann, 1994), from the package PyStemmer
(compiled: a word takes half a microsecond; the package snowballstemmer, in plain Python, takes sixty times as long and
is the second opinion of the tests).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import Stemmer

#: Characters of a question and of a text of a place that are read; the rest is passed over.
QUESTION_LENGTH: Final = 200
TEXT_LENGTH: Final = 20_000
QUESTION_WORDS: Final = 16
WORD_LENGTH: Final = 40

_WORD = re.compile(r"[^\W_]{2,}")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))

_GRAMMAR = """
aan al allemaal alles als altijd ander andere ben bent bij binnen daar daarom dan dat de der deze die dit doe
doen door dus echt een eens eigen elk elke en er erg ergens even ga gaan gaat geen gevraagd geweest gewoon
graag haar had heb hebben hebt heeft heel hem het hier hij hoe hoeveel hun ieder iedereen iemand iets ik in is
ja je jij jou jouw jullie kan kon kun kunnen kunt leuk leuke liefst liever maar mag me mee meer men met mij
mijn misschien moet mogen na naar niemand niet niets nog nu of om omdat onder ons onze ook op over per te
tegen toch toen tot tussen uit uw van vanaf veel via vind vinden voor waar waarom wanneer want was wat we weer
wel welk welke werd wie wij wil willen wilt word worden wordt zal ze zelf zich zij zijn zo zoekt zonder zou
"""
_DOMAIN = """
baan banen bbl bedrijf beroepsopleiding bol functie gezocht leerbaan leerbanen leerbedrijf leerling leerlingen
leerplaats leerplek leerplekken leerweg leerwerkbaan leerwerkplek leerwerkplekken leerwerktraject leren mbo niveau
omscholen omscholing opleiding opleidingen praktijkleren stage stageplaats vacature vacatures werk werken
werkleerplek werkplek zoek zoeken
"""

#: Words of the grammar: never indexed, never asked for.
STOP_WORDS: Final = frozenset(_GRAMMAR.split())
#: Words of the domain: nearly every place has them, so that they tell nothing apart.
DOMAIN_WORDS: Final = frozenset(_DOMAIN.split())

#: Words that tell nothing apart.
WEIGHTLESS: Final = STOP_WORDS | DOMAIN_WORDS
_local = threading.local()


def normalise(text: str) -> str:
    """The text in lower case, without accents, apostrophes, and signs that cannot be seen; the rest is kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).translate(_APOSTROPHES)
        text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf"})
    return text.casefold().replace("'", "").replace("`", "")


def words(text: str) -> list[str]:
    """The words of a text in order: letters and digits, two or more; a hyphen parts words.

    >>> words("Verzórgende-IG, auto's")
    ['verzorgende', 'ig', 'autos']
    """
    return [word[:WORD_LENGTH] for word in _WORD.findall(normalise(text[:TEXT_LENGTH]))]


def word_spans(normal: str) -> list[tuple[int, int]]:
    """Where the words of a normalised text begin and end, those longer than WORD_LENGTH whole."""
    return [found.span() for found in _WORD.finditer(normal)]


def has_weight(word: str) -> bool:
    """Whether a normalised word can tell one place from another."""
    return word not in WEIGHTLESS


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a normalised word.

    >>> stem("verpleegkundigen") == stem("verpleegkundige")
    True
    """
    return str(_stemmer().stemWord(word))


def stems(words: Sequence[str]) -> list[str]:
    """The stems of many normalised words, without keeping them."""
    return list(_stemmer().stemWords(words))


def _stemmer() -> Any:
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a stemmer holds the word it works on: one for each thread
        stemmer = _local.stemmer = Stemmer.Stemmer("dutch", 0)
    return stemmer
