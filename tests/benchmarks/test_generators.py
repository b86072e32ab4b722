"""The generated country: the same for a seed, Dutch, and accepted by the engine as it is."""

from dataclasses import fields

import numpy as np
import pytest

from benchmarks.country import TODAY, make_places, make_seekers, place_columns, seekers_of
from benchmarks.edges import make_edges
from benchmarks.questions import make_questions
from benchmarks.reference import postcodes, vocabularies
from benchmarks.texts import place_texts
from benchmarks.trade_words import TRADE_WORDS
from leermatch import allocate_stable, build_market, check_allocation, find, rank_many
from leermatch.text import has_weight, words

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("make", [make_places, make_seekers])
def test_rows_are_the_same_for_a_seed_and_others_for_another(make):
    once, again, other = make(200, 1), make(200, 1), make(200, 2)
    for field in fields(once):
        assert np.array_equal(getattr(once, field.name), getattr(again, field.name)), field.name
    assert not np.array_equal(once.lat, other.lat)


def test_seekers_wish_one_to_three_different_qualifications_without_gaps():
    wishes = make_seekers(2_000).wishes
    assert (wishes[:, 0] >= 0).all()
    assert not ((wishes[:, 1] < 0) & (wishes[:, 2] >= 0)).any()
    for row in wishes.tolist():
        known = [wish for wish in row if wish >= 0]
        assert len(known) == len(set(known))


def test_places_offer_a_qualification_that_leads_to_their_occupation():
    rows, words = make_places(500), vocabularies()
    for occupation, qualification in zip(rows.occupation.tolist(), rows.qualification.tolist(), strict=True):
        assert words.qualifications[qualification].code in words.occupations[occupation].qualifications


def test_people_live_where_people_live():
    areas = postcodes()
    assert areas.weight.sum() == pytest.approx(1)
    west = (areas.lon < 5.2) & (areas.lat < 52.6) & (areas.lat > 51.8)
    assert areas.weight[west].sum() > 0.3


def test_places_with_texts_make_a_market_in_which_every_kind_of_question_finds_something():
    rows = make_places(3_000)
    market = build_market({**place_columns(rows), **place_texts(rows)}, vocabularies())
    for mix, kinds in (("frequent", {"three words"}), ("prototype", {"three words"}), ("light", set())):
        found: dict[str, int] = {}
        for asked in make_questions(300, mix=mix):
            found[asked.kind] = found.get(asked.kind, 0) + find(market, asked.query).total
        assert set(found) == {"no words", "one word", "two words", "compound", "slip"} | kinds
        assert all(found.values()), found


def test_words_of_the_trade_have_weight_and_stand_in_very_many_texts():
    texts = [set(words(text)) for text in place_texts(make_places(1_000))["description"]]
    for word in TRADE_WORDS:
        assert has_weight(word)
        assert sum(word in text for text in texts) > 50, word


def test_questions_are_the_same_for_a_seed():
    assert make_questions(50, 3) == make_questions(50, 3)


def test_seekers_find_places_in_the_country():
    market = build_market(place_columns(make_places(3_000)), vocabularies())
    ranked = rank_many(market, seekers_of(make_seekers(100)), today=TODAY)
    assert (ranked.eligible_total > 0).mean() > 0.5


def test_edges_name_each_pair_once_and_can_be_allocated():
    edges = make_edges(600, 200, k=8)
    pairs = set(zip(edges.seeker.tolist(), edges.place.tolist(), strict=True))
    assert len(pairs) == edges.seeker.size > 0
    assert check_allocation(edges, allocate_stable(edges, seed=1).edge_of).is_stable
