"""Who did what, and who saw whose data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from leerwerk.kernel.queries import log_entries, logged_actions
from leerwerk.web.answers import Option, chips, listing
from leerwerk.web.steering.access import admin_only
from leerwerk.web.ui.lines import clean_line

PAGE = 50
ACTIONS = {
    "read": _lazy("ingezien"),
    "read_list": _lazy("lijst ingezien"),
    "case.read_refused": _lazy("inzage dossier geweigerd"),
    "referral.read_refused": _lazy("inzage doorverwijzing geweigerd"),
    "placement.read_refused": _lazy("inzage plaatsing geweigerd"),
    "client.read_refused": _lazy("inzage cliënt geweigerd"),
    "account.sign_in": _lazy("aangemeld"),
    "account.sign_in_failed": _lazy("aanmelden mislukt"),
    "client.register": _lazy("cliënt ingeschreven"),
    "client.change_profile": _lazy("profiel gewijzigd"),
    "client.give_consent": _lazy("toestemming vastgelegd"),
    "client.withdraw_consent": _lazy("toestemming ingetrokken"),
    "client.forget": _lazy("verlopen gegevens gewist"),
    "client.erase": _lazy("cliënt gewist"),
    "case.open": _lazy("traject geopend"),
    "case.move": _lazy("stand gewijzigd"),
    "case.propose": _lazy("plekken voorgesteld"),
    "proposal.dismiss": _lazy("voorstel weggelegd"),
    "referral.prepare": _lazy("doorverwijzing klaargezet"),
    "referral.send": _lazy("doorverwijzing verstuurd"),
    "referral.accepted": _lazy("doorverwijzing aangenomen"),
    "referral.refused": _lazy("doorverwijzing afgewezen"),
    "referral.lapsed": _lazy("doorverwijzing verlopen"),
    "referral.withdraw": _lazy("doorverwijzing ingetrokken"),
    "referral.close_for_employer": _lazy("kandidaat niet langer te zien voor werkgever"),
    "placement.propose": _lazy("plaatsing gemaakt"),
    "placement.sign": _lazy("plaatsing getekend"),
    "placement.start": _lazy("plaatsing gestart"),
    "placement.completed": _lazy("plaatsing afgerond"),
    "placement.stopped": _lazy("plaatsing gestopt"),
    "placement.cancel": _lazy("plaatsing geannuleerd"),
    "placement.outcome": _lazy("uitkomst vastgelegd"),
    "place.draft": _lazy("plek gemaakt"),
    "place.checked": _lazy("plek nagekeken"),
    "place.published": _lazy("plek online gezet"),
    "place.filled": _lazy("plek vol"),
    "place.expired": _lazy("plek verlopen"),
    "place.confirm": _lazy("plek klopt nog"),
    "place.notice": _lazy("werkgever gewaarschuwd dat plek offline gaat"),
    "place.withdrawn": _lazy("plek offline gehaald"),
    "agreement.record": _lazy("akkoord vastgelegd"),
}


@require_safe
@admin_only
def log(request: HttpRequest) -> HttpResponse:
    """The log, the newest first, by action and subject."""
    action = clean_line(request.GET.get("actie", ""))
    subject = clean_line(request.GET.get("waarop", ""))
    shown = listing(log_entries(action=action, subject=subject), request, PAGE)
    context = {
        "entries": [(entry, _worded(entry.action)) for entry in shown.rows],
        "paging": shown.paging,
        "subject": subject,
        "actions": [
            Option("", _("Alles"), not action),
            *(Option(each, _worded(each), each == action) for each in logged_actions()),
        ],
        "chips": chips(request, {"actie": _worded(action), "waarop": subject}),
    }
    return render(request, "steering/log.html", context)


def _worded(action: str) -> str:
    """What was done in Dutch; an action without words shows its code."""
    return str(ACTIONS.get(action, action)).capitalize()
