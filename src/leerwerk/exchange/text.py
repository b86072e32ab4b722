"""Text from elsewhere made plain: escaped once or twice, with or without HTML, paragraphs kept. Pure."""

import html
import re

_DROPPED = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*|!)[^<>]*>")
_PARAGRAPHS = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "blockquote",
]
_BREAK_OF = (
    dict.fromkeys(("p", *(f"/{name}" for name in _PARAGRAPHS)), "\n\n")
    | dict.fromkeys(("br", "br/", "br /", "/tr", "/dt", "/dd"), "\n")
    | {"li": "\n- "}
)
# These alone are most of what there is, and are replaced faster one by one than found by a pattern.
_COMMON_TAGS = tuple(
    (f"<{name}>", _BREAK_OF.get(name, ""))
    for name in ("p", "/p", "br", "br/", "br /", "li", "ul", "/ul", "strong", "/strong", "b", "/b")
)
# Control characters (PostgreSQL refuses the zero) and halves of characters that no encoding can write.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\ud800-\udfff]")
_ODD_SPACE = re.compile(r"[^\S\n ]")
_SPACES = re.compile(r" {2,}")
_BREAKS = re.compile(r" \n|\n ")
_ITEM_GAP = re.compile(r"\n{2,}- ")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SIMPLE_LINE = re.compile(r"[\w.,:;()/+\-'\"!?%€@#*=|]+(?: [\w.,:;()/+\-'\"!?%€@#*=|]+)*")
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
        text = _without_tags(text)
    text = printable(text.replace("\r\n", "\n"))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if "\n" not in text:
        return text.strip()
    while " \n" in text or "\n " in text:
        text = _BREAKS.sub("\n", text)
    if "\n\n- " in text:
        text = _ITEM_GAP.sub("\n- ", text)
    return _EMPTY_LINES.sub("\n\n", text).strip() if "\n\n\n" in text else text.strip()


def _without_tags(text: str) -> str:
    if "<!--" in text or "</s" in text or "</S" in text or "</template" in text:
        text = _DROPPED.sub(" ", text)
    for tag, break_ in _COMMON_TAGS:
        text = text.replace(tag, break_)
    return _TAG.sub(_break, text) if "<" in text else text


def line(text: str) -> str:
    """The same on one line, for titles and names."""
    if _SIMPLE_LINE.fullmatch(text):
        return text
    return " ".join(plain(text).split())


def printable(text: str) -> str:
    """Without characters that cannot be stored; every kind of space becomes a plain one."""
    if text.replace("\n", "").isprintable():
        return text
    return _ODD_SPACE.sub(" ", _UNPRINTABLE.sub("", text))


def _break(tag: re.Match[str]) -> str:
    return _BREAK_OF.get(tag.group(1).lower(), "")
