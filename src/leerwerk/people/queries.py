"""Reads of clients. Reading a file is logged by the action `open_client_file`, not here."""

from django.db.models import Prefetch

from leerwerk.kernel.actor import Actor
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
