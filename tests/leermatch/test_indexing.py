"""The compiled reader of words, and the index that is built of them."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from snowballstemmer.dutch_stemmer import DutchStemmer

from leermatch.compounds import split_all
from leermatch.index import pack
from leermatch.indexing import IndexBuilder, Inverted
from leermatch.kernels.tokens import FIELD_SHIFT, WORD_MASK
from leermatch.text import TEXT_LENGTH, has_weight, normalise, stem, stems, words
from leermatch.texts import TextColumn
from leermatch.tokens import FIELDS, TokenReader
from leermatch.wordlist import WordList
from tests.leermatch.inverted import inverted, split
from tests.leermatch.markets import VOCABULARIES, random_columns

pytestmark = pytest.mark.unit

Batch = dict[str, list[str]]


def _batch(**texts: list[str]) -> Batch:
    n = len(next(iter(texts.values())))
    return {field: texts.get(field, [""] * n) for field in FIELDS}


def _columns(batch: Batch) -> dict[str, TextColumn]:
    return {field: TextColumn.of(texts) for field, texts in batch.items()}


def _read(*batches: dict[str, TextColumn], threads: int = 1) -> list[tuple[list[list[str]], int]]:
    """For each row the words of each field, and the words in its description."""
    reader = TokenReader(threads=threads)
    for batch in batches:
        reader.read(batch)
    tokens = reader.finish(set())
    found = []
    for first, last in pairwise(tokens.ends.tolist()):
        row: list[list[str]] = [[] for _ in FIELDS]
        for token in tokens.stream[first:last].tolist():
            row[token >> FIELD_SHIFT].append(tokens.words[token & WORD_MASK])
        found.append(row)
    return list(zip(found, tokens.lengths.tolist(), strict=True))


def _expected(batch: Batch) -> list[tuple[list[list[str]], int]]:
    rows = zip(*(batch[field] for field in FIELDS), strict=True)
    return [
        (
            [[w for w in words(text) if has_weight(w)] for text in row[:-1]] + [words(row[-1])],
            len(words(row[FIELDS.index("description")])),
        )
        for row in rows
    ]


_DUTCH = [
    "Verzórgende-IG, auto's en foto’s",
    "ĲSVERKOPER ĳzer ﬁets ﬀ",
    "bou\u00adw\u200bvak \u202ekok\u202c",
    "e\u0301e\u0301n één ééN naïef coöperatie ‘s-Gravenhage",
    "İstanbul straße STRASSE ŉ ½ x² ①② Ⅷ",
    "😀 👩‍🏭 a😀b 👍🏽lasser",
    "لحام عامل ﷺ شهادة عَامِل",
    "한국어 日本語 ｶﾞ ｱﾞ か\u3099",
    "a bb ccc 1 22 c++ c# .net CO2-lasser snake_case x",
    "x" * 39 + " " + "y" * 40 + " " + "z" * 41 + " " + "é" * 41 + " " + "ß" * 30,
    "\x00\x1f\x7f`´ʼ' \u00b4 \u1fef lo`sser",
    "𝐋𝐚𝐬𝐬𝐞𝐫 𐐀𐐁 ǅ Ǆ ΐ ΣΑΣ ς",
    "\U000e0041 \ufffd \ufeff \U0010ffff\U0010fffe",
    "a\u1d165b \U0001d165\u0301\u0323 \u0f73 \u0f71\u0f72ཀ",
]


@pytest.mark.parametrize("text", _DUTCH)
def test_compiled_reader_reads_what_words_says(text: str) -> None:
    batch = _batch(title=[text, ""], description=["", text], employer_name=[text, text])
    assert _read(_columns(batch)) == _expected(batch)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
@settings(max_examples=300)
def test_compiled_reader_reads_any_text(texts: list[str]) -> None:
    texts = [text.encode(errors="replace").decode() for text in texts]
    batch = _batch(keywords=texts, description=texts[::-1], employer_name=texts)
    assert _read(_columns(batch)) == _expected(batch)


def test_compiled_reader_knows_every_sign() -> None:
    """All below U+3100, and a sample of the rest, between letters and doubled."""
    others = np.random.default_rng(3).choice(np.arange(0x3100, 0x110000), 6_000, replace=False).tolist()
    codes = [code for code in (*range(0x3100), *others) if not 0xD800 <= code < 0xE000]
    texts = [
        " ".join(f"a{c}b {c}{c} {c}a" for c in map(chr, codes[at : at + 100]))
        for at in range(0, len(codes), 100)
    ]
    batch = _batch(employer_name=texts)
    assert _read(_columns(batch), threads=2) == _expected(batch)


def test_form_of_a_text_is_that_of_its_signs() -> None:
    """What the tables of `leermatch.letters` rest on, as far as words go."""
    for text in _DUTCH:
        assert words("".join(map(normalise, text))) == words(text)


@pytest.mark.parametrize("unit", ["a", "lasser ", "é", "👍", "ab"])
def test_a_text_is_read_as_far_as_its_length_allows(unit: str) -> None:
    text = unit * (TEXT_LENGTH // len(unit) + 9)
    batch = _batch(employer_name=[text, text[: TEXT_LENGTH - 1], text[: TEXT_LENGTH + 1]])
    assert _read(_columns(batch)) == _expected(batch)


def test_a_text_of_ten_megabytes_is_no_trouble() -> None:
    long = b"verpleegkundige " * 650_000
    column = TextColumn(np.frombuffer(long, np.uint8), np.array([0, len(long)]))
    (found, length), *_ = _read({**_columns(_batch(title=["lasser"])), "description": column})
    assert found[0] == ["lasser"]
    assert length == len(found[FIELDS.index("description")]) == TEXT_LENGTH // 16


@given(st.binary(max_size=40), st.data())
def test_bytes_that_are_no_text_do_no_harm(spelled: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(spelled)), max_size=3)))
    starts = np.array([0, *cuts, len(spelled)], np.int64)
    column = TextColumn(np.frombuffer(spelled, np.uint8), starts)
    empty = TextColumn.empty(len(column))
    read = _read({field: column if field == "employer_name" else empty for field in FIELDS})
    for (fields, _), (first, last) in zip(read, pairwise(starts.tolist()), strict=True):
        try:
            expected = words(spelled[first:last].decode())
        except UnicodeDecodeError:
            continue
        assert fields[-1] == expected


def test_a_book_of_many_words_grows() -> None:
    texts = [" ".join(f"w{row * 50 + i}x{'y' * (i % 30)}" for i in range(50)) for row in range(600)]
    batch = _batch(description=texts, employer_name=texts[::-1])
    assert _read(_columns(batch)) == _expected(batch)


def test_batches_and_threads_make_no_difference() -> None:
    rng = np.random.default_rng(5)
    batch = _batch(
        title=[f"w{v} lasser" for v in rng.integers(0, 5_000, 20_000)],
        employer_name=[f"de{v}" for v in rng.integers(0, 5_000, 20_000)],
    )
    pieces = [
        {field: texts[first:last] for field, texts in batch.items()}
        for first, last in ((0, 7), (7, 7), (7, 9_000), (9_000, 20_000))
    ]
    assert _read(*map(_columns, pieces), threads=3) == _read(_columns(batch)) == _expected(batch)


@given(
    st.lists(st.text("absenør", min_size=1, max_size=14), min_size=1, max_size=8),
    st.sets(st.text("absenør", min_size=1, max_size=5), max_size=25),
)
@settings(max_examples=400)
def test_compiled_split_agrees_with_trying_all_ways(listed: list[str], known: set[str]) -> None:
    parts, spelled = WordList.of(known), WordList.of(listed)
    for word, pieces in zip(spelled, split_all(spelled, parts).tolist(), strict=True):
        assert tuple(parts[row] for row in pieces if row >= 0) == split(word, known.__contains__)


def test_compiled_stemmer_agrees_with_the_one_in_plain_python() -> None:
    rng, letters = np.random.default_rng(9), list("aeiounrstdlkgevihsjpbmwzfcxyqië0")
    other = DutchStemmer()
    spelled = ["".join(rng.choice(letters, rng.integers(2, 15))) for _ in range(4_000)]
    ends = ["en", "heden", "lijk", "ing", "jes", "tje", "eren", "ische", "loos", "baar", "iteit", "ster"]
    spelled += [f"{word[:7]}{rng.choice(ends)}" for word in spelled]
    assert stems(spelled) == [stem(word) for word in spelled] == [other.stemWord(word) for word in spelled]


def _texts(columns: dict[str, list[Any]]) -> Batch:
    return {field: [text or "" for text in columns[field]] for field in FIELDS}


def _built(batch: Batch, occupation: list[int], *, threads: int = 1, seed: int = 0) -> Inverted:
    """The index of texts that were read in some other order."""
    n = len(occupation)
    order = np.random.default_rng(seed).permutation(n)
    shuffled = {field: [""] * n for field in FIELDS}
    for row, read_as in enumerate(order.tolist()):
        for field in FIELDS:
            shuffled[field][read_as] = batch[field][row]
    builder = IndexBuilder(threads=threads)
    builder.read(_columns(shuffled))
    return builder.inverted(order, np.array(occupation, np.int32), VOCABULARIES.occupations)


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_index_agrees_with_the_book(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(0, 30))
    batch = _texts(random_columns(rng, n))
    occupation = rng.integers(-1, len(VOCABULARIES.occupations), n).tolist()
    index = _built(batch, occupation, seed=seed)
    impacts, spoken, parts = inverted(batch, occupation, VOCABULARIES.occupations)
    assert list(index["terms"]) == sorted(impacts)
    assert set(index["parts"]) == parts
    assert dict(zip(index["spoken"], index["counts"].tolist(), strict=True)) == spoken
    for term, (first, last), most in zip(
        index["terms"], pairwise(index["starts"].tolist()), index["most"].tolist(), strict=True
    ):
        rows, added = index["rows"][first:last].tolist(), index["impacts"][first:last]
        assert rows == sorted(impacts[term])
        exact = np.array([impacts[term][row] for row in rows])
        assert exact.max() <= most * (1 + 1e-6)
        assert (np.abs(added - exact / most * 255) <= np.where(added == 1, 1, 0.5001)).all()


def _bytes(index: Inverted) -> list[bytes]:
    lists = ("terms", "spoken", "parts")
    plain = [
        index[name].tobytes() for name in ("starts", "rows", "impacts", "most", "letters", "counts", "basis")
    ]  # type: ignore[literal-required]
    return plain + [getattr(index[name], part).tobytes() for name in lists for part in ("letters", "starts")]  # type: ignore[literal-required]


def test_the_same_texts_give_the_same_bytes() -> None:
    rng = np.random.default_rng(8)
    batch = _texts(random_columns(rng, 9_000))
    occupation = rng.integers(-1, len(VOCABULARIES.occupations), 9_000).tolist()
    once = _built(batch, occupation)
    assert (
        _bytes(once)
        == _bytes(_built(batch, occupation, threads=2))
        == _bytes(_built(batch, occupation, seed=4, threads=3))
    )


def test_an_index_of_nothing() -> None:
    index = _built(_batch(title=[]), [])
    assert len(index["terms"]) == len(index["spoken"]) == index["n"] == 0
    assert pack(**index).frequency("lasser") == 0
