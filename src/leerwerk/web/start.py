"""After signing in: to the part of the site where somebody works."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from leerwerk.web.actor import actor_of
from leerwerk.web.ui.navigation import workplaces_for


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the first workplace that the roles open; without any role to the public site."""
    work = workplaces_for(actor_of(request), request.path)
    return redirect(work[0].url if work else "/")
