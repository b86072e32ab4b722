"""Dutch sentences for the codes of the platform: refusals, and what the engine says about a place.

The rest of the platform speaks in codes and facts; here, and only here, they become sentences that people read.
"""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.refusal import Refusal
from leerwerk.web.ui import dutch

Sentences = dict[str, str | Promise]

REFUSALS: Sentences = {
    # Referrals of casework.
    "ALREADY_REFERRED": _(
        "Deze cliënt is al doorverwezen naar %(place)s. Wacht op het antwoord van de werkgever."
    ),
    "PLACE_FULL": _("%(place)s is inmiddels vol. Kies een andere plek."),
    "PLACE_CLOSED": _(
        "%(place)s staat niet meer open. Zet de plek eerst weer online, of kies een andere plek."
    ),
    "NO_CONSENT": _(
        "De cliënt gaf nog geen toestemming om gegevens te delen met de werkgever. Vraag die eerst."
    ),
    "REASON_MISSING": _("Kies een reden. Daar leren we van."),
    # Cases and placements of casework.
    "ALREADY_OPEN": _("Er loopt al een traject voor deze cliënt. Werk daarin verder."),
    "ALREADY_PLACED": _("Deze cliënt heeft al een leerwerkplek. Rond die plaatsing eerst af."),
    "CASE_CLOSED": _("Dit traject is afgesloten. Open een nieuw traject om verder te gaan."),
    "STEP_EMPTY": _("Schrijf op wat er gebeurt."),
    "STARTS_AFTER_END": _("De start ligt na het einde (%(ends_on)s). Kies een eerdere dag."),
    "ENDS_BEFORE_START": _("Het einde ligt voor de start (%(starts_on)s). Kies een latere dag."),
    "STARTS_LATER": _("De eerste dag moet nog komen. Noteer de start op die dag zelf, of later."),
    "ENDS_LATER": _("De laatste dag moet nog komen. Kies vandaag of een eerdere dag."),
    "ACHIEVED_LATER": _("De dag van de uitkomst moet nog komen. Kies vandaag of een eerdere dag."),
    "ACHIEVED_BEFORE_START": _("De uitkomst ligt voor de start (%(starts_on)s). Kies een latere dag."),
    "UNKNOWN_OUTCOME": _("Deze uitkomst kennen we niet. Kies diploma, certificaat of praktijkverklaring."),
    "UNKNOWN_SIGNATORY": _("Alleen werkgever, school en deelnemer kunnen tekenen."),
    "NOT_YOUR_SIGNATURE": _("Je kunt alleen namens je eigen organisatie tekenen."),
    "PLACEMENT_RUNNING": _(
        "Er loopt nog een plaatsing. Rond die eerst af of annuleer die, en probeer het dan opnieuw."
    ),
    # Rounds of matching.
    "ROUND_BUSY": _("In %(region)s loopt al een ronde. Wacht tot die klaar is, of stop die eerst."),
    "DISMISSED_BEFORE": _("De adviseur legde %(place)s voor deze cliënt al opzij. Overleg eerst samen."),
    "UNKNOWN_GROUP": _("Deze groep kennen we niet. Kies een groep uit de lijst."),
    "PRIORITY_IMPOSSIBLE": _("Voorrang is een getal van 0 tot en met 50 punten. Kies een lager getal."),
    "SHARES_TOO_HIGH": _("De minimale delen zijn samen meer dan 100 procent. Verlaag er een."),
    # Questions and interest of visitors.
    "QUESTION_CLOSED": _("Deze vraag is afgesloten. Stel gerust een nieuwe vraag."),
    "COLLEAGUE_ANSWERS": _(
        "%(name)s is deze vraag al aan het beantwoorden. Je tekst staat er nog: stem even af."
    ),
    "ANSWERED_MEANWHILE": _(
        "Er kwam net een bericht bij. Lees dat eerst: je tekst staat er nog en is nog niet verstuurd."
    ),
    "NO_WAY_TO_ANSWER": _("Vul een mailadres of een telefoonnummer in. Anders kan niemand je antwoorden."),
    "UNKNOWN_ANSWER": _("Kies of je wilt kennismaken of niet."),
    "QUESTION_FORGOTTEN": _("Deze vraag en alles wat erin stond, zijn gewist."),
    "SEARCH_FORGOTTEN": _("Deze zoekvraag is gestopt of te oud. Je mailadres is gewist."),
    "INTEREST_FORGOTTEN": _("Deze interesse is ingetrokken of te oud. Alles wat erin stond, is gewist."),
    # The site of a desk.
    "HOURS_OVERLAP": _("Twee openingstijden op een dag lopen door elkaar. Laat de tweede later beginnen."),
    "CONSENT_MISSING": _("Vraag de collega eerst of naam en foto op de site mogen staan."),
    "EVENT_ENDS_TOO_SOON": _("Dit eindigt voordat het begint. Kies een latere tijd."),
    "EVENT_NOWHERE": _("Vertel waar het is, of zet een vinkje bij online."),
    "EVENT_UNREACHABLE": _(
        "Vul een link, telefoonnummer of mailadres in, zodat mensen zich kunnen aanmelden."
    ),
    "PHASE_TO_COME": _("Deze dag komt nog. Kies vandaag of een dag die geweest is."),
    "SUCCESSOR_MISSING": _("Kies het loket waar dit loket in opging."),
    "SUCCESSOR_UNFIT": _("Dit loket kan het werk niet overnemen: het is er zelf niet meer. Kies een ander."),
    "IMAGE_TOO_LARGE": _(
        "Deze afbeelding is te groot. Kies een kleinere: een tekening onder 100 kB, een foto onder 8 MB."
    ),
    "IMAGE_UNREADABLE": _("Deze afbeelding is niet heel. Bewaar hem opnieuw en probeer het nog eens."),
    "IMAGE_KIND_UNKNOWN": _(
        "Dit soort bestand kunnen we niet tonen. Kies SVG of PNG voor een logo, JPEG of PNG voor een foto."
    ),
    "DRAWING_NOT_PLAIN": _(
        "In deze tekening zit meer dan vormen: %(part)s. Bewaar hem als ‘gewone SVG’, zonder scripts en links."
    ),
    "TOO_LITTLE_CONTRAST": _("Deze kleuren zijn samen niet te lezen. Kies een kleur die meer verschilt."),
    "NOT_A_COLOUR": _("Dit is geen kleur. Kies een kleur, zoals #0b6b4f."),
    "UNKNOWN_TOKEN": _("Deze kleur kennen we niet. Kies een kleur uit de lijst."),
    # Links by mail.
    "LINK_EXPIRED": _("De link in je mail is te oud."),
    "LINK_UNKNOWN": _("De link is niet heel. Kopieer het hele adres uit je mail en probeer het nog eens."),
    # Appointments.
    "SLOT_TAKEN": _("Deze tijd is niet meer vrij. Kies een andere tijd."),
    "NO_AGENDA": _("In %(region)s kun je nu geen afspraak maken op de site. Bel of mail het loket."),
    "TOPIC_CLOSED": _("Over %(topic)s kun je zo geen afspraak meer maken. Kies iets anders."),
    "EMAIL_MISSING": _("Vul een mailadres in. Daar sturen we de bevestiging heen."),
    "PHONE_MISSING": _("Vul een telefoonnummer in. De adviseur belt je daarop."),
    "NOT_BOOKED": _("Deze afspraak is al afgezegd of geweest. Er is niets meer aan te veranderen."),
    "ALREADY_BEGUN": _("Deze afspraak is al begonnen. Bel het loket als er iets is."),
    "NOT_YET_BEGUN": _("Deze afspraak moet nog komen. Noteer na het begin hoe het ging."),
    "NOT_YOUR_HOURS": _(
        "Je kunt alleen je eigen uren veranderen. De coördinator kan die van anderen aanpassen."
    ),
    "HOURS_IN_WRONG_ORDER": _("Het einde ligt niet na het begin. Kies een latere tijd."),
    "CHANNEL_MISSING": _("Kies minstens één manier: online, telefoon of op het loket."),
    "PLACE_MISSING": _("Vul in waar het loket is. Dan weet de bezoeker waar die heen moet."),
    "ABSENCE_REVERSED": _("Het einde van het verlof ligt voor het begin. Draai ze om."),
    "ABSENCE_TOO_LONG": _("Het verlof is langer dan een jaar. Controleer de data."),
    "TOPIC_EXISTS": _("Het onderwerp %(topic)s is er al. Kies een andere naam."),
    "VISITOR_FORGOTTEN": _(
        "De gegevens van deze bezoeker zijn gewist. Er is niemand meer om een dossier van te maken."
    ),
    "NO_OPEN_CASE": _("Deze cliënt heeft geen open traject. Open eerst een nieuw traject."),
    # wherever a scope or a state is guarded
    "NOT_YOUR_REGION": _("Dit hoort bij een andere regio. Alleen het loket van die regio kan dit doen."),
    "NOT_YOUR_ORGANISATION": _("Dit hoort bij een andere organisatie. Daar kun je niets aan veranderen."),
    "NOT_ALLOWED": _("Met jouw rol kun je dit niet doen. Vraag het aan de coördinator."),
    "WRONG_STATE": _(
        "Dit kan nu niet meer: iemand anders was je voor, of de stap is al gezet. Kijk hoe het er nu voor staat."
    ),
    # people
    "CHANGED_MEANWHILE": _(
        "Een collega heeft dit intussen gewijzigd. Kijk wat er is veranderd en probeer het opnieuw."
    ),
    "HOURS_REVERSED": _("Het minste aantal uren is meer dan het meeste. Draai ze om."),
    "AVAILABILITY_REVERSED": _("Beschikbaar tot ligt voor beschikbaar vanaf. Kies een latere dag."),
    "BIRTH_DATE_IMPOSSIBLE": _("Deze geboortedatum kan niet. Controleer het jaar."),
    "WAITS_FROM_LATER": _("De dag waarop de cliënt begon te zoeken, moet nog komen. Kies vandaag of eerder."),
    "UNKNOWN_POSTCODE": _("De postcode %(pc4)s kennen we niet. Controleer de vier cijfers."),
    "UNKNOWN_PURPOSE": _("Dit doel kennen we niet. Kies een doel uit de lijst."),
    "ALREADY_ERASED": _("De gegevens van deze cliënt zijn gewist. Daar is niets meer van over."),
    # Agreements.
    "NOT_YOUR_PROGRAMME": _("Alleen het programmabureau kan akkoorden vastleggen."),
    "UNKNOWN_REGION": _("De regio %(region)s kennen we niet. Laad eerst de lijst van regio's."),
    # Lists that come in; what can be wrong with a file is said by exchange.
    "UNKNOWN_CODE": _("Deze codes kennen we niet: %(codes)s. Laad eerst de lijst waarin ze staan."),
    "UNKNOWN_SECTOR": _("Deze sectoren kennen we niet: %(codes)s. Gebruik een sector uit de lijst."),
    "UNKNOWN_VALUE": _(
        "Regeling %(scheme)s: %(field)s kan geen %(value)s zijn. Kies een waarde uit de uitleg."
    ),
    "UNKNOWN_TOPIC": _(
        "Regeling %(scheme)s: de vraag %(topic)s kennen we niet. Kies een vraag uit de uitleg."
    ),
    "NOT_AN_ANSWER": _(
        "Regeling %(scheme)s: %(value)s is geen antwoord op %(topic)s. Kies er een uit de uitleg."
    ),
    # People and their own pages.
    "NOT_A_CITIZEN": _("Dit adres hoort bij een medewerker. Meld je aan met je wachtwoord."),
    "ADDRESS_TAKEN": _("Dit mailadres heeft al een eigen account. Kies een ander adres."),
    "NOT_YOURS": _(
        "Dit hoort niet bij jouw mailadres. Meld je aan met het adres dat het loket van je heeft."
    ),
}
UNKNOWN_REFUSAL = _("Dit kan nu niet (%(code)s). Probeer het later nog eens of vraag het aan de beheerder.")

