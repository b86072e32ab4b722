"""tantivy on the judged questions: BM25 over fields with boosts, slips forgiven where a word does not occur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

import tantivy

from benchmarks.judged.documents import Document
from benchmarks.judged.judge import CUT, FILLED
from benchmarks.peers.tantivy_words import DUTCH, any_field, dutch, near_any_field
from leermatch.text import has_weight
from leermatch.typos import FORGIVEN_FROM

_FIELDS: Final = ("names", "everyday", "title", "employer", "town", "text")
_BOOSTS: Final = {
    "boosts as ours": (5.0, 3.5, 3.0, 2.0, 1.5, 1.0),
    "boosts near each other": (2.0, 1.5, 2.0, 1.5, 1.2, 1.0),
}
_SLIPS: Final = ("slips", "no slips")
_NOISE: Final = ("noise left out", "all words")


class TantivyRelevance:
    """All words if it can be, else as many as possible."""

    name = "tantivy"
    forms: Final = tuple(product(_BOOSTS, _SLIPS, _NOISE, FILLED))

    def __init__(self, documents: Sequence[Document]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, fast=True)
        for field in _FIELDS:
            builder.add_text_field(field, tokenizer_name=DUTCH)
        self.schema = builder.build()
        self.analyzer = dutch()
        index = tantivy.Index(self.schema)
        index.register_tokenizer(DUTCH, dutch())
        writer = index.writer(64_000_000, 1)
        for one in documents:
            told: dict[str, Any] = {"id": one.id, **{field: getattr(one, field) for field in _FIELDS}}
            writer.add_document(tantivy.Document(**told))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def find(self, text: str, form: tuple[str, ...]) -> list[int]:
        """At most ten ids, best first."""
        boosts, slips, noise, filled = form
        words = [word for word in self.analyzer.analyze(text) if noise == "all words" or has_weight(word)]
        asked = [self._word(word, boosts, slips == "slips") for word in dict.fromkeys(words)]
        if not asked:
            return []
        found: dict[int, None] = {}
        for how in (tantivy.Occur.Must, tantivy.Occur.Should):
            if len(found) < (CUT if filled == FILLED[0] else 1):
                found |= dict.fromkeys(self._ids(tantivy.Query.boolean_query([(how, one) for one in asked])))
        return list(found)[:CUT]

    def _word(self, word: str, boosts: str, forgiving: bool) -> tantivy.Query:
        exact = any_field(self.schema, dict(zip(_FIELDS, _BOOSTS[boosts], strict=True)), word)
        if not forgiving or len(word) < FORGIVEN_FROM - 2 or self.searcher.search(exact, 1).hits:
            return exact  # stems are a letter or two shorter than words
        return near_any_field(self.schema, _FIELDS, word, 1 if len(word) < FORGIVEN_FROM + 2 else 2)

    def _ids(self, query: tantivy.Query) -> Iterator[int]:
        for _, address in self.searcher.search(query, CUT).hits:
            yield self.searcher.doc(address)["id"][0]
