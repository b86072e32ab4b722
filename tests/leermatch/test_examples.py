"""The examples in the documentation run."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import leermatch

pytestmark = pytest.mark.unit
_MODULES = ["leermatch", *(m.name for m in pkgutil.walk_packages(leermatch.__path__, "leermatch."))]
_README = Path(str(leermatch.__file__)).with_name("README.md")


@pytest.mark.parametrize("name", _MODULES)
def test_examples_of_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_package_shows_an_example() -> None:
    assert doctest.testmod(leermatch).attempted > 5


def test_examples_of_readme_run() -> None:
    result = doctest.testfile(str(_README), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0
