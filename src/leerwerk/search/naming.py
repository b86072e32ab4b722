"""What a question is called in a mail, a feed or a list: "lasser bij Enschede"."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.catalogue.enums import Sector
from leerwerk.network.models import Region
from leerwerk.search.questions import Question
from leerwerk.search.spots import Spot


def name_of(question: Question, spot: Spot, regions: Sequence[Region]) -> str:
    """The work (words, else the sectors) and where; "leerwerkplekken in Nederland" when nothing was asked."""
    facts = {"work": _work(question), "where": _where(question, spot, regions)}
    return _("%(work)s %(where)s") % facts if facts["where"] else facts["work"]


def filters_sentence(question: Question) -> str:
    """ "3 filters"; "" when none was chosen besides the sectors, which are in the name."""
    named = () if question.what.strip() else question.filters.get("sector", ())
    chosen = sum(
        len(codes)
        for facet, codes in question.filters.items()
        if not (facet == "region" or (facet == "sector" and named))
    )
    chosen += question.no_diploma + question.wage_known
    return ngettext("%(n)d filter", "%(n)d filters", chosen) % {"n": chosen} if chosen else ""


def _work(question: Question) -> str:
    if question.what.strip():
        return question.what.strip()
    sectors = [str(Sector(code).label) for code in question.filters.get("sector", ())]
    return ", ".join(sectors) or _("leerwerkplekken")


def _where(question: Question, spot: Spot, regions: Sequence[Region]) -> str:
    if spot.location is not None:
        return _("bij %(place)s") % {"place": spot.location.name}
    if spot.region is not None:
        return _("in %(region)s") % {"region": spot.region.name}
    chosen = question.filters.get("region", ())
    names = [region.name for region in regions if region.code in chosen]
    if names:
        return _("in %(region)s") % {"region": ", ".join(names)}
    return "" if question.what.strip() else _("in Nederland")
