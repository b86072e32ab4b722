"""The examples in the documentation run."""

import doctest
import importlib
import pkgutil

import pytest

import leermatch

pytestmark = pytest.mark.unit
_MODULES = ["leermatch", *(f"leermatch.{m.name}" for m in pkgutil.iter_modules(leermatch.__path__))]


@pytest.mark.parametrize("name", _MODULES)
def test_examples_of_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_package_shows_an_example() -> None:
    assert doctest.testmod(leermatch).attempted > 5
