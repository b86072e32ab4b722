"""Proof of work: the browser of the visitor solves a small sum that a sender of thousands cannot afford.

The sum, its signature and its check are those of django-altcha; what a solution is worth is decided here.
"""

import json
import logging
from base64 import b64decode
from typing import Any

import altcha
from django.conf import settings
from django_altcha import get_altcha_challenge, get_challenge_expire_seconds, get_hmac_key

from leerwerk.web.guard.counting import use_once

LONGEST_SOLUTION = 2000
# A proof is tried with whatever a stranger sent; that it cannot be read is not worth a line in the log.
logging.getLogger("django_altcha").setLevel(logging.ERROR)


def new_challenge() -> str:
    """A sum as JSON, for the attribute from which the script of the page reads it."""
    return json.dumps(get_altcha_challenge(max_number=settings.GUARD_DIFFICULTY).to_dict())


def proof_verdict(solution: str) -> str:
    """ "PROVEN" for a right solution that was not used before, "NONE" without one or with an old one.

    "FORGED" for one that is wrong, "REPLAYED" for one that was used. Uses the solution up. Raises what the cache
    raises.
    """
    if not solution:
        return "NONE"
    given = _read(solution)
    if given is None:
        return "FORGED"
    if not _is_right(solution, check_expires=False):
        return "FORGED"
    if not _is_right(solution, check_expires=True):
        return "NONE"
    is_first = use_once("altcha", str(given["challenge"]), seconds=get_challenge_expire_seconds())
    return "PROVEN" if is_first else "REPLAYED"


def _is_right(solution: str, *, check_expires: bool) -> bool:
    try:
        verified, _ = altcha.verify_solution(solution, get_hmac_key(), check_expires=check_expires)
    except Exception:  # noqa: BLE001  (the library lets through whatever odd input causes)
        return False
    return bool(verified)


def _read(solution: str) -> dict[str, Any] | None:
    if len(solution) > LONGEST_SOLUTION:
        return None
    try:
        given = json.loads(b64decode(solution, validate=True))
    except ValueError:
        return None
    return given if isinstance(given, dict) and "challenge" in given else None
