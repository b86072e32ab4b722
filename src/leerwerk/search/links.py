"""The addresses by which somebody without an account confirms, changes and stops the mail about a question."""

from django.urls import reverse

from leerwerk.kernel.links import make_token
from leerwerk.network.sites import Site, absolute
from leerwerk.people.purposes import UNCONFIRMED
from leerwerk.search.models import SavedSearch

CONFIRM, MANAGE, STOP = "saved_search.confirm", "saved_search.manage", "saved_search.stop"
CONFIRM_AGE = UNCONFIRMED


def confirm_path(row: SavedSearch) -> str:
    """The page that asks to confirm."""
    return reverse("public:confirm_search", args=[make_token(CONFIRM, str(row.number))])


def manage_path(row: SavedSearch) -> str:
    """The page on which the mail is changed, paused and stopped."""
    return reverse("public:saved_search", args=[make_token(MANAGE, str(row.number))])


def stop_path(row: SavedSearch) -> str:
    """The page that stops the mail by its button; a mail program may press it by itself (RFC 8058)."""
    return reverse("public:stop_search", args=[make_token(STOP, str(row.number))])


def question_url(row: SavedSearch, site: Site) -> str:
    """The whole address of the page of the question, the newest places first."""
    wanted = "&".join(
        part for part in (row.parameters, "" if "sorteer=" in row.parameters else "sorteer=nieuwste") if part
    )
    return f"{absolute(site, reverse('public:search'))}?{wanted}"
