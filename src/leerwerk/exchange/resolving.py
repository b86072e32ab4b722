"""Claims → facts: codes and names looked up in what we know, read once per import."""

from datetime import date

from leerwerk.catalogue.actions.imports import PlaceFacts
from leerwerk.catalogue.enums import OutcomeKind, Pathway
from leerwerk.catalogue.models import Qualification
from leerwerk.exchange.claims import Claim
from leerwerk.exchange.gazetteer import Found, Gazetteer
from leerwerk.exchange.occupations import OccupationIndex
from leerwerk.network.actions.employers import EmployerFacts


class Resolver:
    """Everything that claims refer to, by code and by name."""

    def __init__(self, today: date) -> None:
        self._gazetteer = Gazetteer(today)
        self._occupations = OccupationIndex()
        listed = Qualification.objects.filter(scheme="crebo", is_listed=True)
        self._level_of = dict(listed.values_list("code", "level"))

    def resolve(self, claim: Claim) -> PlaceFacts:
        """The facts of a claim that is not refused. What is not in our lists is remarked on and left unknown."""
        values = claim.values
        found = self._gazetteer.find(claim)
        values["occupation_code"] = self._occupations.find(claim)
        self._check_qualification(claim)
        if values.get("pathway") == Pathway.PRAKTIJKVERKLARING and not values.get("outcome"):
            values["outcome"] = OutcomeKind.PRAKTIJKVERKLARING.value
        return PlaceFacts(
            employer=_employer(claim, found),
            pc4=found.pc4,
            locality_name=found.locality_name,
            region_code=found.region_code,
            lat=found.lat,
            lon=found.lon,
            **values,
        )

    def _check_qualification(self, claim: Claim) -> None:
        crebo, level = claim.values.get("qualification_code"), claim.values.get("level")
        if not crebo:
            return
        if crebo not in self._level_of:
            claim.fault("UNKNOWN_QUALIFICATION", "crebo", crebo)
        elif level is not None and self._level_of[crebo] not in {None, level}:
            claim.fault(
                "LEVEL_CONTRADICTS_CREBO", "niveau", f"{level}, crebo {crebo}: {self._level_of[crebo]}"
            )


def _employer(claim: Claim, found: Found) -> EmployerFacts:
    """An employer's own address is seldom told; the place of work stands for it."""
    return EmployerFacts(
        **claim.employer,
        pc4=found.pc4,
        locality_name=found.locality_name,
        region_code=found.region_code,
        lat=found.lat,
        lon=found.lon,
    )
