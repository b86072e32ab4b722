"""The judge knows the truth, the corpus stays what it is, and every question can be answered."""

from importlib import import_module

import numpy as np
import pytest

from benchmarks.judged.corpus import corpus, crafts
from benchmarks.judged.documents import documents
from benchmarks.judged.judge import JudgedQuestion, grades, ndcg, questions
from benchmarks.postgres import throwaway_database
from benchmarks.relevance import run_relevance

FEWEST_QUESTIONS = 150


@pytest.mark.unit
def test_every_question_has_an_answer_and_is_asked_once():
    assert len(questions()) >= FEWEST_QUESTIONS
    assert len({one.text for one in questions()}) == len(questions())
    assert (grades().max(axis=1) == 3).all()


@pytest.mark.unit
def test_every_occupation_is_offered_and_some_places_do_not_tell_theirs():
    offered = [place.occupation for place in corpus()]
    assert all(offered.count(name) >= 3 for name in crafts())
    untold = sum(not place.told for place in corpus()) / len(corpus())
    assert 0.08 < untold < 0.16
    assert all(
        not document.names for document, place in zip(documents(), corpus(), strict=True) if not place.told
    )


@pytest.mark.unit
def test_the_judge_looks_at_employer_town_and_level():
    cook = next(p for p in corpus() if p.occupation == "Kok" and p.level == 3 and p.town != "Zwolle")
    graded = {"Kok": 3}
    assert JudgedQuestion("x", "kok", graded).grade(cook) == 3
    assert JudgedQuestion("x", "kok zwolle", graded, town="Zwolle").grade(cook) == 1
    assert JudgedQuestion("x", "kok 2", graded, level=2).grade(cook) == 1
    assert JudgedQuestion("x", "wie", {}, employer=cook.employer).grade(cook) == 3


@pytest.mark.unit
def test_ndcg_is_one_for_the_best_order_and_nothing_for_what_does_not_answer():
    graded = np.array([0, 3, 1, 2])
    assert ndcg([2, 4, 3, 1], graded) == pytest.approx(1)
    assert ndcg([1], graded) == 0
    assert ndcg([4, 2], graded) < ndcg([2, 4], graded) < 1
    with pytest.raises(ValueError, match="nothing"):
        ndcg([1], np.zeros(4, np.int64))


@pytest.mark.unit
def test_tantivy_answers():
    pytest.importorskip("tantivy", reason="not in the group dev", exc_type=ModuleNotFoundError)
    peer = import_module("benchmarks.peers.tantivy_relevance").TantivyRelevance(documents())
    _answers(peer)


@pytest.mark.db
def test_postgresql_answers():
    with throwaway_database() as connection:
        _answers(
            import_module("benchmarks.peers.postgres_relevance").PostgresRelevance(connection, documents())
        )


@pytest.mark.unit
def test_relevance_alone_is_a_report():
    told = run_relevance(peers=()).as_dict()
    assert told["sizes"] == {"questions": len(questions()), "places": len(corpus())}
    assert 0 < told["ours"]["ndcg10"] <= 1


def _answers(peer):
    for form in (peer.forms[0], peer.forms[-1]):
        assert len(peer.find("lasser", form)) == 10
        assert peer.find("", form) == peer.find("bbl" if "noise left out" in form else "", form) == []
    graded = grades()[[one.text for one in questions()].index("lasser")]
    assert ndcg(peer.find("lasser", peer.forms[0]), graded) > 0.8
    forgiving = next(form for form in peer.forms if "slips" in form)
    assert peer.find("verpleegkundgie", forgiving)
