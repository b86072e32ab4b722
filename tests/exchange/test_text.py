"""Text made plain."""

import pytest

from leerwerk.exchange.text import line, plain

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gewoon", "gewoon"),
        ("<p>Eén</p><p>Twee</p>", "Eén\n\nTwee"),
        ("&lt;p&gt;Eén&lt;/p&gt;", "Eén"),
        ("&amp;lt;p&amp;gt;Eén &amp;amp;amp; twee&amp;lt;/p&amp;gt;", "Eén & twee"),
        ("Eén<br>twee<BR/>drie<br />vier", "Eén\ntwee\ndrie\nvier"),
        ("<ul><li>lassen</li><li>slijpen</li></ul>", "- lassen\n- slijpen"),
        ('<div class="a">tekst</div><script>alert("x")</script>', "tekst"),
        ("loon < 3000 & > 2000", "loon < 3000 & > 2000"),
        ("a&nbsp;b\u200bc\x00d", "a bcd"),
        ("regel 1\r\n\r\n\r\n\r\nregel  2", "regel 1\n\nregel 2"),
        ("half\ud83d teken", "half teken"),
        ("<!-- weg -->blijft", "blijft"),
        ("", ""),
    ],
)
def test_plain_text_keeps_paragraphs_and_nothing_else(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_title_is_one_line() -> None:
    assert line(" BBL <b>Lasser</b>\n &amp; bankwerker ") == "BBL Lasser & bankwerker"
