"""Pages that are the same for everybody: kept by browsers and caches, but asked for again each time; compressed.

The validator is the content itself. Whatever a page shows (places, desks, hours, texts, the day) changes it, so that
nobody is told "not modified" about a page on which a place has closed. That saves what is sent, not what is worked
out: pages are quick enough for that.

Who is signed in, or has a session, gets pages that are kept nowhere. Only pages without anything of one person are
compressed: on those there is no secret to guess from their length (the attack called BREACH).
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers

from leerwerk.web.language import PUBLIC

View = Callable[[HttpRequest], HttpResponse]
#: By the names of their addresses: none shows anything that was given by, or sent to, one person.
SHARED_PAGES: Final = frozenset({
    "home", "search", "place", "agreements", "agreement", "agreement_placements", "desks", "desk", "stories", "story",
    "news", "news_item", "trainings", "training", "evc", "money", "money_wizard", "scheme", "employers", "about",
    "accessibility", "privacy", "agenda", "event",
})  # fmt: skip


class SharedPagesMiddleware:
    """Comes before the session and CSRF middleware, so that it sees the cookies that they set."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self._conditional = ConditionalGetMiddleware(get_response)
        self._compressing = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with what caches need, with 304 to who has this very page, or with nothing to keep."""
        response = self.get_response(request)
        if not _is_shared_page(request, response):
            return response
        if _is_for_one_visitor(request, response):
            add_never_cache_headers(response)
            return response
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])  # the size of the text, and who signs in later
        return self._compressing.process_response(
            request, self._conditional.process_response(request, response)
        )


def _is_shared_page(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    if match is None or match.namespace != PUBLIC or match.url_name not in SHARED_PAGES:
        return False
    is_read = request.method in ("GET", "HEAD") and response.status_code == 200  # noqa: PLR2004
    return is_read and not response.streaming and not response.has_header("Cache-Control")


def _is_for_one_visitor(request: HttpRequest, response: HttpResponse) -> bool:
    """Cookies are set with a message that was shown once, or with the token of a form."""
    return bool(response.cookies) or not request.session.is_empty()
