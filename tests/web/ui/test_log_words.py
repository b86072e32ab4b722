"""The log is read by people: every act has its words."""

import ast
import re
from collections.abc import Iterator

import pytest

from leerwerk.web.ui.log_words import ACTIONS
from tests.architecture.test_words import calls, modules

pytestmark = pytest.mark.unit
ACT = re.compile(r"[a-z_]+\.[a-z_]+")
RECORDERS = {"record", "note", "_record", "_queue", "_note"}


def acts_written() -> Iterator[str]:
    """What the code writes as a whole: an act that is put together is in tests of its own room."""
    for path in modules("leerwerk/*/**/*.py"):
        for call in calls(path):
            named = [each.value for each in call.keywords if each.arg == "action"]
            function = (
                call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            )
            for value in [*named, *(call.args if function in RECORDERS else [])]:
                if isinstance(value, ast.Constant) and ACT.fullmatch(str(value.value)):
                    yield str(value.value)


def test_every_act_in_the_log_has_words() -> None:
    written = set(acts_written())
    assert len(written) > 40
    assert written - set(ACTIONS) == set()