# Why a place is not for somebody; two-sided where the engine knows both sides.
OBSTACLES: Sentences = {
    "CLOSED": _("De plek staat niet meer open."),
    "FULL": _("De plek is vol."),
    "TOO_FAR": _("Te ver weg."),
    "LEVEL_TOO_HIGH": _("Het niveau is te hoog voor je vooropleiding."),
    "TOO_YOUNG": _("Je bent nog te jong voor deze plek."),
    "NO_LICENCE": _("Je hebt een rijbewijs nodig."),
    "LANGUAGE_TOO_LOW": _("Je hebt meer Nederlands nodig."),
    "STARTS_TOO_EARLY": _("De plek begint voordat je kunt."),
    "STARTS_TOO_LATE": _("De plek begint later dan je wilt."),
    "DAYS_DO_NOT_FIT": _("De werkdagen passen niet bij de dagen dat je kunt."),
    "HOURS_DO_NOT_FIT": _("De uren passen niet bij wat je kunt werken."),
    "NO_WORK_PERMIT": _("Je hebt een werkvergunning nodig."),
    "NOT_RECOGNISED": _("De werkgever is niet erkend als leerbedrijf voor deze opleiding."),
    "OTHER_OCCUPATION": _("Het is ander werk dan je wilt."),
}
OBSTACLES_WITH_FACTS: Sentences = {
    "TOO_FAR": _("Te ver: %(needed)s, en je wilt hooguit %(has)s reizen."),
    "LEVEL_TOO_HIGH": _("Dit is niveau %(needed)s. Met jouw vooropleiding kun je tot niveau %(has)s."),
    "TOO_YOUNG": _("Je moet %(needed)s jaar zijn, en je bent %(has)s."),
    "LANGUAGE_TOO_LOW": _("Er is Nederlands op niveau %(needed)s nodig, en je hebt %(has)s."),
    "STARTS_TOO_EARLY": _("De plek begint al op %(needed)s, en je kunt vanaf %(has)s."),
    "STARTS_TOO_LATE": _("De plek begint pas op %(needed)s, en je wilt uiterlijk %(has)s beginnen."),
    "HOURS_DO_NOT_FIT": _("Het is %(needed)s uur per week, en je kunt %(has)s uur."),
}

