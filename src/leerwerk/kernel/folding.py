"""Text as people compare it: without capitals, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """ "Café 'De Ooievaar', Súdwest" → "cafe de ooievaar sudwest"; other scripts become nothing."""
    return fold_once(text)


def fold_once(text: str) -> str:
    """The same for a long text, of which it makes no sense to remember the outcome."""
    lowered = text.casefold()
    if not lowered.isascii():
        spread = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES))
        lowered = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", lowered).strip()
