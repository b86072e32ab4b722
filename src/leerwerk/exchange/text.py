"""Text from elsewhere made plain: escaped once or twice, with or without HTML, paragraphs kept. Pure."""

import html
import re

_DROPPED = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_BLOCK_END = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|table|section|article|blockquote)\s*>|<p\b[^<>]*>", re.IGNORECASE
)
_LINE_END = re.compile(r"<br\b[^<>]*>|</(?:li|tr|dt|dd)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
# Control characters (PostgreSQL refuses the zero) and halves of characters that no encoding can write.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")
MOST_ESCAPES = 4


def plain(text: str) -> str:
    """Readable text with its paragraphs: tags gone, "&amp;lt;p&amp;gt;" understood, list items marked "- "."""
    for _ in range(MOST_ESCAPES):
        if "&" not in text:
            break
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    if "<" in text:
        text = _DROPPED.sub(" ", text)
        text = _LINE_END.sub("\n", _BLOCK_END.sub("\n\n", _ITEM.sub("\n- ", text)))
        text = _TAG.sub("", text)
    text = printable(text)
    return _EMPTY_LINES.sub("\n\n", _BREAKS.sub("\n", _SPACES.sub(" ", text.replace("\r\n", "\n")))).strip()


def line(text: str) -> str:
    """The same on one line, for titles and names."""
    if text.isalnum():
        return text
    return " ".join(plain(text).split())


def printable(text: str) -> str:
    """Without characters that cannot be stored."""
    return text if text.isascii() and text.isprintable() else _UNPRINTABLE.sub("", text)
