"""Ask for a code, type it, and be signed in; and sign out again."""

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from leerwerk.accounts.actions import AccountRefused
from leerwerk.web.answers import MISTYPED, see_other
from leerwerk.web.public.mijn.access import NEXT, citizen_of, citizen_only, next_address
from leerwerk.web.public.mijn.codes import CodeProcess, ask_code, waiting_process
from leerwerk.web.public.mijn.forms import TOO_OFTEN, AddressForm, CodeForm, may_send
from leerwerk.web.public.mijn.providers import provider_links

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The address to which the code goes. What comes next is the same for every address."""
    after = next_address(request)
    if citizen_of(request) is not None:
        return see_other(after)
    form = AddressForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        ask_code(request, form.cleaned_data["email"])
        return see_other(_code_address(after))
    too_often = form.has_error("email", "too_often") if form.is_bound else False
    status = 200 if not form.is_bound else TOO_MANY if too_often else MISTYPED
    context = {"form": form, "after": after, "next_name": NEXT, "providers": provider_links(request, after)}
    return _page(request, "sign_in", context, status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code from the mail; right, and somebody is in."""
    after = next_address(request)
    if citizen_of(request) is not None:
        return see_other(after)
    process = waiting_process(request)
    if process is None:
        messages.error(request, _("Je code is verlopen of al gebruikt. Vraag een nieuwe aan."))
        return see_other(_sign_in_address(after))
    if request.method == "POST" and "resend" in request.POST:
        return _send_again(request, process, after)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if process.is_right(form.cleaned_data["code"]):
            return _finish(request, process, after)
        if not process.record_invalid_attempt():
            messages.error(request, _("De code was drie keer niet goed. Vraag een nieuwe aan."))
            return see_other(_sign_in_address(after))
        form.add_error("code", _("Deze code klopt niet. Kijk in de laatste mail en vul de 8 cijfers in."))
    context = {
        "form": form,
        "after": after,
        "next_name": NEXT,
        "email": process.state["email"],
        "can_resend": process.can_resend,
        "again": _sign_in_address(after),
    }
    return _page(request, "code", context, MISTYPED if form.is_bound else 200)


@require_POST
@citizen_only
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, on this device."""
    logout(request)
    messages.success(request, _("Je bent afgemeld."))
    return see_other(reverse("public:home"))


def _finish(request: HttpRequest, process: CodeProcess, after: str) -> HttpResponse:
    try:
        return process.finish(after)
    except AccountRefused:  # since the code was sent, the address became that of staff, or was switched off
        process.abort()
        messages.error(request, _("Met dit adres kun je hier niet binnen. Vraag het loket om hulp."))
        return see_other(_sign_in_address(after))


def _send_again(request: HttpRequest, process: CodeProcess, after: str) -> HttpResponse:
    if process.can_resend and may_send(request, process.state["email"]):
        process.resend()
        messages.success(request, _("We stuurden een nieuwe code. De oude werkt niet meer."))
    else:
        messages.error(request, TOO_OFTEN)
    return see_other(_code_address(after))


def _code_address(after: str) -> str:
    return _with_next(reverse("public:mijn_code"), after)


def _sign_in_address(after: str) -> str:
    return _with_next(reverse("public:mijn_sign_in"), after)


def _with_next(address: str, after: str) -> str:
    return address if after == reverse("public:mijn") else f"{address}?{urlencode({NEXT: after})}"


def _page(request: HttpRequest, name: str, context: dict[str, object], status: int) -> HttpResponse:
    return render(request, f"public/mijn/{name}.html", context, status=status)
