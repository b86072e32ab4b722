"""To the provider and back."""

from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from leerwerk.accounts.oidc.flow import CallbackView, LoginView, StrictAdapter


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Begin at the provider; one that is away is told, not a broken page."""
    return _by(LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _by(CallbackView, request, provider_id)


def _by(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    adapter = StrictAdapter(request, provider_id)
    try:
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, KeyError, ValueError) as failure:
        answer = render_authentication_error(request, adapter.get_provider(), exception=failure)
    return answer
