"""The mails about a saved question: confirm it, and what is new."""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from leerwerk.catalogue.models import Place
from leerwerk.kernel.outbox import send_mail
from leerwerk.network.national import national_site
from leerwerk.network.queries import site_of_region
from leerwerk.network.sites import Site, absolute
from leerwerk.search.links import confirm_path, manage_path, question_url, stop_path
from leerwerk.search.models import SavedSearch
from leerwerk.search.saved import described

MOST_PLACES = 10


def mail_name(row: SavedSearch) -> str:
    """By what the outbox knows mails about a row."""
    return f"search.saved:{row.pk}"


def mail_confirmation(row: SavedSearch, now: datetime) -> None:
    """Ask the address whether it wants the mail; nothing in it was typed by who asked."""
    with override(row.person.language):
        site = _site_of(row, now)
        context = {
            "saved": described(row, is_proven=False),
            "url": absolute(site, confirm_path(row)),
            "subject": _("Bevestig dat je mail wilt over nieuwe plekken"),
        }
        _send(row, "confirm", context, site, now)


def mail_new_places(
    row: SavedSearch, name: str, places: Sequence[Place], *, is_all: bool, now: datetime
) -> None:
    """Tell which places are new; `is_all` False when there are more than were counted."""
    with override(row.person.language):
        site, count = _site_of(row, now), len(places)
        facts = {"n": count if is_all else _("meer dan %(n)d") % {"n": count - 1}, "name": name}
        subject = ngettext("%(n)s nieuwe plek: %(name)s", "%(n)s nieuwe plekken: %(name)s", count) % facts
        stop = absolute(site, stop_path(row))
        context = {
            "saved": row,
            "name": name,
            "subject": subject[:1].upper() + subject[1:],
            "places": [(each, absolute(site, each.get_absolute_url())) for each in places[:MOST_PLACES]],
            "left": count - MOST_PLACES if count > MOST_PLACES else 0,
            "url": question_url(row, site),
            "manage_url": absolute(site, manage_path(row)),
            "stop_url": stop,
        }
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        _send(row, "new_places", context, site, now, headers)


def _send(
    row: SavedSearch,
    template: str,
    context: dict[str, object],
    site: Site,
    now: datetime,
    headers: dict[str, str] | None = None,
) -> None:
    context = {**context, "site": site}
    send_mail(
        to=row.person.email,
        subject=str(context["subject"])[:200],
        text=render_to_string(f"search/mail/{template}.txt", context),
        html=render_to_string(f"search/mail/{template}.html", context),
        headers=headers,
        about=mail_name(row),
        now=now,
    )


def _site_of(row: SavedSearch, now: datetime) -> Site:
    found = site_of_region(row.region.slug, localdate(now)) if row.region else None
    return found or national_site()
