"""What each sign of Unicode becomes in normal form, as tables for the compiled reader of words.

The tables are made by `leermatch.text.normalise` itself, sign by sign, so that the two cannot differ; what stands
beside a sign makes no difference to its form. A page of 256 signs is made when a text first needs it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import I32, U8, freeze
from leermatch.text import normalise, word_spans

#: In `ascii`: a sign that parts words, and one that is passed over.
_PARTS: Final = 0
_PASSED_OVER: Final = 1
_PAGE: Final = 256
_PAGES: Final = 0x110000 // _PAGE


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Forms of signs: UTF-8 in which a zero stands for anything that parts words.

    `ascii`  (128,) uint8: the letter itself, 0 parts words, 1 is passed over
    `pages`  (4352,) int32: where the cells of a page begin, -1 when the page was not made yet
    `cells`  (256 * pages made,) int32: where in `forms` the form of a sign begins
    `forms`  (bytes,) uint8: for each form its length and then its bytes; the first form is a single zero
    """

    ascii: U8
    pages: I32
    cells: I32
    forms: U8

    def with_page_of(self, sign: int) -> Letters:
        """The same and the page of a code point."""
        page = sign // _PAGE
        if self.pages[page] >= 0:
            return self
        forms, cells = bytearray(self.forms.tobytes()), []
        for code in range(page * _PAGE, (page + 1) * _PAGE):
            cells.append(len(forms))
            form = _form(chr(code))
            forms.append(len(form))
            forms += form
        pages = self.pages.copy()
        pages[page] = self.cells.size
        return Letters(
            self.ascii,
            freeze(pages),
            freeze(np.append(self.cells, np.array(cells, np.int32))),
            freeze(np.frombuffer(bytes(forms), np.uint8)),
        )


def _form(sign: str) -> bytes:
    """The normal form of one sign, with zeros for what is no letter or digit."""
    # One letter is no word, two are.
    return "".join(letter if word_spans(letter * 2) else "\0" for letter in normalise(sign)).encode()


def _first_letters() -> Letters:
    forms = [_form(chr(code)) for code in range(128)]
    plain = [form[0] if form else _PASSED_OVER for form in forms]
    first = Letters(
        freeze(np.array(plain, np.uint8)),
        freeze(np.full(_PAGES, -1, np.int32)),
        freeze(np.empty(0, np.int32)),
        freeze(np.array([1, _PARTS], np.uint8)),
    )
    return first.with_page_of(ord("é"))


_lock = threading.Lock()
_known: list[Letters] = []


def known_letters(sign: int = 0) -> Letters:
    """The tables as far as they were made, with the page of `sign`. Tables never change: newer ones hold more."""
    with _lock:
        if not _known:
            _known.append(_first_letters())
        if sign >= 128:  # noqa: PLR2004
            _known[0] = _known[0].with_page_of(sign)
        return _known[0]
