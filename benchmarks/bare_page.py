"""The least that Django does: one view with a constant answer and no middleware, as a WSGI application."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = "<!doctype html><title>Bare</title><p>Hello</p>"


def bare(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    return HttpResponse(BODY)


urlpatterns = [path("", bare)]
settings.configure(
    DEBUG=False, SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[]
)
django.setup()
application = get_wsgi_application()
