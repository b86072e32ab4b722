"""Regional rounds in figures: how many took part, got a proposal, and were proposed to an adviser. Nobody is in it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.matching.models import MatchingRound
from leerwerk.matching.rounds import round_totals
from leerwerk.matching.rules import SMALLEST_GROUP
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import listing
from leerwerk.web.steering.access import steering_only


@dataclass(frozen=True)
class Totals:
    """A round; `is_small` when so few took part that its figures could point at somebody."""

    row: MatchingRound
    is_small: bool


@require_safe
@steering_only
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of the country that are done, newest first."""
    shown = listing(round_totals(actor_of(request)), request)
    rows = [Totals(row, row.seekers < SMALLEST_GROUP) for row in shown.rows]
    context = {"rounds": rows, "paging": shown.paging, "smallest": SMALLEST_GROUP}
    return render(request, "steering/rounds.html", context)
