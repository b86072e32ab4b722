"""The menus: what stands in them, in which order, for which audience."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.network.sites import NATIONAL, Site

Text = str | Promise


@dataclass(frozen=True)
class MenuEntry:
    """One word in a menu. `view` names the page; a page that is not part of this installation is left out.

    With `roles` only who has one of them sees it.
    """

    label: Text
    view: str
    icon: str = ""
    roles: frozenset[str] = frozenset()
    argument: str = ""


@dataclass(frozen=True)
class MenuItem:
    """An entry with its address, and whether the reader is on that page or below it."""

    label: Text
    url: str
    icon: str
    is_current: bool


ADVISING = frozenset({"ADVISER", "COORDINATOR"})
STEERING = frozenset({"PROGRAMME", "ADMIN"})
MENUS: dict[str, tuple[MenuEntry, ...]] = {
    "public": (
        MenuEntry(_("Leerwerkplekken"), "public:search"),
        MenuEntry(_("Opleidingen"), "public:trainings"),
        MenuEntry(_("Geld"), "public:money"),
        MenuEntry(_("Loketten"), "public:desks"),
        MenuEntry(_("Werkgevers"), "public:employers"),
        MenuEntry(_("Akkoorden"), "public:agreements"),
        MenuEntry(_("Agenda"), "public:agenda"),
        MenuEntry(_("Verhalen"), "public:stories"),
        MenuEntry(_("Nieuws"), "public:news"),
    ),
    "desk": (
        MenuEntry(_("Vandaag"), "desk:today", roles=ADVISING),
        MenuEntry(_("Afspraken"), "desk:appointments", roles=ADVISING),
        MenuEntry(_("Cliënten"), "desk:clients", roles=ADVISING),
        MenuEntry(_("Vragen"), "desk:questions", roles=ADVISING),
        MenuEntry(_("Doorverwijzingen"), "desk:referrals", roles=ADVISING),
        MenuEntry(_("Plaatsingen"), "desk:placements", roles=ADVISING),
        MenuEntry(_("Plekken"), "desk:places", roles=ADVISING),
        MenuEntry(_("Verdeelrondes"), "desk:rounds", roles=frozenset({"COORDINATOR"})),
        MenuEntry(_("Gezocht"), "steering:wanted", roles=frozenset({"COORDINATOR"})),
        MenuEntry(_("Onze site"), "desk:site", roles=frozenset({"COORDINATOR"}) | STEERING),
    ),
    "partner": (
        MenuEntry(_("Mijn plekken"), "partner:places"),
        MenuEntry(_("Kandidaten"), "partner:candidates"),
        MenuEntry(_("Interesse"), "partner:interests"),
        MenuEntry(_("Overeenkomsten"), "partner:placements"),
    ),
    "steering": (
        MenuEntry(_("Akkoorden"), "steering:agreements"),
        MenuEntry(_("Regio's"), "steering:regions"),
        MenuEntry(_("Verdeelrondes"), "steering:rounds"),
        MenuEntry(_("Gezocht"), "steering:wanted"),
        MenuEntry(_("Sites"), "desk:site"),
        MenuEntry(_("Logboek"), "steering:log", roles=frozenset({"ADMIN"})),
        MenuEntry(_("Blijven liggen"), "steering:parked", roles=frozenset({"ADMIN"})),
    ),
}
# Which part of the site somebody with a role works in.
WORKPLACES: tuple[tuple[frozenset[str], MenuEntry], ...] = (
    (ADVISING, MenuEntry(_("Werkplek loket"), "desk:today", "clipboard-list")),
    (frozenset({"EMPLOYER"}), MenuEntry(_("Werkplek werkgever"), "partner:places", "building-factory-2")),
    (STEERING, MenuEntry(_("Sturing"), "steering:agreements", "chart-bar")),
    (
        frozenset({"ADVISER", "COORDINATOR", "PROGRAMME", "ADMIN"}),
        MenuEntry(_("Redactie"), "wagtailadmin_home", "edit"),
    ),
    (frozenset({"ADMIN"}), MenuEntry(_("Beheer"), "admin:index", "settings")),
)


def menu_for(audience: str, path: str, actor: Actor = ANONYMOUS, site: Site = NATIONAL) -> list[MenuItem]:
    """The menu of an audience as seen from an address; the longest matching address is the current one.

    On the site of a desk, that desk stands where elsewhere all desks are.
    """
    entries = [each for each in MENUS.get(audience, ()) if not each.roles or any(map(actor.has, each.roles))]
    if site.desk is not None:
        own = MenuEntry(_("Ons loket"), "public:desk", argument=site.desk.slug)
        entries = [own if each.view == "public:desks" else each for each in entries]
    return _with_addresses(entries, path)


def audience_of(page: str, actor: Actor) -> str:
    """Whose menu stands on a page of "desk" or "steering" that both use: of where the actor works.

    Who works at both has that of the page.
    """
    own = [name for name, roles in (("desk", ADVISING), ("steering", STEERING)) if any(map(actor.has, roles))]
    return page if page in own or not own else own[0]


def workplaces_for(actor: Actor, path: str) -> list[MenuItem]:
    """Links to the parts of the site that the actor's roles open."""
    return _with_addresses([entry for roles, entry in WORKPLACES if any(map(actor.has, roles))], path)


def _with_addresses(entries: "tuple[MenuEntry, ...] | list[MenuEntry]", path: str) -> list[MenuItem]:
    found = [(entry, address) for entry in entries if (address := address_of(entry.view, entry.argument))]
    current = max((url for _entry, url in found if _is_below(path, url)), key=len, default="")
    return [MenuItem(entry.label, url, entry.icon, url == current) for entry, url in found]


def _is_below(path: str, url: str) -> bool:
    return path == url or path.startswith(url.rstrip("/") + "/")


def address_of(view: str, argument: str = "") -> str:
    """The address of a page with at most one argument, or "" when this installation does not have it."""
    try:
        return reverse(view, args=[argument] if argument else [])
    except NoReverseMatch:
        return ""
