"""Choose the size of the text and the contrast: works without JavaScript, and leads back to where you were."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leerwerk.web.ui.display import CONTRASTS, COOKIE, SIZES, Display, display_of
from leerwerk.web.ui.forms import PlainForm

BACK = "terug"
A_YEAR = timedelta(days=365)
SIZE_WORDS = (_("Gewoon"), _("Groter"), _("Veel groter"))
CONTRAST_WORDS = (_("Gewoon"), _("Meer contrast"))


class DisplayForm(PlainForm):
    size = forms.ChoiceField(
        label=_("Tekst"), choices=[*zip(SIZES, SIZE_WORDS, strict=True)], widget=forms.RadioSelect
    )
    contrast = forms.ChoiceField(
        label=_("Kleuren"), choices=[*zip(CONTRASTS, CONTRAST_WORDS, strict=True)], widget=forms.RadioSelect
    )


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """The form, and for a POST the cookie and the way back."""
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            return _keep(request, Display(**form.cleaned_data))
    else:
        now = display_of(request.COOKIES)
        form = DisplayForm(initial={"size": now.size, "contrast": now.contrast})
    return render(request, "public/pages/display.html", {"form": form})


def _keep(request: HttpRequest, chosen: Display) -> HttpResponse:
    response = HttpResponseRedirect(_way_back(request))
    response.set_cookie(
        COOKIE, chosen.cookie, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


def _way_back(request: HttpRequest) -> str:
    """Where the visitor came from, if that is a page of ours; else the front page."""
    back = request.GET.get(BACK, "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if is_ours else reverse("public:home")
