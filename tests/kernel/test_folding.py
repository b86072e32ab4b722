import pytest

from leerwerk.kernel.folding import fold

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Café 'De Ooievaar' B.V.", "cafe de ooievaar b v"),
        ("  Twee   woorden ", "twee woorden"),
        ("Strauß & Ærø", "strauss aero"),
        ("…", ""),
    ],
)
def test_text_folds_to_bare_words(text: str, folded: str) -> None:
    assert fold(text) == folded
