"""Every reference file: its form, its codes and its periods."""

from datetime import date

import pytest

from tests.reference.files import FOLDER, rows

pytestmark = pytest.mark.unit

WITH_CODE = ("regions", "municipalities", "qualifications", "localities", "postcodes", "occupations")
ALL = (*WITH_CODE, "municipality_in_region", "related_occupations", "schemes")


@pytest.mark.parametrize("name", ALL)
def test_file_is_utf8_with_line_feeds(name: str) -> None:
    content = (FOLDER / f"{name}.csv").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    content.decode("utf-8")


@pytest.mark.parametrize("name", ALL)
def test_file_has_no_ragged_rows_or_stray_blanks(name: str) -> None:
    for row in rows(name):
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values())


@pytest.mark.parametrize("name", WITH_CODE)
def test_code_is_unique_within_its_scheme(name: str) -> None:
    codes = [(row["scheme"], row["code"]) for row in rows(name)]
    assert len(codes) == len(set(codes))
    assert all(scheme and code for scheme, code in codes)


@pytest.mark.parametrize("name", ALL)
def test_period_starts_before_it_ends(name: str) -> None:
    for row in rows(name):
        start = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
        end = date.fromisoformat(row["valid_until"]) if row["valid_until"] else None
        assert start is None or end is None or start < end


@pytest.mark.parametrize("name", ALL)
def test_file_is_described(name: str) -> None:
    assert f"**{name}.csv**" in (FOLDER / "README.md").read_text(encoding="utf-8")
