"""Which request (or job) we are in; audit entries and log lines carry it (W3C trace context)."""

import re
import secrets
from contextvars import ContextVar, Token
from dataclasses import dataclass

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")


@dataclass(frozen=True)
class Trace:
    """Trace (32 hexadecimal digits) and our own span within it (16)."""

    trace_id: str
    span_id: str


_current: ContextVar[Trace | None] = ContextVar("leerwerk_trace", default=None)


def trace_from(traceparent: str) -> Trace:
    """A new span, in the trace of the caller's ``traceparent`` header when that is well formed."""
    found = _TRACEPARENT.fullmatch(traceparent.strip().lower())
    known = found is not None and set(found.group(1)) != {"0"}
    return Trace(found.group(1) if found and known else secrets.token_hex(16), secrets.token_hex(8))


def current_trace() -> Trace:
    """The trace we are in; outside every request a new one at each call."""
    return _current.get() or trace_from("")


def enter_trace(trace: Trace) -> Token[Trace | None]:
    """Make this the current trace; give the token to ``leave_trace``."""
    return _current.set(trace)


def leave_trace(token: Token[Trace | None]) -> None:
    """Return to the trace before."""
    _current.reset(token)
