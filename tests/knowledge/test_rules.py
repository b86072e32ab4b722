import pytest

from leerwerk.kernel.actor import Actor, Grant
from leerwerk.knowledge.rules import may_approve, sections_checked, sections_written

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("grant", "written", "checked"),
    [
        (Grant("ADVISER", "region:AM05"), {"AM05"}, set()),
        (Grant("COORDINATOR", "region:AM05"), {"AM05"}, {"AM05"}),
        (Grant("PROGRAMME"), {""}, {""}),
        (Grant("ADMIN"), {""}, {""}),
        (Grant("EMPLOYER", "organisation:1"), set(), set()),
    ],
)
def test_roles_open_sections(grant: Grant, written: set[str], checked: set[str]) -> None:
    actor = Actor(1, "Iemand", frozenset({grant}))

    assert sections_written(actor) == written
    assert sections_checked(actor) == checked


@pytest.mark.parametrize(
    ("may_change", "may_publish", "writers", "expected"),
    [
        (True, False, {2}, True),
        (True, False, {1, 2}, False),
        (True, True, {1}, True),
        (False, False, {2}, False),
    ],
)
def test_a_text_is_approved_by_somebody_else_or_by_who_may_publish(
    may_change: bool, may_publish: bool, writers: set[int], expected: bool
) -> None:
    verdict = may_approve(
        may_change=may_change, may_publish=may_publish, checker_id=1, writer_ids=frozenset(writers)
    )

    assert verdict is expected
