"""How often somebody may post: seats in the shared cache, each taken once.

A seat is a key that is added only when it is not there, which the cache does in one step. A counter that is
read and written back would lose counts when many posts come at once.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 3600
DAY = 24 * HOUR


def take_seat(kind: str, who: str, *, seats: int, seconds: int, moment: float) -> bool:
    """Take one of the seats of this period (`seconds` long, `moment` in seconds lies in it); False when all are taken.

    `who` is an address of a visitor or of a mailbox: only a keyed hash of it is kept. Raises what the cache
    raises when it is not available.
    """
    period = int(moment // seconds)
    name = salted_hmac("leerwerk.guard", f"{kind}:{who}:{period}").hexdigest()[:32]
    return any(cache.add(f"guard:{name}:{seat}", 1, timeout=seconds) for seat in range(seats))


def use_once(kind: str, sign: str, *, seconds: int) -> bool:
    """Note that something may not be used again; False when it was used already."""
    name = salted_hmac("leerwerk.guard", f"{kind}:{sign}").hexdigest()[:32]
    return cache.add(f"guard:{name}", 1, timeout=seconds)
