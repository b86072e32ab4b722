"""What is kept of the citizen: take it along, change the address, sign out elsewhere, leave."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leerwerk.casework.actions.own import log_own_reading
from leerwerk.kernel import clock
from leerwerk.kernel.links import LinkRefused, read_token
from leerwerk.kernel.parcels import KEPT_FOR, parcel
from leerwerk.kernel.queue import enqueue
from leerwerk.people.queries import own_clients
from leerwerk.web.actor import actor_of
from leerwerk.web.answers import see_other
from leerwerk.web.public.mijn.access import citizen_only, owner_of
from leerwerk.web.public.mijn.export import make_zip
from leerwerk.web.public.mijn.walking import MOST_ROWS, TooManyRows
from leerwerk.web.public.tasks import EXPORT, export_for_later


@require_safe
@citizen_only
def data(request: HttpRequest) -> HttpResponse:
    """The page with everything about the account itself."""
    return render(request, "public/mijn/data.html", {"email": owner_of(request).email})


@require_POST
@citizen_only
def download(request: HttpRequest) -> HttpResponse:
    """Make the zip now; when there is very much, in the background, with a mail when it is ready."""
    user, now = owner_of(request), clock.now()
    try:
        content = make_zip(user.email, now, most=MOST_ROWS)
    except TooManyRows:
        language = get_language() or "nl"
        enqueue(export_for_later, once=f"export:{user.pk}", user_id=user.pk, language=language)
        messages.success(request, _("Het zijn veel gegevens. Je krijgt een mail zodra het bestand klaar is."))
        return see_other(reverse("public:mijn_data"))
    log_own_reading(*own_clients(actor_of(request)), actor=actor_of(request), now=now)
    return _zip(content)


@require_safe
@citizen_only
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """The zip that was made in the background, for who asked for it and nobody else."""
    try:
        name, owner = _read(token)
    except LinkRefused as old:
        raise Http404 from old
    content = parcel(name) if owner == owner_of(request).pk else None
    if content is None:
        raise Http404
    log_own_reading(*own_clients(actor_of(request)), actor=actor_of(request), now=clock.now())
    return _zip(content)


def _read(token: str) -> tuple[str, int]:
    value = read_token(EXPORT, token, KEPT_FOR)
    name, owner = value if isinstance(value, list) else ("", 0)
    return str(name), int(owner)


def _zip(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_("mijn-gegevens")}.zip"'
    return answer
