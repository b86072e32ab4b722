"""Sign in by a provider on the host of a region: there, by way of the national host, and back.

Providers know one address to come back to, on the national host, and a session is known to one host only. So whoever
began elsewhere is brought back there and signed in, and stays signed in nowhere else. Both tokens hold a digest of
a cookie of the browser in which it began: in any other they open nothing. And only a session that began for this way
back ends by it: the link of somebody else signs nobody out.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leerwerk.accounts.models import User
from leerwerk.accounts.oidc.adapter import BEGAN_SIGNED_OUT
from leerwerk.kernel import clock
from leerwerk.kernel.links import LinkRefused, make_token, read_token
from leerwerk.network.queries import site_at_host
from leerwerk.network.sites import plain_path
from leerwerk.web.answers import see_other
from leerwerk.web.public.mijn.access import NEXT, citizen_only, next_address, owner_of

BEGUN, PROVEN = "mijn.begun", "mijn.proven"
LONGEST_AWAY, LONGEST_BACK = timedelta(hours=1), timedelta(minutes=2)


def way_back(request: HttpRequest, after: str) -> str:
    """The path on the national host that brings somebody back to this one, and there to `after`."""
    get_token(request)  # sets the cookie, where there is none yet
    token = make_token(BEGUN, [request.get_host(), _browser(request)])
    return f"{plain_path(reverse('public:mijn_back', args=[token]))}?{urlencode({NEXT: after})}"


@require_safe
@citizen_only
def back(request: HttpRequest, token: str) -> HttpResponse:
    """On the national host, with the address proven: on to the host where it began.

    Here the session ends, when it began for this: whoever was signed in already stays so.
    """
    try:
        host, browser = _pair(read_token(BEGUN, token, LONGEST_AWAY))
    except LinkRefused as old:
        raise Http404 from old
    if site_at_host(split_domain_port(host)[0], clock.today()) is None:  # no longer a host of ours
        raise Http404
    proven = make_token(PROVEN, [owner_of(request).pk, browser])
    path = plain_path(reverse("public:mijn_arrive", args=[proven]))
    kept = urlencode({NEXT: request.GET.get(NEXT, "")})
    if urlsplit(request.session.pop(BEGAN_SIGNED_OUT, "")).path == request.path:
        logout(request, show_message=False)
    return see_other(f"{urlsplit(settings.BASE_URL).scheme}://{host}{path}?{kept}")


@never_cache
@require_safe
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """On the host where it began, in the browser in which it began: signed in."""
    user = _proven(request, token)
    if user is None:
        messages.error(
            request,
            _("We konden niet nagaan of het antwoord van de aanbieder klopt. Je bent niet aangemeld."),
        )
        return see_other(reverse("public:mijn_sign_in"))
    after = next_address(request)
    # A new session and a new cookie: the token opens nothing any more.
    get_adapter().login(request, user)
    return see_other(after)


def _proven(request: HttpRequest, token: str) -> User | None:
    try:
        owner, browser = _pair(read_token(PROVEN, token, LONGEST_BACK))
    except LinkRefused:
        return None
    if not constant_time_compare(browser, _browser(request)):
        return None
    user = User.objects.filter(pk=int(owner)).first()
    return user if user and user.may_enter_by_code else None


def _pair(value: object) -> tuple[str, str]:
    first, second = value if isinstance(value, list) else ("", "")
    return str(first), str(second)


def _browser(request: HttpRequest) -> str:
    """What only this browser gives us, on this host: a digest of its cookie against forged posts."""
    return salted_hmac(BEGUN, request.META.get("CSRF_COOKIE", "")).hexdigest()[:32]
