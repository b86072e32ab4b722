"""Actors by role, without an account behind them: for tests of rules and actions."""

from leerwerk.kernel.actor import Actor, Grant
from leerwerk.network.models import Organisation, Region


def adviser_of(*regions: Region) -> Actor:
    """Somebody who advises in these regions."""
    return Actor(101, "Anouk", frozenset(Grant("ADVISER", f"region:{region.code}") for region in regions))


def coordinator_of(*regions: Region) -> Actor:
    """Somebody who coordinates the desks of these regions."""
    grants = frozenset(Grant("COORDINATOR", f"region:{region.code}") for region in regions)
    return Actor(None, "Harm", grants)


def employer_of(*organisations: Organisation) -> Actor:
    """Somebody who speaks for these employers."""
    grants = frozenset(Grant("EMPLOYER", f"organisation:{each.pk}") for each in organisations)
    return Actor(102, "Bram", grants)


PROGRAMME = Actor(103, "Chantal", frozenset({Grant("PROGRAMME")}))
