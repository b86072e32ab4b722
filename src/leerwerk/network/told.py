"""A text of a site with the language it is in: who reads another language is shown Dutch, and told that it is."""

from collections.abc import Mapping
from dataclasses import dataclass

DUTCH, ENGLISH = "nl", "en"


@dataclass(frozen=True)
class Told:
    """Words for a reader; `language` is the one they are written in. Empty words are false."""

    text: str = ""
    language: str = DUTCH

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def in_language(by_language: Mapping[str, str], language: str) -> Told:
    """The text in a language, else in Dutch."""
    text = by_language.get(language, "")
    return Told(text, language) if text else Told(by_language.get(DUTCH, ""))
