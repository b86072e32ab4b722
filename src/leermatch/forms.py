"""Other forms of a Dutch word for a person: what women, men and many of them are called.

For words that no place holds: somebody who asks "chauffeuse" or "timmerlieden" means chauffeur and timmerman.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

#: An ending and what stands for it in another form, likeliest first. A name of somebody who works can also be a verb:
#: poetsvrouw, poetsen.
_ENDINGS: Final = (
    ("euse", "eur"), ("trice", "tor"), ("trice", "teur"), ("lieden", "man"), ("lui", "man"), ("ster", "er"),
    ("ares", "aar"), ("esse", "e"), ("in", ""), ("vrouw", "man"), ("vrouw", "er"), ("vrouw", "en"), ("man", "er"),
    ("man", "en"), ("meisje", "er"),
)  # fmt: skip
_SHORTEST: Final = 4


def other_forms(word: str) -> Iterator[str]:
    """Forms that may exist, likeliest first; who asks has to know which do.

    >>> list(other_forms("chauffeuse"))
    ['chauffeur']
    """
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)] + other