# What would have to change, as a part of a sentence that begins with "Past wel".
CHANGES: Sentences = {
    "TOO_FAR": _("met %(more)s km verder reizen"),
    "LEVEL_TOO_HIGH": _("met een vooropleiding op niveau %(value)s"),
    "TOO_YOUNG": _("als je %(value)s jaar bent"),
    "NO_LICENCE": _("met een rijbewijs"),
    "LANGUAGE_TOO_LOW": _("met Nederlands op niveau %(value)s"),
    "STARTS_TOO_EARLY": _("als je vanaf %(value)s kunt"),
    "STARTS_TOO_LATE": _("als je tot %(value)s wilt wachten"),
    "DAYS_DO_NOT_FIT": _("als je ook op %(more)s kunt"),
    "HOURS_DO_NOT_FIT": _("met %(more)s uur meer per week"),
    "NO_WORK_PERMIT": _("met een werkvergunning"),
    "OTHER_OCCUPATION": _("als je dit werk ook wilt"),
}
CHANGES_DOWN: Sentences = {"HOURS_DO_NOT_FIT": _("met %(more)s uur minder per week")}

# What nobody knows yet, as a task for a person.
TO_CHECK: Sentences = {
    "DISTANCE": _("waar de plek precies is"),
    "LEVEL": _("welk niveau de opleiding heeft"),
    "AGE": _("of er een leeftijd geldt"),
    "LICENCE": _("of je een rijbewijs nodig hebt"),
    "LANGUAGE": _("hoeveel Nederlands je nodig hebt"),
    "START": _("wanneer je kunt beginnen"),
    "DAYS": _("op welke dagen je werkt"),
    "HOURS": _("hoeveel uur je werkt"),
    "WORK_PERMIT": _("of je een werkvergunning nodig hebt"),
    "RECOGNITION": _("of de werkgever erkend leerbedrijf is"),
    "OCCUPATION": _("wat voor werk het precies is"),
}

