"""House styles: readable or refused."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leerwerk.demo.desks import BRANDS
from leerwerk.network import theme
from leerwerk.network.theme import CHOSEN, DEFAULTS, ENOUGH, ThemeRefused, contrast, suggest
from leerwerk.web.ui import theming
from leerwerk.web.ui.theming import theme_css

pytestmark = pytest.mark.unit
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_our_own_colours_can_be_read() -> None:
    assert theme.weaknesses(theme.complete({})) == []


def test_our_own_colours_are_those_of_the_style_sheet() -> None:
    sheet = (theming.__file__ or "").replace("theming.py", "styles/tokens.css")
    with open(sheet, encoding="utf-8") as file:
        written = dict(re.findall(r"--lw-([\w-]+): (#[0-9a-f]{6});", file.read().split("}")[0]))
    assert written == DEFAULTS


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


def test_theme_without_tokens_changes_nothing() -> None:
    assert theme_css("twente", {}) == ""


def test_theme_is_a_rule_for_the_desk_alone() -> None:
    sheet = theme_css("twente", {"action": "#7A1FA2"})
    assert sheet.startswith(".leerwerk-theme.thema-twente{")
    assert "--lw-action:#7a1fa2;" in sheet
    assert "--lw-link:#7a1fa2;" in sheet
    assert "--lw-action-hover:#" in sheet
    assert "--lw-ink" not in sheet


def test_pale_colour_is_refused_with_one_that_will_do() -> None:
    with pytest.raises(ThemeRefused) as refused:
        theme_css("twente", {"action": "#f4a300"})
    assert refused.value.code == "TOO_LITTLE_CONTRAST"
    assert refused.value.facts["text"] == "on-action"
    assert contrast(str(refused.value.facts["suggestion"]), "#f4a300") >= ENOUGH


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "url(//evil)", "#123456;}", 7, None])
def test_what_is_no_colour_is_refused(value: object) -> None:
    with pytest.raises(ThemeRefused) as refused:
        theme_css("twente", {"action": value})  # type: ignore[dict-item]
    assert refused.value.code == "NOT_A_COLOUR"


def test_unknown_token_is_refused() -> None:
    with pytest.raises(ThemeRefused, match="UNKNOWN_TOKEN"):
        theme_css("twente", {"font": "#000000"})


@pytest.mark.parametrize("slug", ["a b", "x{}", "", "../x", "Twente"])
def test_slug_that_would_break_out_of_the_rule_is_refused(slug: str) -> None:
    with pytest.raises(ThemeRefused):
        theme_css(slug, {"accent": "#123456"})


@given(colours, colours)
def test_suggestion_can_always_be_read(text: str, ground: str) -> None:
    assert contrast(suggest(text, ground), ground) >= ENOUGH


@given(colours)
def test_theme_is_refused_exactly_when_it_cannot_be_read(action: str) -> None:
    weak = theme.weaknesses(theme.complete({"action": action}))
    if weak:
        with pytest.raises(ThemeRefused, match="TOO_LITTLE_CONTRAST"):
            theme_css("twente", {"action": action})
    else:
        assert theme_css("twente", {"action": action}) or action == DEFAULTS["action"]


def test_house_styles_of_the_demo_can_be_read() -> None:
    assert all(theme_css("desk", brand) for brand in BRANDS.values())


def test_remedy_changes_the_colour_that_was_chosen() -> None:
    found = theme.remedies({"action": "#f4a300", "header": "#14213d"})

    assert [each.token for each in found] == ["action", "on-header"]
    mended = {"action": "#f4a300", "header": "#14213d"} | {each.token: each.suggestion for each in found}
    assert theme.remedies(mended) == []


@settings(max_examples=15)
@given(st.dictionaries(st.sampled_from(CHOSEN), colours))
def test_following_remedies_ends_in_a_style_that_can_be_read(tokens: dict[str, str]) -> None:
    for _turn in range(4):
        found = theme.remedies(tokens)
        tokens = tokens | {each.token: each.suggestion for each in found}

    assert theme.remedies(tokens) == []


def test_colours_that_say_nothing_new_are_left_out() -> None:
    given = theme.complete({"action": "#7a1fa2"})

    kept = theme.without_needless({name: given[name] for name in CHOSEN})

    assert kept == {"action": "#7a1fa2"}
    assert theme.without_needless({name: DEFAULTS[name] for name in CHOSEN}) == {}
