"""The national site in the database."""

from leerwerk.network.models import NationalLogo, NationalSite, NationalText
from leerwerk.network.sites import NATIONAL, Site


def national_row() -> NationalSite:
    """What the editor changes; not in the table yet before the first change."""
    return NationalSite.objects.first() or NationalSite()


def read_national_site() -> Site:
    """The national site as it is now: for pages, that `leerwerk.network.national` keeps. Three queries, or one."""
    row = NationalSite.objects.first()
    if row is None:
        return NATIONAL
    texts: dict[str, dict[str, str]] = {}
    rows = NationalText.objects.filter(site=row, valid_until__isnull=True).order_by("kind", "language")
    for kind, language, text in rows.values_list("kind", "language", "text"):
        texts.setdefault(kind, {})[language] = text
    logo = NationalLogo.objects.filter(site=row).values_list("digest", flat=True).first()
    return Site(
        name=row.name,
        logo=logo or "",
        theme=row.slug if row.brand else "",
        brand=row.brand,
        texts=texts,
        phone=row.phone,
        email=row.email,
    )
