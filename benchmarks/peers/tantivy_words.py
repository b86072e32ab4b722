"""What both uses of tantivy share: how it reads Dutch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import tantivy

#: The name under which the Dutch analyzer is registered.
DUTCH = "nl"


def dutch() -> tantivy.TextAnalyzer:
    """Words in lower case, without accents, stemmed."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.stemmer("dutch")):
        builder = builder.filter(step)
    return builder.build()


def any_field(schema: tantivy.Schema, boosts: Mapping[str, float], term: str) -> tantivy.Query:
    """A term in the field where it weighs most."""
    asked = [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term), boost)
        for field, boost in boosts.items()
    ]
    return tantivy.Query.disjunction_max_query(asked, 0.1)


def near_any_field(schema: tantivy.Schema, fields: Sequence[str], term: str, slips: int) -> tantivy.Query:
    """A word within some slips of the pen, in any of the fields."""
    asked = [
        tantivy.Query.fuzzy_term_query(schema, field, term, distance=slips, transposition_cost_one=True)
        for field in fields
    ]
    return tantivy.Query.disjunction_max_query(asked, 0.1)
