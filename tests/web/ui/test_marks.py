"""Marked words on a page."""

import pytest

from leerwerk.web.ui.templatetags.marks import marked

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "spans", "html"),
    [
        ("Leerling lasser", ((9, 15),), 'Leerling <mark class="nl-mark">lasser</mark>'),
        ("Leerling lasser", (), "Leerling lasser"),
        ("Leerling lasser", None, "Leerling lasser"),
        (
            "<b>lasser & kok",
            ((3, 9), (12, 15)),
            '&lt;b&gt;<mark class="nl-mark">lasser</mark> &amp; <mark class="nl-mark">kok</mark>',
        ),
        ("<script>", ((0, 8),), '<mark class="nl-mark">&lt;script&gt;</mark>'),
        ("{} %s {0}", ((0, 2),), '<mark class="nl-mark">{}</mark> %s {0}'),
        ("kort", ((0, 99),), '<mark class="nl-mark">kort</mark>'),
        ("", (), ""),
    ],
)
def test_spans_are_marked_and_everything_is_escaped(
    text: str, spans: tuple[tuple[int, int], ...] | None, html: str
) -> None:
    assert marked(text, spans) == html
    assert hasattr(marked(text, spans), "__html__")
