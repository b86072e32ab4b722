"""Reads of saved questions: one by its link, those of an address, and those whose mail is due."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from leerwerk.catalogue.queries import occupation_called
from leerwerk.network.models import Region
from leerwerk.search.models import SavedSearch
from leerwerk.search.naming import filters_sentence, name_of
from leerwerk.search.newest import saved_question
from leerwerk.search.spots import find_spot


@dataclass(frozen=True)
class Described:
    """A saved question with its name and its filters in words."""

    row: SavedSearch
    name: str
    filters: str


def saved_search(number: str) -> SavedSearch:
    """The row for who has its link. Raises SavedSearch.DoesNotExist, also once the mail was stopped."""
    return SavedSearch.objects.select_related("person", "region").get(number=number)


def saved_searches_of(address: str) -> list[SavedSearch]:
    """What an address gets mail about, the last saved first; only what it confirmed. One query."""
    rows = SavedSearch.objects.filter(person__email=address.strip().lower(), confirmed_at__isnull=False)
    return list(rows.select_related("person", "region").order_by("-created_at", "-pk"))


def searches_at(address: str, region: Region) -> QuerySet[SavedSearch]:
    """What an address saved on the site of a region or on the national site, confirmed or not."""
    of_site = Q(region=region) | Q(region__isnull=True)
    rows = SavedSearch.objects.filter(of_site, person__email=address.strip().lower())
    return rows.order_by("pk") if address.strip() else SavedSearch.objects.none()


def described(row: SavedSearch, *, is_proven: bool = True) -> Described:
    """The row with its name, in at most six queries.

    For an address of which nobody showed that it is theirs (`is_proven` False) the name holds only words of our own:
    an occupation, a sector, a place. What was typed stays out, or anybody could mail anything to anybody by us.
    """
    known = tuple(Region.objects.current())
    question = saved_question(row, known)
    if not is_proven:
        occupation = occupation_called(question.what) if question.what.strip() else None
        question = replace(question, what=occupation.name.lower() if occupation else "")
    return Described(row, name_of(question, find_spot(question.where), known), filters_sentence(question))


def due_searches(on: date, *, limit: int) -> list[int]:
    """The rows whose mail is to be looked at, the longest waiting first."""
    return list(SavedSearch.objects.due(on).order_by("due_on", "pk").values_list("pk", flat=True)[:limit])


def undeliverable_searches() -> int:
    """How many get no mail because it was refused several times in a row."""
    return SavedSearch.objects.filter(undeliverable_at__isnull=False).count()
