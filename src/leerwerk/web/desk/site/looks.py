"""The colours and the logo of a site: seen before they are saved, and refused where they cannot be read."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leerwerk.kernel.refusal import Refusal
from leerwerk.network.actions.sites import change_brand, change_logo
from leerwerk.network.models import Desk, NationalSite
from leerwerk.network.queries import logo_of
from leerwerk.network.theme import CHOSEN, Remedy, ThemeRefused, complete, remedies, without_needless
from leerwerk.web.answers import MISTYPED, REFUSED, post_from, see_other
from leerwerk.web.desk.site.editing import act_as, editors_only, site_edited
from leerwerk.web.desk.site.forms import COLOURS, ColourForm, LogoForm
from leerwerk.web.ui.dutch import number
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.theming import theme_css
from leerwerk.web.ui.wording import refusal_text

SAMPLE = "voorbeeld"
OTHER_COLOURS: dict[str, str | Promise] = {
    "ink": gettext_lazy("Gewone tekst"),
    "paper": gettext_lazy("Wit"),
    "on-action": gettext_lazy("Tekst op knoppen"),
    "action-hover": gettext_lazy("Knoppen onder de muis"),
    "action-active": gettext_lazy("Knoppen die je indrukt"),
    "action-tint": gettext_lazy("Lichte tint van knoppen"),
    "link-hover": gettext_lazy("Links onder de muis"),
    "accent-tint": gettext_lazy("Lichte tint van de versiering"),
}


@dataclass(frozen=True)
class ColourRow:
    """A colour on the page, with what is wrong and what would do."""

    field: Any
    told: str
    suggestion: str


@require_http_methods(["GET", "POST"])
@editors_only
def looks(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose colours: look at them on a small page first, then save."""
    desk = site_edited(request, slug)
    if request.method != "POST":
        colours = complete(desk.brand)
        return _page(request, desk, ColourForm(initial={name: colours[name] for name in CHOSEN}))
    form = ColourForm(_with_suggestion(request))
    if not form.is_valid() or "bewaar" not in request.POST:
        return _page(request, desk, form)
    try:
        change_brand(tokens=_chosen(form), **act_as(request, desk))
    except ThemeRefused:
        return _page(request, desk, form)
    messages.success(request, _("De kleuren staan op je site."))
    return see_other(reverse("desk:site_of", args=[slug]))


@post_from("desk:site_looks", keep=("slug",))
@editors_only
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """Put another logo on the site, or take it away."""
    desk = site_edited(request, slug)
    form = LogoForm(request.POST, request.FILES)
    if "weg" in request.POST:
        change_logo(content=None, **act_as(request, desk))
    elif form.is_valid():
        try:
            change_logo(content=form.cleaned_data["logo"].read(), **act_as(request, desk))
        except Refusal as refusal:
            add_refusal(form, refusal_text(refusal))
    if form.errors and "weg" not in request.POST:
        colours = complete(desk.brand)
        shown = ColourForm(initial={name: colours[name] for name in CHOSEN})
        return _page(request, desk, shown, logo_form=form)
    messages.success(request, _("Het logo is gewijzigd."))
    return see_other(reverse("desk:site_looks", args=[slug]))


@require_safe
@editors_only
def sample(request: HttpRequest) -> HttpResponse:
    """The style sheet of colours that are not saved yet; empty when they cannot be read."""
    tokens = {name: request.GET[name] for name in CHOSEN if name in request.GET}
    try:
        sheet = theme_css(SAMPLE, tokens)
    except ThemeRefused:
        sheet = ""
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def _page(
    request: HttpRequest, desk: Desk | NationalSite, form: ColourForm, logo_form: LogoForm | None = None
) -> HttpResponse:
    told = {each.token: each for each in remedies(_chosen(form))} if not form.errors else {}
    tokens = _chosen(form)
    # A look at colours is no refusal, and htmx shows only what went well.
    is_refused = "bewaar" in request.POST and bool(form.errors or told)
    context = {
        "desk": desk,
        "form": form,
        "rows": [_row(form[name], told.get(name)) for name in CHOSEN],
        "is_readable": not form.errors and not told,
        "sample_url": f"{reverse('desk:site_sample')}?{urlencode(tokens)}",
        "logo_digest": logo_of(desk),
        "logo_form": logo_form or LogoForm(),
    }
    status = MISTYPED if is_refused else 200
    return render(request, "desk/site/looks.html", context, status=REFUSED if logo_form else status)


def _row(field: Any, remedy: Remedy | None) -> ColourRow:
    if remedy is None:
        return ColourRow(field, "", "")
    told = _("%(text)s op ‘%(ground)s’ is slecht te lezen: contrast %(ratio)s, nodig is 4,5.") % {
        "text": _name(remedy.text),
        "ground": _name(remedy.ground),
        "ratio": number(remedy.ratio, 1),
    }
    return ColourRow(field, told, remedy.suggestion)


def _name(token: str) -> str:
    return str(COLOURS.get(token) or OTHER_COLOURS[token])


def _chosen(form: ColourForm) -> dict[str, str]:
    """The colours that say something new; of a form that cannot be read, none."""
    values = form.initial or {}
    if form.is_bound:
        values = form.cleaned_data if form.is_valid() else {}
    return without_needless({name: values[name].lower() for name in CHOSEN if values.get(name)})


def _with_suggestion(request: HttpRequest) -> dict[str, str]:
    """What was posted, with the colour of the button "Gebruik …" in its place."""
    posted = {name: str(request.POST.get(name, "")) for name in CHOSEN}
    token, _colon, colour = str(request.POST.get("gebruik", "")).partition(":")
    return {**posted, token: colour} if token in CHOSEN else posted
