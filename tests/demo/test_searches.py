from datetime import date

import pytest

from leerwerk.demo.searches import make_searches
from leerwerk.search.models import Search
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_searches_are_made_once_and_belong_to_a_region() -> None:
    twente = RegionFactory(name="Twente")

    assert make_searches(today=date(2026, 11, 22)) > 0
    assert make_searches(today=date(2026, 11, 22)) == 0
    assert Search.objects.filter(region_code=twente.code, words="goudsmid").count() == 14