FEATURES: Sentences = {
    "closeness": _("Het werk dat je wilt"),
    "distance": _("Afstand"),
    "level": _("Niveau"),
    "hours": _("Uren per week"),
    "start": _("Begin"),
    "wishes": _("Andere wensen"),
    "fairness": _("Kans bij deze werkgever"),
    "waiting": _("Hoe lang je al zoekt"),
}


def refusal_text(refusal: Refusal) -> str:
    """The sentence for a refusal, with its facts in it; a code without a sentence still says what to do."""
    sentence = REFUSALS.get(refusal.code, UNKNOWN_REFUSAL)
    facts = {name: _written(value) for name, value in refusal.facts.items()} | {"code": refusal.code}
    return str(sentence) % _Facts(facts)


def obstacle_text(code: str, needed: str = "", has: str = "") -> str:
    """Why a place is not for somebody, with both sides when both are known (already written for people)."""
    if needed and has and code in OBSTACLES_WITH_FACTS:
        return str(OBSTACLES_WITH_FACTS[code]) % {"needed": needed, "has": has}
    return str(OBSTACLES.get(code, gettext("Deze plek past niet (%(code)s).") % {"code": code}))


def change_text(code: str, *, value: str = "", more: str = "", is_less: bool = False) -> str:
    """What would take a reason away: "met 34 km verder reizen"; "" for what nobody can change."""
    sentence = (CHANGES | CHANGES_DOWN if is_less else CHANGES).get(code, "")
    return str(sentence) % {"value": value, "more": more}


def to_check_text(code: str) -> str:
    """What still has to be asked, as a part of a sentence: "welk niveau de opleiding heeft"."""
    return str(TO_CHECK.get(code, code.lower()))


def feature_text(feature: str) -> str:
    """The name of a part of the score."""
    return str(FEATURES.get(feature, feature))


def _written(fact: object) -> str:
    return dutch.dutch_date(fact) if isinstance(fact, date) else str(fact)


class _Facts(dict[str, str]):
    """Facts of a sentence; one that was not given leaves a general word instead of an error on the page."""

    def __missing__(self, name: str) -> str:
        return str({"place": gettext("Deze plek")}.get(name, "…"))
