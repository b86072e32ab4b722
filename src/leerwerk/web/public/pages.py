"""Pages of text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leerwerk.search.rules import KEPT_DAYS, RARE_KEPT_DAYS
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


def _text_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return page


about = _text_page("public/pages/about.html")
accessibility = _text_page("public/pages/accessibility.html")
