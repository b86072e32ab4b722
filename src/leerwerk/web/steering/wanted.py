"""What visitors look for and hardly find, for the programme office and for the coordinator of a region."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leerwerk.kernel import clock
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from leerwerk.network.rules import regions_coordinated
from leerwerk.search.demand import unmet_demand
from leerwerk.search.rules import LEAST_SHOWN
from leerwerk.web.actor import actor_of, role_required
from leerwerk.web.answers import Option

PERIODS = {"30": 30, "90": 90, "365": 365}


@require_safe
@role_required(Role.PROGRAMME, Role.ADMIN, Role.COORDINATOR)
def wanted(request: HttpRequest) -> HttpResponse:
    """Words and places of many searches and few learn-work places, by region and period."""
    actor, today = actor_of(request), clock.today()
    regions = Region.objects.current().order_by("name")
    if not (actor.has(Role.PROGRAMME) or actor.has(Role.ADMIN)):
        regions = regions.filter(code__in=regions_coordinated(actor))
    shown = list(regions)
    region = next((each for each in shown if each.slug == request.GET.get("regio")), None)
    period = request.GET.get("periode", "")
    days = PERIODS.get(period, PERIODS["90"])
    demand = unmet_demand(
        actor, since=today - timedelta(days=days), until=today, region_code=region.code if region else ""
    )
    context = {
        "demand": demand,
        "region": region,
        "least": LEAST_SHOWN,
        "regions": [
            Option("", _("Alle regio's"), region is None),
            *(Option(each.slug, each.name, each == region) for each in shown),
        ],
        "periods": [
            Option(name, _("laatste %(days)d dagen") % {"days": many}, many == days)
            for name, many in PERIODS.items()
        ],
    }
    return render(request, "steering/wanted.html", context)
