"""Finding employers by KVK number or by name and town, and making those that we do not have, in bulk."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from leerwerk.kernel.actor import Actor
from leerwerk.kernel.folding import fold
from leerwerk.network.actions.reference import ReferenceRefused
from leerwerk.network.enums import OrganisationKind
from leerwerk.network.models import Organisation, Region

LEGAL_FORM = re.compile(r"\b(b v|n v|v o f|bv|nv|vof|cv|holding bv)$")
# Any number; held until commit by whoever adds employers in bulk, so that two of them never add the same one.
EMPLOYERS_LOCK = 716_001


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """What a source tells about an employer; empty is unknown. Coordinates in degrees, WGS 84."""

    name: str
    kvk_number: str = ""
    locality_name: str = ""
    pc4: str = ""
    region_code: str = ""
    lat: float | None = None
    lon: float | None = None
    email: str = ""
    website: str = ""


def name_key(name: str, locality_name: str) -> tuple[str, str]:
    """How an employer without KVK number is known: folded name without legal form, and folded town."""
    return LEGAL_FORM.sub("", fold(name)).strip() or name.casefold().strip(), fold(locality_name)


class EmployerDirectory:
    """The employers we have, read once; other bulk writers wait until our transaction ends.

    Must be made within a transaction.
    """

    def __init__(self, *, actor: Actor, is_demo: bool = False) -> None:
        if not actor.is_system:
            raise ReferenceRefused("NOT_ALLOWED")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EMPLOYERS_LOCK])
        self.is_demo = is_demo
        self.created = 0
        self._regions = dict(Region.objects.current().values_list("code", "pk"))
        self._by_kvk: dict[str, int] = {}
        self._by_name: dict[tuple[str, str], int] = {}
        self._kvk_of: dict[int, str] = {}
        rows = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER).order_by("pk")
        for pk, name, kvk, locality, merged_into in rows.values_list(
            "pk", "name", "kvk_number", "locality_name", "merged_into"
        ):
            self._remember(merged_into or pk, name_key(name, locality), kvk or "")

    def find_or_create(self, facts: Sequence[EmployerFacts]) -> list[int]:
        """Ids of the employers with these facts, in the same order; what is missing is made.

        A KVK number decides. Without one, or with one that we do not know yet, name and town together do; an
        employer found by name that had no KVK number gets it.
        """
        # Those with a number first: the same employer may be told without one further on.
        numbered: dict[Any, EmployerFacts] = {}
        named: dict[Any, EmployerFacts] = {}
        for each in facts:
            if each.kvk_number:
                numbered.setdefault(each.kvk_number, each)
            else:
                named.setdefault(name_key(each.name, each.locality_name), each)
        self._create(numbered.values())
        self._create(named.values())
        return [found for each in facts if (found := self._find(each)) is not None]

    def _find(self, facts: EmployerFacts) -> int | None:
        if facts.kvk_number and (found := self._by_kvk.get(facts.kvk_number)) is not None:
            return found
        found = self._by_name.get(name_key(facts.name, facts.locality_name))
        if found is None or not facts.kvk_number:
            return found
        if self._kvk_of.get(found):
            return None  # same name and town, other company
        Organisation.objects.filter(pk=found).update(kvk_number=facts.kvk_number)
        self._by_kvk[facts.kvk_number], self._kvk_of[found] = found, facts.kvk_number
        return found

    def _create(self, facts: Iterable[EmployerFacts]) -> None:
        made = Organisation.objects.bulk_create(
            [
                Organisation(
                    name=each.name,
                    kvk_number=each.kvk_number or None,
                    kind=OrganisationKind.EMPLOYER,
                    region_id=self._regions.get(each.region_code),
                    pc4=each.pc4,
                    locality_name=each.locality_name,
                    lat=each.lat,
                    lon=each.lon,
                    email=each.email,
                    website=each.website,
                    is_demo=self.is_demo,
                )
                for each in facts
                if self._find(each) is None
            ],
            batch_size=1000,
        )
        self.created += len(made)
        for each in made:
            self._remember(each.pk, name_key(each.name, each.locality_name), each.kvk_number or "")

    def _remember(self, pk: int, key: tuple[str, str], kvk: str) -> None:
        self._by_name.setdefault(key, pk)
        if kvk:
            self._by_kvk[kvk] = pk
            self._kvk_of[pk] = kvk
