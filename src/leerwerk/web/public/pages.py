"""Pages of text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def _text_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return page


about = _text_page("public/pages/about.html")
accessibility = _text_page("public/pages/accessibility.html")
privacy = _text_page("public/pages/privacy.html")
employers = _text_page("public/pages/employers.html")
