"""Each code has a sentence: nothing but Dutch reaches the reader."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leermatch import FEATURES, Reason, ToCheck
from leermatch.relaxing import RELAXABLE
from leerwerk.kernel.refusal import Refusal
from leerwerk.web.ui import wording

pytestmark = pytest.mark.unit
APPS = Path(__file__).resolve().parents[3] / "src/leerwerk"


def refusal_codes() -> set[str]:
    """Codes that the apps refuse with: `raise …Refused("CODE")`, and what verdicts in rules.py return.

    Not those of exchange: it stands beside web, and words what is wrong with files by itself.
    """
    files = [
        path for path in APPS.rglob("*.py") if path.relative_to(APPS).parts[0] not in {"web", "exchange"}
    ]
    return {code for path in files for code in _codes_in(ast.parse(path.read_text(encoding="utf-8")))}


def _codes_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func).endswith("Refused") and node.args:
            yield from _text(node.args[0])
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_verdict"):
            returned = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return)]
            for part in (part for value in returned if value for part in ast.walk(value)):
                yield from _text(part)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper():
        yield node.value


def test_refusals_of_all_apps_have_a_sentence() -> None:
    assert {"PLACE_FULL", "WRONG_STATE"} <= refusal_codes()
    assert refusal_codes() - set(wording.REFUSALS) == set()


def test_reasons_of_the_engine_have_a_sentence() -> None:
    assert {reason.name for reason in Reason} == set(wording.OBSTACLES)


def test_reasons_about_which_something_can_be_done_have_a_change() -> None:
    assert {reason.name for reason in Reason if reason & RELAXABLE} == set(wording.CHANGES)
    assert set(wording.CHANGES_DOWN) <= set(wording.CHANGES)
    assert wording.change_text("FULL") == ""


def test_questions_of_the_engine_have_a_sentence() -> None:
    assert {question.name for question in ToCheck} == set(wording.TO_CHECK)


def test_features_of_the_engine_have_a_name() -> None:
    assert set(FEATURES) == set(wording.FEATURES)


def test_refusal_carries_its_facts() -> None:
    assert wording.refusal_text(Refusal("PLACE_FULL", place="Leerling-lasser")) == (
        "Leerling-lasser is inmiddels vol. Kies een andere plek."
    )


def test_refusal_writes_days_as_people_do() -> None:
    told = wording.refusal_text(Refusal("STARTS_AFTER_END", ends_on=date(2027, 2, 1)))
    assert told == "De start ligt na het einde (1 februari 2027). Kies een eerdere dag."


def test_refusal_without_its_facts_still_reads() -> None:
    assert wording.refusal_text(Refusal("PLACE_FULL")) == "Deze plek is inmiddels vol. Kies een andere plek."


@pytest.mark.parametrize("code", sorted(wording.REFUSALS))
def test_every_refusal_reads_without_facts(code: str) -> None:
    sentence = wording.refusal_text(Refusal(code))
    assert sentence.endswith(".")
    assert "%" not in sentence


def test_refusal_without_a_sentence_names_its_code() -> None:
    assert "SOMETHING_NEW" in wording.refusal_text(Refusal("SOMETHING_NEW"))


@pytest.mark.parametrize("code", sorted(wording.OBSTACLES_WITH_FACTS))
def test_obstacle_tells_both_sides(code: str) -> None:
    told = wording.obstacle_text(code, "A", "B")
    assert "A" in told
    assert "B" in told


def test_obstacle_with_one_side_keeps_to_the_general_sentence() -> None:
    assert wording.obstacle_text("TOO_FAR", "42 km") == "Te ver weg."
