"""Show interest in a place without an account; follow it and take it back by a signed link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from leerwerk.catalogue.models import Place
from leerwerk.catalogue.queries import public_place
from leerwerk.contact.actions.forgetting import forget
from leerwerk.contact.actions.interests import show_interest
from leerwerk.contact.enums import InterestStatus
from leerwerk.contact.links import FOLLOW_INTEREST, LINK_AGE, interest_path
from leerwerk.contact.models import Interest
from leerwerk.contact.queries import followed_interest
from leerwerk.contact.refusals import InterestRefused
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.clock import now, today
from leerwerk.network.models import Desk
from leerwerk.network.queries import desk_of_region
from leerwerk.web.answers import MISTYPED, REFUSED, see_other
from leerwerk.web.public.contact_forms import InterestForm
from leerwerk.web.signed import LinkRefused, signed_link
from leerwerk.web.ui.forms import add_refusal
from leerwerk.web.ui.wording import refusal_text

NEW = "nieuw"


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form; a place that is full or gone has its own page, which says so."""
    place = public_place(pk)
    if place is None:
        raise Http404
    if slug != place.slug:
        return HttpResponsePermanentRedirect(reverse("public:show_interest", args=[place.slug, pk]))
    if place.status != "PUBLISHED":
        return see_other(place.get_absolute_url())
    desk = desk_of_region(place.region.code if place.region else "", today())
    if request.method != "POST":
        return _form(request, place, desk, InterestForm(request=request, place=place, desk=desk))
    form = InterestForm(request.POST, request=request, place=place, desk=desk)
    if not form.is_valid():
        return _form(request, place, desk, form, MISTYPED)
    try:
        interest = _shown(form, place)
    except InterestRefused as refusal:
        add_refusal(form, refusal_text(refusal))
        return _form(request, place, desk, form, REFUSED)
    return see_other(f"{interest_path(interest)}?{NEW}=1")


def _shown(form: InterestForm, place: Place) -> Interest:
    given: dict[str, Any] = form.cleaned_data
    return show_interest(
        place=place,
        person={name: given[name] for name in ("name", "email", "phone")},
        message=given["message"],
        consent=form.consent(),
        is_help_wanted=bool(given.get("is_help_wanted")),
        now=now(),
        language=get_language() or "nl",
    )


def _form(
    request: HttpRequest, place: Place, desk: Desk | None, form: InterestForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "place": place, "desk": desk}
    return render(request, "public/contact/show_interest.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_link(FOLLOW_INTEREST, max_age=LINK_AGE)
def interest(request: HttpRequest, value: object) -> HttpResponse:
    """What the employer answered; the visitor may take the interest back, which wipes it."""
    try:
        found = followed_interest(str(value))
    except Interest.DoesNotExist as gone:
        raise LinkRefused("INTEREST_FORGOTTEN") from gone
    if request.method == "POST":
        forget(person=found.person, actor=ANONYMOUS, now=now())
        return render(request, "public/contact/withdrawn.html", {"place": found.place})
    context = {
        "interest": found,
        "is_new": NEW in request.GET,
        "is_waiting": found.status == InterestStatus.SENT,
        "desk": desk_of_region(found.place.region.code if found.place.region else "", today()),
    }
    return render(request, "public/contact/interest.html", context)
