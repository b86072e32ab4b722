"""The visitors of `web` count what they get and notice what is wrong; by a bare page on the server that sites have."""

import os
from collections.abc import Iterator

import pytest

from benchmarks.web import _BARE, _figures, _free_port, _right
from benchmarks.web_client import Ask, Order, carry_out, visit
from benchmarks.web_site import serving

pytestmark = pytest.mark.db  # a socket of our own


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    found = _free_port()
    with serving(dict(os.environ), port=found, workers=1, application=_BARE):
        yield found


def test_every_address_is_asked_once(port: int) -> None:
    tally = visit(Order(port, [Ask("/", "Hello")] * 7, connections=3))
    assert (len(tally.milliseconds), tally.wrong) == (7, [])
    assert set(_figures(tally)) == {"requests_per_s", "bytes", "mean_ms", "p50_ms", "p95_ms", "p99_ms"}


@pytest.mark.enable_socket
def test_answers_that_are_wrong_are_no_figures(port: int) -> None:
    tally = carry_out(Order(port, [Ask("/", "Hello"), Ask("/", "Goodbye"), Ask("/gone", "Hello")]))
    assert [line.split(":")[0] for line in tally.wrong] == ["200 /", "404 /gone"]
    with pytest.raises(ValueError, match="2 of 3 answers were wrong"):
        _right(tally)
