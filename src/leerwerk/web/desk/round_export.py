"""All proposals of a round as a file for a spreadsheet. Whoever takes it along is in the log."""

import csv
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel import clock
from leerwerk.kernel.formulas import disarm
from leerwerk.matching.actions.reading import log_round_rows
from leerwerk.matching.enums import RoundState
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.rounds import pairs_of, without_pair
from leerwerk.web.actor import actor_of
from leerwerk.web.desk.access import MATCHING, coordinator_only
from leerwerk.web.desk.round_stories import ToldPair, ToldSeeker, told_pairs, told_seekers
from leerwerk.web.desk.rounds import opened, wished_names
from leerwerk.web.ui import dutch

BOM = "\ufeff"  # by this Excel knows that it is UTF-8


@require_safe
@coordinator_only
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody in the round with their place or the reason why not; semicolons, as Dutch spreadsheets read them."""
    row = opened(request, pk)
    if row.state != RoundState.DONE:
        raise Http404
    actor, now = actor_of(request), clock.now()
    pairs, seekers = list(pairs_of(row)), list(without_pair(row))
    log_round_rows([*pairs, *seekers], row=row, actor=actor, now=now, purpose=MATCHING)
    names = wished_names([*pairs, *seekers])
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    name = f"verdeelronde-{row.region.slug}-{row.asked_at:%Y-%m-%d}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(answer, delimiter=";")
    for cells in _rows(told_pairs(pairs, row, names, now.date()), told_seekers(seekers, row, names), row):
        sheet.writerow([disarm(cell) for cell in cells])
    return answer


def _rows(pairs: list[ToldPair], seekers: list[ToldSeeker], row: MatchingRound) -> Iterator[list[str]]:
    yield [
        _("Cliënt"), _("Adviseur"), _("Plek"), _("Werkgever"), _("Plaats"), _("Keus"), _("Punten"),
        _("Afstand in km"), _("Stand"), _("Uitleg"),
    ]  # fmt: skip
    for each in pairs:
        pair = each.pair
        yield [
            str(pair.case.client),
            pair.case.adviser.name if pair.case.adviser else "",
            pair.place.title,
            pair.place.employer.name,
            pair.place.locality_name,
            str(pair.choice),
            dutch.number(pair.score, 1),
            "" if pair.distance_km is None else dutch.number(pair.distance_km, 1),
            each.label,
            f"{each.told.sentence} {each.hindrance}".strip(),
        ]
    for seeker in seekers:
        case = seeker.seeker.case
        adviser = case.adviser.name if case.adviser else ""
        nothing = [""] * 6
        yield [str(case.client), adviser, *nothing, _("geen voorstel"), f"{seeker.why} {seeker.more}".strip()]
