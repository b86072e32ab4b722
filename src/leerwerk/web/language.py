"""In which language a page is written: its address says so, and nothing else.

Dutch has no prefix; English lives at `/en/…`, Arabic at `/ar/…`, on the site of a region below its own prefix
(`/r/twente/en/…`). A cookie or `Accept-Language` changes nothing, so that a link shows everybody the same page.
English has every public page; Arabic the main ones (`ARABIC_PAGES`), and elsewhere it leads to the Dutch page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation.trans_real import get_language_from_path

from leerwerk.network.sites import PREFIX, plain_path

View = Callable[[HttpRequest], HttpResponse]
DUTCH, ENGLISH, ARABIC = "nl", "en", "ar"
PUBLIC = "public"  # the namespace of the pages that are there in more than one language
ARABIC_PAGES = frozenset({
    "home", "search", "suggested_words", "suggested_spots", "nearest_postcode", "place", "desks", "desk",
    "appointment", "appointment_details", "appointment_question", "appointment_review", "own_appointment",
    "own_calendar", "move_own_appointment", "cancel_own_appointment", "display",
    "agenda", "agenda_calendar", "event", "event_calendar",
})  # fmt: skip


@dataclass(frozen=True)
class Translation:
    """A page in one language: the code and the name of the language in itself, and the address of the page."""

    code: str
    name: str
    url: str
    is_current: bool


class LanguageMiddleware:
    """Answers in the language of the address; after the SiteMiddleware, which takes the region off the path."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in Dutch, or in the language of the prefix."""
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead to the Dutch page where there is none in this language."""
        match = request.resolver_match
        if match is None or active_language() in languages_of(match):
            return None
        address = in_language(escape_uri_path(request.path), DUTCH)
        query = request.META.get("QUERY_STRING", "")
        is_post = request.method not in ("GET", "HEAD")
        return HttpResponseRedirect(f"{address}?{query}" if query else address, preserve_request=is_post)


def active_language() -> str:
    """The code of the language in which is written now."""
    return get_language() or str(settings.LANGUAGE_CODE)


def direction() -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if get_language_bidi() else "ltr"


def languages_of(match: ResolverMatch) -> tuple[str, ...]:
    """The languages in which a page is there. What is not a public page (staff, machines) is Dutch."""
    return languages_of_page(match.url_name or "") if match.namespace == PUBLIC else (DUTCH,)


def languages_of_page(name: str) -> tuple[str, ...]:
    """The languages of a public page by the name of its address: "place"."""
    return (DUTCH, ENGLISH, ARABIC) if name in ARABIC_PAGES else (DUTCH, ENGLISH)


def in_language(address: str, code: str) -> str:
    """The same page in a language: "/r/twente/en/loketten" in Dutch is "/r/twente/loketten".

    `address` is a path or a whole address, its query is kept.
    """
    parts = urlsplit(address)
    prefix = PREFIX.match(parts.path)
    rest = plain_path(parts.path)
    first, _slash, after = rest.removeprefix("/").partition("/")
    if first in dict(settings.LANGUAGES):
        rest = f"/{after}"
    start = f"/r/{prefix['slug']}" if prefix else ""
    path = f"{start}{rest}" if code == DUTCH else f"{start}/{code}{rest}"
    return urlunsplit(parts._replace(path=path))


def translations_of(request: HttpRequest) -> list[Translation]:
    """This page, with its question, in every language that it has; on a page that is not there the front pages.

    Empty where there is nothing to choose.
    """
    match = request.resolver_match
    codes = languages_of(match) if match else tuple(dict(settings.LANGUAGES))
    address = request.get_full_path() if match else _front_page(request)
    names = dict(settings.LANGUAGES)
    if len(codes) < 2:  # noqa: PLR2004 nothing to choose
        return []
    now = active_language()
    return [Translation(code, names[code], in_language(address, code), code == now) for code in codes]


def alternates_of(request: HttpRequest | None, canonical: str) -> list[tuple[str, str]]:
    """For search engines: the address of a page in each of its languages, and which one is for all others."""
    if request is None or request.resolver_match is None:
        return []
    codes = languages_of(request.resolver_match)
    found = [(code, in_language(canonical, code)) for code in codes]
    return [*found, ("x-default", in_language(canonical, DUTCH))]


def _front_page(request: HttpRequest) -> str:
    prefix = PREFIX.match(request.path)
    return f"/r/{prefix['slug']}/" if prefix else "/"
