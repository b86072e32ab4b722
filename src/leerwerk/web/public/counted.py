"""Counts over all places of the country, a minute old at most: counting them takes longer than the rest of a page.

They are numbers only. Which places are shown is never kept.
"""

from typing import Final, cast

from django.core.cache import cache

from leerwerk.catalogue.queries import Offer, current_offer, places_by_region

SECONDS: Final = 60


def offer_of(region_id: int | None) -> Offer:
    """What is published in the whole country, or now in one region, which is counted quickly."""
    if region_id is not None:
        return current_offer(region_id)
    return cast("Offer", cache.get_or_set("counted:offer", current_offer, SECONDS))


def places_of_regions() -> dict[str, int]:
    """Published places per region code; a region without any is not in it."""
    return cast("dict[str, int]", cache.get_or_set("counted:regions", places_by_region, SECONDS))
