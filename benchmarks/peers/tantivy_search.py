"""tantivy finds the words (Dutch stems, BM25, slips), numpy does the rest: circle, facets, order and page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import tantivy

from benchmarks.find_task import FACETS, FindTask, point, slices
from benchmarks.peers.tantivy_words import DUTCH, any_field, dutch, near_any_field
from leermatch import Query
from leermatch.arrays import I64
from leermatch.typos import FORGIVEN_FROM

_BOOSTS: Final = {"title": 3.0, "employer": 2.0, "locality": 1.5, "body": 1.0}


class Search:
    """An index on disk and the columns in memory, in the order of cells.

    Forms: the box around the circle is asked of the index; or numpy sifts all that has the words.
    """

    name = "tantivy"
    forms = ("box in the index", "all hits")
    named = "all hits sifted by numpy"

    def __init__(self, folder: Path, task: FindTask) -> None:
        self.task, self.folder = task, folder
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("row", fast=True)
        for axis in "xy":
            builder.add_float_field(axis, fast=True, indexed=False)
        for field in _BOOSTS:
            builder.add_text_field(field, tokenizer_name=DUTCH, index_option="freq")
        self.schema, self.analyzer = builder.build(), dutch()
        folder.mkdir()
        self.index = tantivy.Index(self.schema, path=str(folder))
        self.index.register_tokenizer(DUTCH, dutch())
        self._fill()
        self.index.reload()
        self.searcher = self.index.searcher()

    def index_mb(self) -> float:
        """What the index takes on disk, and the columns in memory."""
        columns = sum(column.nbytes for column in self.task.columns.values())
        return (sum(path.stat().st_size for path in self.folder.iterdir()) + columns) / 1e6

    def prepare_named(self) -> str:
        """It is one of the forms."""
        return "all hits"

    def find(self, query: Query, form: str) -> tuple[int, list[int]]:
        """The total and the ids of the page; the facets are counted too."""
        columns, (x, y) = self.task.columns, point(query)
        rows = self._with_words(query, form) if query.text else self._in_cells(query)
        east, north = columns["x"][rows] - np.float32(x), columns["y"][rows] - np.float32(y)
        away = np.sqrt(east * east + north * north)
        inside = away <= np.float32(query.radius_km or 0)
        if sectors := self.task.sectors(query):
            inside &= np.isin(columns["sector"][rows], sectors)
        rows, away = rows[inside], away[inside]
        for facet in FACETS:
            np.bincount(columns[facet][rows] + 1)
        skip = (query.page - 1) * query.page_size
        key = {"distance": away, "newest": -columns["published"][rows]}.get(query.sort)
        if key is not None:
            last = skip + query.page_size
            if rows.size > 2 * last:  # only what can come on the page is put in order
                near = np.flatnonzero(key <= np.partition(key, last - 1)[last - 1])
                rows, key = rows[near], key[near]
            rows = rows[np.argsort(key, kind="stable")]
        return int(np.count_nonzero(inside)), columns["id"][rows[skip : skip + query.page_size]].tolist()

    def document(self, row: int, texts: tuple[str, ...]) -> tantivy.Document:
        """A place as it is indexed."""
        x, y = float(self.task.columns["x"][row]), float(self.task.columns["y"][row])
        return tantivy.Document(row=row, x=x, y=y, **dict(zip(_BOOSTS, texts, strict=True)))

    def _fill(self) -> None:
        writer = self.index.writer(512_000_000, 2)
        for row, texts in self.task.documents():
            writer.add_document(self.document(row, texts))
        writer.commit()
        writer.wait_merging_threads()

    def _with_words(self, query: Query, form: str) -> I64:
        """Rows with all words, best first."""
        must = tantivy.Occur.Must
        asked = [(must, self.word(word)) for word in dict.fromkeys(self.analyzer.analyze(query.text))]
        if form == "box in the index":
            radius = query.radius_km or 0.0
            for axis, middle in zip("xy", point(query), strict=True):
                box = tantivy.Query.range_query(
                    self.schema,
                    axis,
                    tantivy.FieldType.Float,
                    middle - radius - 0.001,
                    middle + radius + 0.001,
                )
                asked.append((must, tantivy.Query.const_score_query(box, 0.0)))
        hits = self.searcher.search(tantivy.Query.boolean_query(asked), self.task.rows.size, count=False).hits
        found = self.searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
        return np.array(found, dtype=np.int64)

    def word(self, word: str) -> tantivy.Query:
        """A word in any field; near words when no place holds it."""
        exact = any_field(self.schema, _BOOSTS, word)
        if len(word) < FORGIVEN_FROM - 2 or any(
            self.searcher.doc_freq(field, word) for field in _BOOSTS
        ):  # stems are a letter or two shorter than words
            return exact
        return near_any_field(self.schema, list(_BOOSTS), word, 1 if len(word) < FORGIVEN_FROM + 2 else 2)

    def _in_cells(self, query: Query) -> I64:
        """Rows of the cells that the circle touches: a few ranges."""
        cells = self.task.columns["cell"]
        spans = [(low, high + 1) for low, high in slices(query)]
        edges = np.searchsorted(cells, np.array(spans, cells.dtype)).tolist()
        return np.concatenate([np.arange(first, past) for first, past in edges])
