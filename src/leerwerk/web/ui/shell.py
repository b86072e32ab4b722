"""What surrounds every page: whose page it is, which desk speaks, and its style sheet."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.network.sites import Site, plain_path
from leerwerk.web.site import site_of


@dataclass(frozen=True)
class Shell:
    """`theme_class` and `theme_url` are empty on the national site, and where the desk has no colours of its own."""

    actor: Actor
    site: Site
    theme_class: str
    theme_url: str
    path: str
    is_signed_in: bool
    is_demo: bool


def shell_of(request: HttpRequest | None) -> Shell:
    """Read the shell off a request: `request.actor` and `request.site`, which middleware set.

    Without a request (an error page) nobody is signed in and it is the national site.
    """
    actor = getattr(request, "actor", ANONYMOUS)
    site = site_of(request)
    themed = site.desk if site.desk and site.desk.brand else None
    return Shell(
        actor=actor,
        site=site,
        theme_class=f"thema-{themed.slug}" if themed else "",
        theme_url=plain_path(reverse("ui:theme", args=[themed.slug])) if themed else "",
        path=request.path if request else "",
        is_signed_in=actor.user_id is not None or _has_user(request),
        is_demo=getattr(settings, "MODE", "") == "demo",
    )


def _has_user(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
