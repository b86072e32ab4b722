"""The facts of a place as items of a list: escaped, in the language of the page, remembered by what they tell."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from leerwerk.catalogue.models import Place
from leerwerk.web.ui.templatetags.place_facts import fact_items

pytestmark = pytest.mark.unit


def test_facts_are_told_in_the_language_of_the_page() -> None:
    place = Place(pathway="BBL", level=2, starts_on=date(2027, 2, 1), wage_min=Decimal(2100))
    dutch = fact_items(place)
    with translation.override("en"):
        english = fact_items(place)

    assert [dutch.count("<li>"), english.count("<li>")] == [3, 3]
    assert "niveau 2" in dutch
    assert "start 1 februari 2027" in dutch
    assert "2.100 per maand" in dutch
    assert "level 2" in english
    assert "2,100" in english
    assert fact_items(place) == dutch


def test_words_of_an_employer_are_escaped_and_marked_as_dutch() -> None:
    place = Place(wage_text="<b>volgens cao</b>")

    assert "<bdi>&lt;b&gt;volgens cao&lt;/b&gt;</bdi>" in fact_items(place)
    with translation.override("ar"):
        assert '<bdi lang="nl" dir="ltr">&lt;b&gt;' in fact_items(place)


def test_place_that_says_nothing_has_no_items() -> None:
    assert fact_items(Place()) == ""
