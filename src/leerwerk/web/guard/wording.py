"""What the guard says when it does not take a form: what happened, and what the visitor can do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "HONEYPOT": _(
        "Een veld dat leeg moet blijven, was ingevuld. Dat hebben we leeggemaakt. Verstuur het formulier nog eens."
    ),
    "FORGED": _("De controle tegen spam ging mis. Verstuur het formulier nog eens."),
    "REPLAYED": _(
        "Dit formulier was al verstuurd. Wil je het toch nog eens versturen? Kies dan weer de knop."
    ),
    "POSTED_BEFORE": _(
        "Dit formulier was al verstuurd. Wil je het toch nog eens versturen? Kies dan weer de knop."
    ),
    "NO_TICKET": _("De controle tegen spam ging mis. Verstuur het formulier nog eens."),
    "FORM_TOO_OLD": _(
        "Dit formulier stond meer dan een dag open. Kijk of alles nog klopt en verstuur het nog eens."
    ),
    "FORM_TOO_FAST": _("Dat ging wel erg snel. Kijk of alles klopt en verstuur het formulier nog eens."),
    "TOO_MANY_POSTS": _(
        "Vanaf deze plek is al vaak een formulier verstuurd. Probeer het over een uur nog eens, of bel het loket."
    ),
    "TOO_MANY_MAILS": _(
        "Naar dit mailadres gingen vandaag al veel berichten. Probeer het morgen nog eens, of bel het loket."
    ),
    "CANNOT_COUNT": _(
        "Versturen lukt nu even niet. Wat je typte, staat er nog. Probeer het over een paar minuten nog eens."
    ),
}


def sentence_for(code: str) -> str:
    """The sentence of a code of the guard."""
    return str(SENTENCES[code])
