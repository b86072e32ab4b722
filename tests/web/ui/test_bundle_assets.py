"""The pure parts of the bundling script."""

import gzip
import re
from pathlib import Path

import pytest

from scripts import bundle_assets

pytestmark = pytest.mark.unit
UI = bundle_assets.UI


def test_icon_list_is_read_without_comments() -> None:
    assert bundle_assets.icon_names("# icons\nx\n\nmap-pin # place\nx\n") == ["map-pin", "x"]


def test_icon_becomes_a_symbol_without_its_frame() -> None:
    frame = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
    svg = f'<svg class="icon"\n  width="24">{frame}\n <path d="M9 11" />\n</svg>'
    assert (
        bundle_assets.as_symbol("dot", svg)
        == '<symbol id="dot" viewBox="0 0 24 24"><path d="M9 11" /></symbol>'
    )


def test_file_that_is_no_icon_is_refused() -> None:
    with pytest.raises(bundle_assets.BundleError):
        bundle_assets.as_symbol("dot", "<html>")


def test_theme_keeps_what_is_used_also_indirectly() -> None:
    theme = ".t {\n  --a: var(--b);\n  --b: 1px;\n  --c: 2px;\n  --d: var(--c);\n}"
    assert (
        bundle_assets.prune_theme(theme, "p{margin:var(--a, 0)}") == ".voorbeeld-theme{--a:var(--b);--b:1px;}"
    )


def test_digest_changes_with_name_and_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one.css", tmp_path / "other.css"
    one.write_text("a{}")
    other.write_text("a{}")
    assert bundle_assets.digest([one]) != bundle_assets.digest([other])
    before = bundle_assets.digest([one])
    one.write_text("b{}")
    assert bundle_assets.digest([one]) != before


def test_folder_is_replaced_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "dist", tmp_path / "new"
    for folder, name in ((old, "gone.css"), (new, "here.css")):
        folder.mkdir()
        (folder / name).touch()
    bundle_assets.replace_folder(new, old)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
    assert [path.name for path in old.iterdir()] == ["here.css"]


def test_every_icon_that_pages_name_is_in_the_list() -> None:
    listed = set(bundle_assets.icon_names((UI / "icons.txt").read_text(encoding="utf-8")))
    web = UI.parent
    markup = "".join(path.read_text(encoding="utf-8") for path in web.rglob("*.html"))
    named = set(re.findall(r'<c-icon name="([a-z0-9-]+)"', markup)) | set(
        re.findall(r'icon(?:_end)?="([a-z0-9-]+)"', markup)
    )
    code = "".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    named |= set(re.findall(r'(?:Look\("\w+", |Fact\(|"(?:info|ok|warning|error)", )"([a-z0-9-]+)"', code))
    assert named - listed == set()


def test_text_has_a_compressed_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ui.css").write_text("a{}" * 100)
    (tmp_path / "font.woff2").write_bytes(b"x")
    bundle_assets.write_compressed(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["font.woff2", "ui.css", "ui.css.gz"]
    assert gzip.decompress((tmp_path / "ui.css.gz").read_bytes()) == b"a{}" * 100
