"""Rows with texts for visitors: Dutch in fields of their own, other languages beside them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language

from leerwerk.network.told import DUTCH, Told, in_language


class Translated(models.Model):
    """`translations` maps a language to the texts in it, by the name of the field: {"en": {"title": "…"}}."""

    spoken: ClassVar[tuple[str, ...]] = ()

    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def told(self) -> dict[str, Told]:
        """Each text in the language of the reader, or in Dutch where nobody translated it."""
        language = get_language() or DUTCH
        return {name: in_language(self._versions(name), language) for name in self.spoken}

    def _versions(self, name: str) -> dict[str, str]:
        others: dict[str, Any] = self.translations
        versions = {language: texts.get(name, "") for language, texts in others.items()}
        return versions | {DUTCH: getattr(self, name)}
