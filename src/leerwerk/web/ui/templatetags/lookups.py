"""Looks up in a mapping by a key that the template has at hand."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`{{ wishes|at:case.pk }}`; None when the key is not there."""
    return mapping.get(key)
