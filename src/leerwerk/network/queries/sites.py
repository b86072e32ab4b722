"""Which site lies behind a host name or a prefix, and where the site of a desk is found."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery

from leerwerk.network.models import Desk, DeskLogo, Region, SiteHost
from leerwerk.network.sites import Site


def site_at_host(host: str, today: date) -> Site | None:
    """The site with this host name (lower case, no port). One query.

    Of a desk that ended and has no successor: that of its region.
    """
    desk = _desks_with_host().filter(hosts__host=host).first()
    if desk is None:
        return None
    if desk.successor_id is None and not desk.is_valid_on(today):
        return site_of_region(desk.region.slug, today)
    return _site_of(desk)


def site_of_region(slug: str, today: date) -> Site | None:
    """The site of a region of the present division; without a desk it has only the region's name.

    One query where the region has a desk. A merged desk speaks only where there is no other.
    """
    desks = _desks_with_host().filter(region__in=Region.objects.current(), region__slug=slug)
    speaking = desks.valid_on(today) | desks.filter(successor__isnull=False)
    desk = speaking.order_by(F("successor").asc(nulls_first=True), "name", "pk").first()
    if desk:
        return _site_of(desk)
    region = Region.objects.current().filter(slug=slug).first()
    return Site(name=region.name, region=region, slug=slug) if region else None


def site_of_desk(desk: Desk) -> Site:
    """The site on which a desk speaks, for links in mail. One query."""
    return _site_of(_desks_with_host().get(pk=desk.pk))


def site_after(site: Site, today: date) -> Site | None:
    """Where the site of a merged desk went: that of the last of its successors; None when it is still itself."""
    desk: Any = site.desk
    seen: set[int] = set()
    while desk is not None and desk.successor_id is not None and desk.pk not in seen:
        seen.add(desk.pk)
        desk = _desks_with_host().get(pk=desk.successor_id)
    return _site_of(desk) if desk and seen and desk.pk not in seen else None


def site_of_past_region(slug: str) -> Site | None:
    """The site of the region that came after one of an earlier division; None when there are several, or none."""
    after = Region.objects.current().filter(predecessors__slug=slug).distinct()[:2]
    return Site(name=after[0].name, region=after[0], slug=after[0].slug) if len(after) == 1 else None


def predecessor_name(slug: str, successor: Desk) -> str:
    """The name of a merged desk whose work this desk took over; "" when it did not."""
    names = Desk.objects.filter(slug=slug, successor__region=successor.region_id).values_list(
        "name", flat=True
    )
    return names.first() or ""


def _desks_with_host() -> Any:
    """Desks, each with its main host as `main_host`, and the digest of its logo."""
    main = SiteHost.objects.filter(desk=OuterRef("pk"), is_main=True).values("host")[:1]
    logo = DeskLogo.objects.filter(desk=OuterRef("pk")).values("digest")[:1]
    return Desk.objects.select_related("region").annotate(
        main_host=Subquery(main), logo_digest=Subquery(logo)
    )


def _site_of(desk: Any) -> Site:
    host = desk.main_host or ""
    return Site(
        name=desk.name,
        desk=desk,
        region=desk.region,
        slug=desk.region.slug,
        host=host,
        logo=desk.logo_digest or "",
        theme=desk.slug if desk.brand else "",
        brand=desk.brand,
    )
