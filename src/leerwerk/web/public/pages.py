"""Pages of text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.network.enums import TextKind
from leerwerk.network.national import national_site
from leerwerk.search.rules import KEPT_DAYS, RARE_KEPT_DAYS
from leerwerk.web.language import active_language
from leerwerk.web.public.purpose_words import purpose_rows


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why and how long: from the register of purposes, so that it stays true."""
    context = {
        "purposes": purpose_rows(),
        "searches_kept": KEPT_DAYS,
        "rare_searches_kept": RARE_KEPT_DAYS,
    }
    return render(request, "public/pages/privacy.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is; who keeps the national site may begin it in other words."""
    context = {"about": national_site().text(TextKind.ABOUT, active_language())}
    return render(request, "public/pages/about.html", context)


def _text_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return page


accessibility = _text_page("public/pages/accessibility.html")
