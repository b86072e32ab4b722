"""What no link of ours can ask is told apart from what is only odd."""

from urllib.parse import quote_from_bytes

import pytest
from django.http import QueryDict

from leerwerk.web.hostile import (
    Fault,
    Wrong,
    fault_in_body,
    fault_in_fields,
    fault_in_path,
    fault_in_query,
    told_name,
)
from tests.hostile import HOSTILE

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value[:9]))
@pytest.mark.parametrize("shape", ["waar={}", "q=lassen&waar={}&km=15", "waar=x&waar={}"])
def test_hostile_value_is_a_fault_that_names_its_parameter(value: str | bytes, shape: str) -> None:
    raw = value if isinstance(value, bytes) else value.encode()
    fault = fault_in_query(shape.format(quote_from_bytes(raw)).encode())
    assert fault is not None
    assert fault == Fault(Wrong.LENGTH if len(raw) > 2000 else Wrong.SIGN, "waar")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        *[(f"pagina={text}", Wrong.PAGE) for text in ("abc", "-1", "0", "1.", "9" * 20, "%D9%A3", "+2", "NaN")],
        *[(f"km={text}", Wrong.DISTANCE) for text in ("abc", "nan", "-5", "1e309", "2.5", "99999")],
        ("straal=ver", Wrong.DISTANCE),
        ("niveau=x", Wrong.LEVEL),
        ("niveau=1&niveau=mbo", Wrong.LEVEL),
        ("plek=1%20OR%201", Wrong.NUMBER),
        ("a%00=1", Wrong.SIGN),
        ("%ff=1", Wrong.SIGN),
        ("%00", Wrong.SIGN),
    ],
)  # fmt: skip
def test_number_that_is_none_is_a_fault(query: str, wrong: Wrong) -> None:
    fault = fault_in_query(query.encode())
    assert fault is not None
    assert fault.wrong is wrong


@pytest.mark.parametrize(
    "query",
    ["", "&&=&", "%", "a=%zz", "=x", "q", "pagina=", "pagina=99999", "km=", "km=26", "niveau=&niveau=9",
     "sector=bestaat-niet&regio=atlantis&werkgever=abc", "q=%F0%9F%A7%91%E2%80%8D%F0%9F%8F%AD", "q=%E2%80%AEnetsal",
     "q=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7&waar=7511+AA", "q=a%0D%0Ab%09c", "q=" + "x" * 2000, "q=%EF%BF%BD",
     "code=" + "x" * 3000, "q='+OR+1=1+--&sorteer=<script>"],
)  # fmt: skip
def test_what_was_legal_or_can_be_typed_is_no_fault(query: str) -> None:
    assert fault_in_query(query.encode()) is None


@pytest.mark.parametrize("path", ["/a\x00", "/\x1b[2J", "/a\x85b", "/caf%E9", "/x%FF%FE"])
def test_path_with_a_sign_that_is_none_is_a_fault(path: str) -> None:
    assert fault_in_path(path) == Fault(Wrong.PATH)


@pytest.mark.parametrize("path", ["/", "/zoekvraag/é", "/مرحبا/🧑", "/50%25", "/a%20b", "//evil.example/"])
def test_path_of_nothing_is_only_unknown(path: str) -> None:
    assert fault_in_path(path) is None


def test_field_has_what_people_paste_and_nothing_else() -> None:
    pasted = QueryDict(mutable=True)
    pasted["text"] = "Regel\r\nnog een\ttab\vsprong\fpagina \x92oud\x92 🧑‍🏭 " + "x" * 100_000
    assert fault_in_fields(pasted) is None
    for sign in "\x00\x08\x1b\x7f":
        assert fault_in_fields(QueryDict(f"naam=x&text=a{quote_from_bytes(sign.encode())}")) == Fault(
            Wrong.FIELD, "text"
        )
    assert fault_in_body(b"naam=x&text=caf%E9") == Fault(Wrong.FIELD, "text")
    assert fault_in_body(b"naam=x&text=caf%C3%A9") is None


def test_name_is_told_short_and_without_what_nobody_sees() -> None:
    assert told_name("a\x00b\u202e" + "c" * 900) == "ab" + "c" * 38
