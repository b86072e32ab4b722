"""Verdeelrondes: who could get which scarce place, for all who wait in a region. The pages of a coordinator."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.catalogue.queries import occupation_names
from leerwerk.kernel import clock
from leerwerk.matching.actions.reading import log_round_rows, open_round
from leerwerk.matching.actions.starting import start_round
from leerwerk.matching.enums import PairState, RoundState
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rounds import (
    IMPOSSIBLE,
    advisers_in,
    pairs_of,
    regions_to_start_in,
    rounds_for,
    states_of,
    without_pair,
)
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, Option, chips, found, listing
from leerwerk.web.desk.access import MATCHING, coordinator_only
from leerwerk.web.desk.round_comparing import certificate_of, compared, wanted_of
from leerwerk.web.desk.round_forms import AsideForm, RoundForm
from leerwerk.web.desk.round_stories import is_waiting, steps_of, told_pairs, told_seekers
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

BY_PLACE = "plek"


@require_safe
@coordinator_only
def rounds(request: HttpRequest) -> HttpResponse:
    """Rounds of the regions that I coordinate, newest first."""
    actor = actor_of(request)
    shown = listing(rounds_for(actor), request)
    context = {
        "rounds": shown.rows,
        "paging": shown.paging,
        "has_regions": len(actor.scopes("COORDINATOR")) > 1,
    }
    return render(request, "desk/rounds.html", context)


@require_http_methods(["GET", "POST"])
@coordinator_only
def new_round(request: HttpRequest) -> HttpResponse:
    """Choose what the round aims at, and start it."""
    actor = actor_of(request)
    form = RoundForm(request.POST or None, regions=regions_to_start_in(actor))
    status = 200
    if request.method == "POST":
        status = MISTYPED
        if form.is_valid():
            try:
                row = start_round(**form.values(), actor=actor, now=clock.now())
            except RoundRefused as refusal:
                add_refusal(form, refusal_text(refusal))
                status = REFUSED
            else:
                return redirect("desk:round", pk=row.pk)
    return render(request, "desk/new_round.html", {"form": form}, status=status)


@require_safe
@coordinator_only
def round_pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the round is, or the proposals to decide about."""
    return pairs_page(request, opened(request, pk))


@require_safe
@coordinator_only
def round_without(request: HttpRequest, pk: int) -> HttpResponse:
    """Who got nothing, and why."""
    row = opened(request, pk)
    shown = listing(without_pair(row), request)
    log_round_rows(shown.rows, row=row, actor=actor_of(request), now=clock.now(), purpose=MATCHING)
    context = {
        "round": row,
        "seekers": told_seekers(shown.rows, row, wished_names(shown.rows)),
        "paging": shown.paging,
    }
    return render(request, "desk/round_without.html", context)


@require_safe
@coordinator_only
def round_account(request: HttpRequest, pk: int) -> HttpResponse:
    """How the round was made, and what another aim would have given."""
    return account_page(request, opened(request, pk))


def opened(request: HttpRequest, pk: int) -> MatchingRound:
    """The round; a failed attempt to open one is logged."""
    return found(open_round, round_id=pk, actor=actor_of(request), now=clock.now())


def pairs_page(
    request: HttpRequest, row: MatchingRound, status: int = 200, refused: str = "", **given: Any
) -> HttpResponse:
    """The page with the proposals, with what did not go through on top."""
    context = {
        "round": row,
        "refused": refused,
        "is_waiting": is_waiting(row),
        "steps": steps_of(row),
        **given,
    }
    if row.state == RoundState.DONE:
        context |= _proposals(request, row)
    return render(request, "desk/round.html", context, status=status)


def account_page(request: HttpRequest, row: MatchingRound, **given: Any) -> HttpResponse:
    """The page that accounts for a round, with what a replay gave when there was one."""
    context = {
        "round": row,
        "comparison": compared(row),
        "wanted": wanted_of(row),
        "certificate": certificate_of(row) if row.state == RoundState.DONE else "",
        "replayed": [],
        **given,
    }
    return render(request, "desk/round_account.html", context)


def wished_names(rows: Iterable[RoundPair | RoundSeeker]) -> dict[str, str]:
    """Names of all occupations wished by the clients of these rows; one query."""
    return occupation_names({code for each in rows for code in each.case.client.profile.wished_occupations})


def _proposals(request: HttpRequest, row: MatchingRound) -> dict[str, Any]:
    states = {**{each.value: str(each.label) for each in PairState}, IMPOSSIBLE: _("kan niet meer")}
    state = request.GET.get("stand", "")
    state = state if state in states else ""
    by_place = request.GET.get("per") == BY_PLACE
    advisers = advisers_in(row)
    adviser = next((each for each in advisers if str(each.pk) == request.GET.get("adviseur", "")), None)
    pairs = pairs_of(row, state=state, by_place=by_place, adviser=adviser)
    shown = listing(pairs, request)
    log_round_rows(shown.rows, row=row, actor=actor_of(request), now=clock.now(), purpose=MATCHING)
    counts = states_of(row)
    told = told_pairs(shown.rows, row, wished_names(shown.rows), clock.today())
    return {
        "pairs": told,
        "can_choose": any(each.can_be_accepted for each in told),
        "paging": shown.paging,
        "by_place": by_place,
        "aside_reasons": AsideForm.base_fields["reason"].choices,  # type: ignore[attr-defined]
        "statuses": [Option("", _("Alle"), not state)]
        + [
            Option(code, f"{label.capitalize()} ({counts[code]})", code == state)
            for code, label in states.items()
        ],
        "advisers": [Option("", _("Alle adviseurs"), adviser is None)]
        + [Option(str(each.pk), each.name, each == adviser) for each in advisers],
        "chips": chips(
            request, {"stand": states.get(state, ""), "adviseur": adviser.name if adviser else ""}
        ),
        "query": _query(request, ("stand", "per", "adviseur", "pagina")),
    }


def _query(request: HttpRequest, names: Sequence[str]) -> str:
    query = request.GET.copy()
    for name in set(query) - set(names):
        query.pop(name)
    return f"?{query.urlencode()}" if query else ""
