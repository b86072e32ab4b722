"""Reads of clients. Reading a file is logged by the action `open_client_file`, not here."""

from django.db.models import Prefetch

from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import own_address
from leerwerk.people.models import (
    Client,
    ClientQuerySet,
    Consent,
    Correspondent,
    Subscriber,
    Visitor,
    VisitorQuerySet,
)
from leerwerk.people.rules import is_named


def clients_for(actor: Actor, *, search: str = "") -> ClientQuerySet:
    """Clients that the actor may see, by name; `search` matches the beginning of a first or last name."""
    clients = Client.objects.visible_to(actor).select_related("region", "profile")
    for word in search.split():
        clients = clients.filter(first_name__istartswith=word) | clients.filter(last_name__istartswith=word)
    return clients.order_by("last_name", "first_name", "pk")


def open_purposes(client: Client) -> frozenset[str]:
    """The purposes to which the client agrees at this moment."""
    return frozenset(client.consents.filter(withdrawn_at__isnull=True).values_list("purpose", flat=True))


def with_consents(clients: ClientQuerySet) -> ClientQuerySet:
    """The same clients with their open consents in `open_consents`."""
    open_only = Consent.objects.filter(withdrawn_at__isnull=True)
    return clients.prefetch_related(Prefetch("consents", queryset=open_only, to_attr="open_consents"))


def own_clients(actor: Actor) -> ClientQuerySet:
    """The files of the citizen, by the address that was proven; none for anybody else."""
    own = own_address(actor)
    clients = (
        Client.objects.filter(email__iexact=own, erased_at__isnull=True) if own else Client.objects.none()
    )
    return clients.select_related("region").order_by("created_at", "pk")


def own_client_at(actor: Actor, region: Region, *, name: str) -> Client | None:
    """The citizen's file at a desk that carries this name; None when there is none, or more than one.

    A proven address is not enough to know who somebody is: families share one.
    """
    files = [each for each in own_clients(actor) if each.region_id == region.pk and is_named(str(each), name)]
    return files[0] if len(files) == 1 else None


def own_consent(actor: Actor, consent_id: int) -> Consent:
    """A consent of the citizen that is not withdrawn. Raises Consent.DoesNotExist."""
    mine = Consent.objects.filter(client__in=own_clients(actor), withdrawn_at__isnull=True)
    return mine.select_related("client__region").get(pk=consent_id)


def unlinked_visitors(address: str, region: Region) -> VisitorQuerySet:
    """Who came to the desk of a region with this address and is in nobody's file."""
    known = Visitor.objects.filter(region=region, client__isnull=True, forgotten_at__isnull=True)
    return known.filter(email__iexact=address).order_by("pk") if address else Visitor.objects.none()


def clients_beside(client: Client) -> ClientQuerySet:
    """Other files of the same region with the same address: who shares it."""
    if not client.email:
        return Client.objects.none()
    same = Client.objects.filter(region=client.region, email__iexact=client.email, erased_at__isnull=True)
    return same.exclude(pk=client.pk)


def is_known(address: str) -> bool:
    """Whether anything is kept of somebody under this address. At most four queries.

    Who came as a client that is erased by now is forgotten right after the commit, and does not count.
    """
    visitors = Visitor.objects.filter(client__isnull=True) | Visitor.objects.filter(
        client__erased_at__isnull=True
    )
    kept = (Client.objects.all(), visitors, Correspondent.objects.all(), Subscriber.objects.all())
    return any(rows.filter(email__iexact=address).exists() for rows in kept)
