"""The register of processing is complete: every field about a citizen has a purpose and a retention."""

import pytest
from django.apps import apps

from leerwerk.people.purposes import FIELD_PURPOSES

pytestmark = pytest.mark.unit


def test_every_field_has_a_purpose_and_nothing_more() -> None:
    fields = {
        model.__name__: {field.name for field in model._meta.get_fields() if field.concrete}
        for model in apps.get_app_config("people").get_models()
    }

    assert {name: set(purposes) for name, purposes in FIELD_PURPOSES.items()} == fields


def test_every_purpose_says_what_for() -> None:
    assert all(each.purpose for fields in FIELD_PURPOSES.values() for each in fields.values())
