"""The words of the citizen's own pages: what a consent is for, and what it means to take it back."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Consent

CONSEQUENCES: dict[str, tuple[str | Promise, ...]] = {
    ConsentPurpose.ADVICE: (
        _("Je adviseur mag je gegevens dan niet meer gebruiken om je te helpen. Je traject stopt."),
        _("Wil je ook dat alles gewist wordt? Dat doe je bij Mijn gegevens."),
    ),
    ConsentPurpose.SHARE_WITH_EMPLOYER: (
        _(
            "Werkgevers zien je naam en je wens niet meer. Doorverwijzingen die nog open staan, worden ingetrokken."
        ),
        _("Heb je al een leerwerkplek, dan verandert daaraan niets."),
        _("Je adviseur kan je niet meer aan een werkgever voorstellen, tot je weer toestemming geeft."),
    ),
    ConsentPurpose.CONTACT: (
        _(
            "Het loket mailt je niet meer uit zichzelf. Over een afspraak of vraag van jou krijg je nog wel mail."
        ),
    ),
}


@dataclass(frozen=True)
class ConsentRow:
    """A consent as it is shown: open ones can be taken back."""

    consent: Consent
    is_open: bool


def consent_rows(client: Client) -> list[ConsentRow]:
    """The consents of a file, the open ones first."""
    rows = [ConsentRow(each, each.withdrawn_at is None) for each in client.consents.all()]
    return sorted(rows, key=lambda row: not row.is_open)
