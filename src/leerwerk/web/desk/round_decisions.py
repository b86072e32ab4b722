"""What a coordinator does with a round and its pairs, each a post and a redirect. A refusal is told on the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.kernel import clock
from leerwerk.kernel.refusal import Refusal
from leerwerk.matching.actions.decisions import (
    Decided,
    accept_pair,
    accept_pairs,
    reopen_pair,
    set_aside_pair,
)
from leerwerk.matching.actions.reading import log_round_rows
from leerwerk.matching.actions.replaying import replay_round
from leerwerk.matching.actions.starting import retry_round, stop_round
from leerwerk.matching.models import MatchingRound, RoundPair
from leerwerk.matching.rounds import pairs_of
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import MISTYPED, REFUSED, post_from, see_other
from leerwerk.web.desk.access import MATCHING, coordinator_only
from leerwerk.web.desk.round_comparing import replay_told
from leerwerk.web.desk.round_forms import AsideForm
from leerwerk.web.desk.round_stories import told_pairs
from leerwerk.web.desk.rounds import account_page, opened, pairs_page, wished_names
from leerwerk.web.ui.wording import refusal_text

PAGE = "desk:round"


@post_from(PAGE)
@coordinator_only
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a round that failed in the queue again."""
    return _with_round(request, pk, retry_round, _("De ronde staat weer in de wachtrij."))


@post_from(PAGE)
@coordinator_only
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a round that is not done."""
    return _with_round(request, pk, stop_round, _("De ronde is gestopt. Er is niets van bewaard."))


@post_from("desk:round_account")
@coordinator_only
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the round again from what is stored, and compare."""
    row = opened(request, pk)
    try:
        made = replay_round(round_id=row.pk, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        return pairs_page(request, row, REFUSED, refused=refusal_text(refusal))
    return account_page(request, row, replayed=replay_told(made))


@post_from(PAGE)
@coordinator_only
def accept(request: HttpRequest, pk: int, pair: int) -> HttpResponse:
    """Propose one pair to the adviser."""
    return _with_pair(request, pk, pair, accept_pair, _("Het voorstel staat in het dossier van de cliënt."))


@post_from(PAGE)
@coordinator_only
def set_aside(request: HttpRequest, pk: int, pair: int) -> HttpResponse:
    """Put one pair aside, with a reason."""
    form = AsideForm(request.POST)
    if not form.is_valid():
        refused = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return pairs_page(request, opened(request, pk), MISTYPED, refused=refused)
    told = _("Het paar ligt opzij. Je kunt het terugpakken.")
    return _with_pair(request, pk, pair, set_aside_pair, told, reason=form.cleaned_data["reason"])


@post_from(PAGE)
@coordinator_only
def reopen(request: HttpRequest, pk: int, pair: int) -> HttpResponse:
    """Take a pair back that was put aside."""
    return _with_pair(request, pk, pair, reopen_pair, _("Je kunt weer over dit paar kiezen."))


@post_from(PAGE)
@coordinator_only
def accept_several(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was chosen and its consequence; with `zeker` do it."""
    row = opened(request, pk)
    name = "getoond" if "alles" in request.POST else "paar"
    ids = [int(text) for text in request.POST.getlist(name) if text.isascii() and text.isdigit()]
    pairs = list(pairs_of(row).filter(pk__in=ids))
    if not pairs:
        refused = _("Kies eerst minstens één paar. Zet daarvoor een vinkje bij de cliënt.")
        return pairs_page(request, row, MISTYPED, refused=refused)
    actor, now = actor_of(request), clock.now()
    log_round_rows(pairs, row=row, actor=actor, now=now, purpose=MATCHING)
    if "zeker" not in request.POST:
        told = told_pairs(pairs, row, wished_names(pairs), now.date())
        context = {"round": row, "pairs": told, "query": _kept(request)}
        return render(request, "desk/round_confirm.html", context)
    _tell(request, accept_pairs(pairs=pairs, actor=actor, now=now))
    return see_other(reverse(PAGE, args=[pk]) + _kept(request))


def _with_round(
    request: HttpRequest, pk: int, action: Callable[..., MatchingRound], done: str
) -> HttpResponse:
    row = opened(request, pk)
    try:
        action(round_id=row.pk, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        return pairs_page(request, opened(request, pk), REFUSED, refused=refusal_text(refusal))
    messages.success(request, done)
    return see_other(reverse(PAGE, args=[pk]))


def _with_pair(
    request: HttpRequest, pk: int, pair: int, action: Callable[..., Any], done: str, **facts: str
) -> HttpResponse:
    row = opened(request, pk)
    chosen = get_object_or_404(RoundPair, pk=pair, round=row)
    try:
        action(pair=chosen, actor=actor_of(request), now=clock.now(), **facts)
    except Refusal as refusal:
        return pairs_page(request, opened(request, pk), REFUSED, refused=refusal_text(refusal))
    messages.success(request, done)
    return see_other(f"{reverse(PAGE, args=[pk])}{_kept(request)}#paar-{pair}")


def _tell(request: HttpRequest, decided: Decided) -> None:
    """Numbers only: messages travel in a cookie, where no name belongs."""
    told = ngettext(
        "%(n)d voorstel staat in het dossier van de cliënt.",
        "%(n)d voorstellen staan in de dossiers van de cliënten.",
        decided.accepted,
    )
    if decided.accepted:
        messages.success(request, told % {"n": decided.accepted})
    if decided.refused:
        left = ngettext(
            "%(n)d paar kon niet meer. Bij dat paar staat waarom.",
            "%(n)d paren konden niet meer. Bij elk paar staat waarom.",
            len(decided.refused),
        )
        messages.warning(request, left % {"n": len(decided.refused)})


def _kept(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
