"""Who makes this request: read once, when a view first asks."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from leerwerk.accounts.models import User
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.clock import today
from leerwerk.network.queries import actor_for

View = Callable[..., HttpResponse]


class ActorMiddleware:
    """Sets `request.actor`; comes after authentication. Costs one query, and only where it is used."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the actor at hand."""
        request.actor = SimpleLazyObject(lambda: actor_for(cast("User", request.user), today()))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def role_required(*roles: str) -> Callable[[View], View]:
    """Let a view be used by signed-in people with one of these roles; others sign in, or get a 403 page.

    What they see is kept nowhere: on a shared computer the back button shows nothing after signing out.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not any(actor_of(request).has(role) for role in roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return never_cache(login_required(guarded))

    return wrap
