"""Reads of clients. Reading a file is logged by the action `open_client_file`, not here."""

from django.db.models import Prefetch

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import own_address
from leerwerk.people.models import Client, ClientQuerySet, Consent


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


def own_consent(actor: Actor, consent_id: int) -> Consent:
    """A consent of the citizen that is not withdrawn. Raises Consent.DoesNotExist."""
    mine = Consent.objects.filter(client__in=own_clients(actor), withdrawn_at__isnull=True)
    return mine.select_related("client__region").get(pk=consent_id)
