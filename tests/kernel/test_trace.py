import pytest

from leerwerk.kernel.trace import current_trace, enter_trace, leave_trace, trace_from

pytestmark = pytest.mark.unit

CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_trace_of_the_caller_is_continued_with_a_span_of_our_own() -> None:
    trace = trace_from(CALLER)

    assert trace.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert len(trace.span_id) == 16
    assert trace.span_id != "00f067aa0ba902b7"


@pytest.mark.parametrize("header", ["", "nonsense", f"00-{'0' * 32}-00f067aa0ba902b7-01", "x" * 4000])
def test_header_that_is_no_trace_starts_a_new_one(header: str) -> None:
    first, second = trace_from(header), trace_from(header)

    assert len(first.trace_id) == 32
    assert first.trace_id != second.trace_id


def test_current_trace_is_the_one_entered_until_it_is_left() -> None:
    trace = trace_from(CALLER)
    token = enter_trace(trace)

    assert current_trace() == trace

    leave_trace(token)
    assert current_trace() != trace
