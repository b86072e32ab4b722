"""Links by mail that let somebody without an account do one thing: confirm, change, cancel, follow, withdraw.

    token = make_token("question.follow", str(question.number))      # in the mail: reverse("…", args=[token])

    @signed_link("question.follow", max_age=timedelta(days=365))
    def follow(request, value): ...                                    # value is what the token was made of

A token is signed for one purpose and holds numbers of rows only. A GET changes nothing (mail programs open every
link to look for harm): it shows a page with a button, and the POST of that button acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise

from leerwerk.kernel.links import LinkRefused, make_token, read_token
from leerwerk.kernel.refusal import Refusal
from leerwerk.web.ui.wording import refusal_text

__all__ = ["Ask", "LinkRefused", "ask_page", "make_token", "read_token", "refused", "signed_link"]

GONE, UNKNOWN = 410, 404
View = Callable[..., HttpResponse]


def signed_link(purpose: str, *, max_age: timedelta | None = None) -> Callable[[View], View]:
    """A view that gets `value` in place of the `token` of its address; a link that is not good gets its own page.

    The view may raise LinkRefused too. Its answer is kept nowhere,
    its address is told to no other site, and search engines leave it alone.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **given: object) -> HttpResponse:
            try:
                answer = view(request, value=read_token(purpose, token, max_age), **given)
            except LinkRefused as refusal:
                answer = refused(request, refusal)
            add_never_cache_headers(answer)
            # With "no-referrer" a browser would post the button of the page from nowhere: refused as forged.
            answer.headers["Referrer-Policy"] = "same-origin"
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return guarded

    return wrap


@dataclass(frozen=True)
class Ask:
    """What the page of a link says before anything is done."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    is_far_reaching: bool = False


def ask_page(request: HttpRequest, ask: Ask) -> HttpResponse:
    """The answer to a GET: what will happen, and the button that does it (a POST to the same address)."""
    return render(request, "ui/signed/ask.html", {"ask": ask})


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Why a link does not work (any more), and where to go on."""
    status = UNKNOWN if refusal.code == "LINK_UNKNOWN" else GONE
    return render(request, "ui/signed/refused.html", {"reason": refusal_text(refusal)}, status=status)
