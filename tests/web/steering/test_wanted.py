import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.kernel.clock import today
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from leerwerk.search.models import Search
from tests.factories.network import RegionFactory
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]

URL = "/sturing/gezocht"


@pytest.fixture
def _searched(region: Region) -> None:
    for words, times in (("goudsmid", 5), ("kleermaker", 4)):
        for _ in range(times):
            Search.objects.create(
                made_on=today(), region_code=region.code, words=words, place="Enschede", results=0
            )


@pytest.mark.usefixtures("_searched")
def test_wanted_shows_what_is_searched_often_and_hardly_found(
    region: Region, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = signed_in(Role.PROGRAMME)

    with django_assert_max_num_queries(12):
        page = office.get(URL, {"regio": region.slug, "periode": "30"}).content.decode()

    assert "9 zoekvragen" in page
    assert "goudsmid" in page
    assert "kleermaker" not in page


@pytest.mark.usefixtures("_searched")
def test_wanted_is_for_the_coordinator_of_the_region(region: Region) -> None:
    page = signed_in(Role.COORDINATOR, region=region).get(URL).content.decode()
    assert "goudsmid" in page
    assert 'aria-label="Menu van het loket"' in page
    assert (
        "goudsmid"
        not in signed_in(Role.COORDINATOR, region=RegionFactory(name="Zeeland")).get(URL).content.decode()
    )
    assert signed_in(Role.ADVISER, region=region).get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
