"""The pages that `benchmarks web` asks of a demo are there and say what it expects of them; how fast is not judged."""

import pytest
from django.test import Client, override_settings

from benchmarks.web_site import asked_pages
from leerwerk.demo.country import Country

pytestmark = [pytest.mark.db, pytest.mark.django_db]

KINDS = {
    "home", "search", "search fragment", "place", "trainings", "training", "desks", "regional home", "stories",
    "wizard",
}  # fmt: skip


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_every_kind_of_page_answers_with_what_a_run_expects(hamlet: Country, client: Client) -> None:
    pages = asked_pages()
    assert set(pages) == KINDS
    assert len({one.path for one in pages["search"]}) == 240
    assert [one.path for one in pages["search"]] == [one.path for one in pages["search fragment"]]
    for asked in pages.values():
        for one in (asked[0], asked[-1]):
            answer = client.get(one.path, headers=one.headers)
            assert (answer.status_code, one.expected in answer.content.decode()) == (200, True), one
