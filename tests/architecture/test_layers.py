"""Foreign keys point down, also those given as strings; import-linter holds the imports."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

pytestmark = pytest.mark.unit

REPOSITORY = Path(__file__).resolve().parents[2]


def ranks() -> dict[str, int]:
    """Package → height, from the contract of import-linter: one drawing of the house, not two."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["name"] == "Imports point down"]
    found = {}
    for height, layer in enumerate(reversed(layers)):
        for package in layer.replace(":", "|").split("|"):
            found[package.strip()] = height
    return found


def rank_of(package: str) -> int | None:
    """The height of an app; None for Django's own and other libraries, which lie below everything."""
    names = ranks()
    return next((height for name, height in names.items() if f"{package}.".startswith(f"{name}.")), None)


def test_every_app_has_its_place_in_the_house() -> None:
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("leerwerk.")]

    assert [name for name in ours if rank_of(name) is None] == []


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in apps.get_models():
        here = rank_of(model._meta.app_config.name)
        if here is None:
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            other = field.related_model._meta.app_config
            there = rank_of(other.name)
            if there is not None and there >= here and other.name != model._meta.app_config.name:
                wrong.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")

    assert wrong == []
