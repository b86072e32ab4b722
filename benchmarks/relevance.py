"""`relevance`: the judged questions, nDCG@10 of leermatch beside PostgreSQL and tantivy.

Each peer is tried in several forms; the one that does best over all questions counts. It is asked twice: with our
words of occupations and list of noise, and with the texts of the places only, as somebody would install it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from benchmarks.judged.documents import Document, documents, judged_market, texts_only
from benchmarks.judged.judge import CUT, FILLED, grades, ndcg, questions
from benchmarks.postgres import server_version, throwaway_database
from benchmarks.report import Figures, Report
from leermatch import Query, find
from leermatch.arrays import F64, Bool

_TODAY = 20_779
#: What is told about questions that went wrong: below this, or this much behind a peer.
_POOR = 0.5
_BEHIND = 0.1
#: The form in which a peer does not get our list of noise.
_OWN_NOISE = "all words"


class _Peer(Protocol):
    name: str
    forms: tuple[tuple[str, ...], ...]

    def find(self, text: str, form: tuple[str, ...]) -> list[int]: ...


def run_relevance(*, peers: Sequence[str]) -> Report:
    """All questions to all engines."""
    ours = of_leermatch()
    versions: dict[str, str] = {}
    found: dict[str, Figures] = {}
    scores: dict[str, F64] = {}
    for name in peers:
        with _opened(name, versions, texts_only()) as peer:
            alone = {form: scores for form, scores in _tried(peer).items() if _OWN_NOISE in form}
        with _opened(name, versions, documents()) as peer:
            tried = _tried(peer)
        form = max(tried, key=lambda form: float(tried[form].mean()))
        scores[name] = tried[form]
        found[name] = {
            **figures(scores[name]),
            "texts_only": _best(alone),
            "with_our_words": _best(tried),
            "form": ", ".join(form),
            "forms_tried": len(tried),
            "ndcg10_not_filled": _best({f: one for f, one in tried.items() if f[-1] != FILLED[0]}),
            "we_are_better": int((ours > scores[name] + 1e-9).sum()),
            "we_are_worse": int((ours < scores[name] - 1e-9).sum()),
        }
    return Report(
        benchmark="relevance",
        sizes={"questions": len(questions()), "places": len(documents())},
        runs=1,
        ours=figures(ours),
        peers=found,
        limits={"poor": _poor(ours, scores)},
        notes=(
            "ndcg10: gains 2^grade - 1, grades 0 to 3 by the rules of benchmarks/judged/README.md.",
            "with_our_words (and ndcg10, by_kind): a peer gets the words of the occupation as fields of their own, and"
            " our list of noise; texts_only: neither. It is tried in several forms, of which the best counts;"
            " ndcg10_not_filled: the best of those that, as find does, do not fill up a page"
            " with places that hold only some of the words when others hold all.",
        ),
        versions=versions,
    )


def _best(tried: dict[tuple[str, ...], F64]) -> float:
    return max(float(one.mean()) for one in tried.values())


def of_leermatch() -> F64:
    """(questions,) nDCG@10 of leermatch."""
    market = judged_market()
    return _scores(lambda text: find(market, Query(today=_TODAY, text=text, page_size=CUT)).ids.tolist())


def half_a() -> Bool:
    """(questions,) whether a question was looked at while the engine was made better; the others tell whether what
    was learned holds elsewhere. By the text, so that a new question does not move the others."""
    return np.array([sha256(one.text.encode()).digest()[0] % 2 == 0 for one in questions()])


def figures(scores: F64) -> Figures:
    """The mean over all questions, over each half and over each kind."""
    kinds, looked_at = np.array([one.kind for one in questions()]), half_a()
    return {
        "ndcg10": float(scores.mean()),
        "half_a": float(scores[looked_at].mean()),
        "half_b": float(scores[~looked_at].mean()),
        "by_kind": {
            kind: round(float(scores[kinds == kind].mean()), 3) for kind in dict.fromkeys(kinds.tolist())
        },
    }


def _scores(ask: Any) -> F64:
    graded = grades()
    return np.array([ndcg(ask(one.text), graded[row]) for row, one in enumerate(questions())])


def _tried(peer: _Peer) -> dict[tuple[str, ...], F64]:
    """The scores of each form."""
    return {form: _scores(lambda text, form=form: peer.find(text, form)) for form in peer.forms}


def _poor(ours: F64, theirs: dict[str, F64]) -> list[str]:
    """Questions that are answered badly or worse than by a peer, worst first."""
    told = []
    for row in np.argsort(ours, kind="stable").tolist():
        better = [
            f"{name} {scores[row]:.2f}"
            for name, scores in theirs.items()
            if scores[row] > ours[row] + _BEHIND
        ]
        if ours[row] < _POOR or better:
            one = questions()[row]
            told.append(", ".join([f"{one.kind}: {one.text!r} {ours[row]:.2f}", *better]))
    return told


@contextmanager
def _opened(name: str, versions: dict[str, str], places: tuple[Document, ...]) -> Iterator[_Peer]:
    if name == "postgresql":
        work = import_module("benchmarks.peers.postgres_relevance").PostgresRelevance
        with throwaway_database() as connection:
            versions[name] = server_version(connection)
            yield work(connection, places)
    else:
        yield import_module("benchmarks.peers.tantivy_relevance").TantivyRelevance(places)
