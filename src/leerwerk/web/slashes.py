"""A public address with a slash too many leads to the address without it: people type one, mail programs add one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import is_valid_path
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

View = Callable[[HttpRequest], HttpResponse]


class TrailingSlashMiddleware:
    """For good, with the question kept, on every site and in every language; only where there is a page without it.

    What is posted is not sent on: no form of ours has such an address. Comes after the LanguageMiddleware: which
    addresses there are depends on the language.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the address without the slash."""
        if request.method not in ("GET", "HEAD") or not _has_slash_too_many(request.path_info):
            return self.get_response(request)
        # Within this host, whatever the path begins with: "//evil.example" would be an address elsewhere.
        address = escape_leading_slashes(escape_uri_path(request.path.rstrip("/")))
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _has_slash_too_many(path: str) -> bool:
    """Whether there is no such page, and one without the slashes at the end."""
    without = path.rstrip("/")
    return bool(without) and without != path and not is_valid_path(path) and bool(is_valid_path(without))
