"""The agenda of a site, as who keeps it sees it: what is to come, and what has been."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.kernel import clock
from leerwerk.network.actions.events import announce_event, remove_event
from leerwerk.network.models import Desk, Event, NationalSite
from leerwerk.network.queries import events_of
from leerwerk.network.sites import plain_path
from leerwerk.web.answers import found, listing, post_from, see_other
from leerwerk.web.desk.site.editing import act_as, address_on_site, editors_only, saved, site_edited
from leerwerk.web.desk.site.event_forms import EventForm, event_typed

PAGE = "desk:site_events"


@require_safe
@editors_only
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that this site announced itself, the latest first."""
    site = site_edited(request, slug)
    shown = listing(_own(site), request)
    context = {"desk": site, "events": shown.rows, "paging": shown.paging, "now": clock.now()}
    return render(request, "desk/site/events.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def event(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Announce something, or change it."""
    site = site_edited(request, slug)
    row = found(_own(site).get, pk=pk) if pk else None
    initial = event_typed(row) if row else {"email": site.email, "phone": site.phone}
    form = EventForm(request.POST or None, initial=initial)
    url = f"{address_on_site(site)}{plain_path(row.get_absolute_url())}" if row else ""
    return saved(
        request,
        form,
        lambda: announce_event(facts=form.facts(), event_id=pk, **act_as(request, site)),
        told=gettext_lazy("Dit staat nu in de agenda."),
        address=reverse(PAGE, args=[slug]),
        template="desk/site/event.html",
        context={"desk": site, "row": row, "url": url},
    )


@post_from(PAGE, keep=("slug",))
@editors_only
def forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take it away as if it was never announced."""
    found(remove_event, event_id=pk, **act_as(request, site_edited(request, slug)))
    messages.success(request, _("Dit staat niet meer in de agenda."))
    return see_other(reverse(PAGE, args=[slug]))


def _own(site: Desk | NationalSite) -> QuerySet[Event]:
    return events_of(site.region.pk if site.region else None)
