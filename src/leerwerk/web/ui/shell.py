"""What surrounds every page: whose page it is, which desk speaks, and its style sheet."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from leerwerk.kernel.actor import ANONYMOUS, Actor


@dataclass(frozen=True)
class Shell:
    """`theme_class` and `theme_url` are empty where no desk speaks or the desk has no house style of its own."""

    actor: Actor
    desk: Any
    theme_class: str
    theme_url: str
    path: str
    is_signed_in: bool
    is_demo: bool


def shell_of(request: HttpRequest | None) -> Shell:
    """Read the shell off a request: `request.actor` and `request.desk` where the views' middleware set them.

    Without a request (an error page) nobody is signed in and no desk speaks.
    """
    actor = getattr(request, "actor", ANONYMOUS)
    desk = getattr(request, "desk", None)
    themed = desk if desk and desk.brand else None
    return Shell(
        actor=actor,
        desk=desk,
        theme_class=f"thema-{themed.slug}" if themed else "",
        theme_url=reverse("ui:theme", args=[themed.slug]) if themed else "",
        path=request.path if request else "",
        is_signed_in=actor.user_id is not None or _has_user(request),
        is_demo=getattr(settings, "MODE", "") == "demo",
    )


def _has_user(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
