"""What surrounds every page: whose page it is, which desk speaks, and its style sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from zlib import crc32

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.network.enums import TextKind
from leerwerk.network.models import NationalSite
from leerwerk.network.national import national_site
from leerwerk.network.queries import predecessor_name
from leerwerk.network.rules import CITIZEN
from leerwerk.network.sites import NATIONAL, Site, plain_path
from leerwerk.network.told import Told
from leerwerk.web.language import (
    Translation,
    active_language,
    direction,
    in_language,
    translations_of,
)
from leerwerk.web.site import ARRIVED_FROM, site_of
from leerwerk.web.ui.display import display_of

LONGEST_WAY_BACK = 1_000
SLUG = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class Shell:
    """`theme_class`, `theme_url` and `logo_url` are "" where a site has no colours or logo of its own.

    A region without colours has those of the nation. `promise` is the national site's own sentence under each page.

    `translations` are this page in each language that it has, none where there is nothing to choose.
    `moved_from` is the name of the merged desk from whose site the visitor was sent here, else "".
    """

    actor: Actor
    site: Site
    national_name: str
    promise: Told
    theme_class: str
    theme_url: str
    logo_url: str
    moved_from: str
    national_url: str
    path: str
    is_signed_in: bool
    is_citizen: bool
    is_demo: bool
    display_class: str
    way_back: str
    language: str
    direction: str
    translations: Sequence[Translation]


def shell_of(request: HttpRequest | None) -> Shell:
    """Read the shell off a request: `request.actor` and `request.site`, which middleware set.

    Without a request (an error page) nobody is signed in and it is the national site.
    """
    actor = getattr(request, "actor", ANONYMOUS)
    site = site_of(request)
    national = site if site.is_national else national_site()
    themed = site if site.theme else national
    return Shell(
        actor=actor,
        site=site,
        national_name=national.name,
        promise=national.text(TextKind.FOOTER, active_language()),
        theme_class=f"thema-{themed.theme}" if themed.theme else "",
        theme_url=_theme_url(themed) if themed.theme else "",
        logo_url=_logo_url(site),
        moved_from=_moved_from(request, site),
        national_url=in_language("/" if site.prefix else f"{NATIONAL.address}/", active_language()),
        path=request.path if request else "",
        is_citizen=actor.has(CITIZEN),
        is_signed_in=actor.user_id is not None or _has_user(request),
        is_demo=getattr(settings, "MODE", "") == "demo",
        display_class=display_of(request.COOKIES).css_class if request else "",
        way_back=_way_back(request) if request else "",
        language=active_language(),
        direction=direction(),
        translations=translations_of(request) if request else (),
    )


def _way_back(request: HttpRequest) -> str:
    """This page as a parameter; a question of hundreds of signs from afar is left out, it would be refused."""
    address = request.get_full_path()
    return urlencode({"terug": address if len(address) <= LONGEST_WAY_BACK else request.path})


def _theme_url(site: Site) -> str:
    """On every site the same, and another one once the colours change: browsers keep it for a while."""
    version = crc32(repr(sorted(site.brand.items())).encode())
    return f"{plain_path(reverse('ui:theme', args=[site.theme]))}?v={version:08x}"


def _logo_url(site: Site) -> str:
    if not site.logo:
        return ""
    slug = site.desk.slug if site.desk else NationalSite.slug
    return plain_path(reverse("machines:desk_logo", args=[slug, site.logo]))


def _moved_from(request: HttpRequest | None, site: Site) -> str:
    slug = request.GET.get(ARRIVED_FROM, "") if request and site.desk else ""
    if not slug or site.desk is None or not SLUG.fullmatch(slug):
        return ""
    return predecessor_name(slug, site.desk)


def _has_user(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
