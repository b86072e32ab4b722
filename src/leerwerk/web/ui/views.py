"""Two pages of the house itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from leerwerk.network.models import Desk, NationalSite
from leerwerk.network.queries import national_row
from leerwerk.network.theme import ThemeRefused
from leerwerk.web.ui import showcase
from leerwerk.web.ui.theming import theme_css


@require_safe
@cache_control(public=True, max_age=3600)
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """The house style of a site; a brand that cannot be read is left out, then the page has our own colours."""
    is_national = slug == NationalSite.slug
    kept: NationalSite | Desk = national_row() if is_national else get_object_or_404(Desk, slug=slug)
    try:
        sheet = theme_css(kept.slug, kept.brand)
    except ThemeRefused:
        sheet = ""
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for looking at and for tests; not in production."""
    if settings.MODE not in ("demo", "test"):
        raise Http404
    return render(request, "ui/showcase.html", showcase.examples())
