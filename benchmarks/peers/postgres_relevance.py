"""PostgreSQL on the judged questions: Dutch full text with weights, accents left out, words that do not occur
replaced by the most similar one (pg_trgm), all words if it can be, else any of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, Final

import psycopg

from benchmarks.judged.documents import Document
from benchmarks.judged.judge import CUT, FILLED
from benchmarks.postgres import copy_rows
from leermatch.text import has_weight, words

_WEIGHTS: Final = {"names": "A", "title": "A", "everyday": "B", "employer": "B", "town": "C", "text": "D"}
_RANKS: Final = ("ts_rank_cd", "ts_rank")
#: Divided by nothing; by 1 + the logarithm of the length; by the number of unique words.
_LENGTHS: Final = ("0", "1", "8")
_SLIPS: Final = ("slips", "no slips")
_NOISE: Final = ("noise left out", "all words")
_SIMILAR: Final = 0.4
_SLIPS_FROM: Final = 5


class PostgresRelevance:
    """One table with its words; the dictionary of all words beside it."""

    name = "postgresql"
    forms: Final = tuple(product(_RANKS, _LENGTHS, _SLIPS, _NOISE, FILLED))

    def __init__(self, connection: psycopg.Connection[Any], documents: Sequence[Document]) -> None:
        self.connection = connection
        dictionaries = "dutch_stem"
        for extension in ("unaccent", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION {extension}".encode())
        dictionaries = "unaccent, dutch_stem"
        columns = list(_WEIGHTS)
        connection.execute(
            f"CREATE TABLE raw (id int, {', '.join(f'{name} text' for name in columns)})".encode()
        )
        rows = ((one.id, *(getattr(one, name) for name in columns)) for one in documents)
        copy_rows(connection, "raw", rows)
        said = " || ".join(f"setweight(to_tsvector('nl', {name}), '{w}')" for name, w in _WEIGHTS.items())
        spelled = " || ' ' || ".join(columns)
        for command in (
            "CREATE TEXT SEARCH CONFIGURATION nl (COPY = dutch)",
            f"ALTER TEXT SEARCH CONFIGURATION nl ALTER MAPPING FOR hword, hword_part, word WITH {dictionaries}",
            f"CREATE TABLE offer AS SELECT id, {said} AS said FROM raw",
            "CREATE INDEX ON offer USING gin (said)",
            "CREATE TABLE spoken AS SELECT word, ndoc FROM"
            f" ts_stat($$SELECT to_tsvector('simple', unaccent({spelled.replace(chr(39), chr(39))})) FROM raw$$)",
            "CREATE INDEX ON spoken USING gin (word gin_trgm_ops)",
            "VACUUM ANALYZE",
        ):
            connection.execute(command.encode())

    def find(self, text: str, form: tuple[str, ...]) -> list[int]:
        """At most ten ids, best first."""
        rank, length, slips, noise, filled = form
        asked = [word for word in words(text) if noise == "all words" or has_weight(word)]
        if slips == "slips":
            asked = [self._spoken(word) for word in asked]
        found: dict[int, None] = {}
        for joined in (" ".join(asked), " or ".join(asked)):
            if len(found) < (CUT if filled == FILLED[0] else 1):
                found |= dict.fromkeys(self._ids(joined, rank, length))
        return list(found)[:CUT]

    def _spoken(self, word: str) -> str:
        """The word, or the most similar one when no place holds it."""
        if len(word) < _SLIPS_FROM:
            return word
        row = self.connection.execute(
            "SELECT word FROM spoken WHERE word = %(word)s OR similarity(word, %(word)s) > %(least)s"
            " ORDER BY similarity(word, %(word)s) DESC, ndoc DESC LIMIT 1",
            {"word": word, "least": _SIMILAR},
        ).fetchone()
        return str(row[0]) if row else word

    def _ids(self, asked: str, rank: str, length: str) -> list[int]:
        question = (
            f"SELECT id FROM offer, websearch_to_tsquery('nl', %s) AS asked WHERE said @@ asked"
            f" ORDER BY {rank}(said, asked, {length}) DESC, id LIMIT {CUT}"
        )
        return [row[0] for row in self.connection.execute(question.encode(), (asked,)).fetchall()]
