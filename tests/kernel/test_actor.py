import pytest

from leerwerk.kernel.actor import ANONYMOUS, SYSTEM, Actor, Grant

pytestmark = pytest.mark.unit

ANNA = Actor(
    user_id=1,
    name="Anna",
    grants=frozenset(
        {
            Grant("ADVISER", "region:AM07"),
            Grant("ADVISER", "region:AM08"),
            Grant("EMPLOYER", "organisation:12"),
            Grant("PROGRAMME"),
        }
    ),
)


def test_actor_has_roles_within_scopes() -> None:
    assert ANNA.has("ADVISER")
    assert not ANNA.has("ADMIN")
    assert ANNA.scopes("ADVISER") == {"region:AM07", "region:AM08"}
    assert ANNA.scopes("PROGRAMME") == {""}
    assert ANNA.scope_ids("ADVISER", "region") == {"AM07", "AM08"}
    assert ANNA.scope_ids("ADVISER", "organisation") == frozenset()


def test_nobody_the_system_and_a_person_are_told_apart() -> None:
    assert [(who.is_anonymous, who.is_system) for who in (ANONYMOUS, SYSTEM, ANNA)] == [
        (True, False),
        (False, True),
        (False, False),
    ]
