"""What the browser of a visitor does with the sum of a guarded form, for tests without a browser."""

import json
import re
from base64 import b64encode
from html import unescape
from typing import Any

import altcha

from leerwerk.web.guard.widgets import Honeypot, Proof, Ticket

FIELD = re.compile(r'name="ticket" value="([^"]+)"')
SUM = re.compile(r'data-proof="([^"]+)"')


def solve(challenge: str) -> str:
    """The solution of a sum (JSON), as the browser posts it."""
    given = json.loads(challenge)
    solution = altcha.solve_challenge(
        given["challenge"], given["salt"], given["algorithm"], given["maxNumber"], 0
    )
    assert solution is not None
    return b64encode(json.dumps(given | {"number": solution.number}).encode()).decode()


def guard_fields(page: str, *, is_solved: bool = True) -> dict[str, str]:
    """What a visitor posts besides what was typed, from the HTML of the page with the form."""
    ticket, challenge = FIELD.search(page), SUM.search(page)
    assert ticket
    assert challenge
    return {
        "nickname": "",
        "ticket": unescape(ticket.group(1)),
        "proof": solve(unescape(challenge.group(1))) if is_solved else "",
    }


def fresh_fields(*, is_solved: bool = True) -> dict[str, Any]:
    """The same without a page."""
    context = Proof().get_context("proof", "", {})
    ticket = Ticket().format_value("")
    return {
        "nickname": Honeypot().format_value(""),
        "ticket": ticket,
        "proof": solve(context["challenge"]) if is_solved else "",
    }
