"""The Dutch sentences (B1) for what is wrong with a file, a row or a field, and what to do about it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from leerwerk.exchange.enums import Severity

FILE_SENTENCES: Mapping[str, object] = {
    "NO_FILE": _("Het bestand {file} kan niet worden gelezen: {reason}."),
    "EMPTY_FILE": _("Het bestand {file} is leeg."),
    "BROKEN_GZIP": _("Het ingepakte bestand {file} is beschadigd. Haal het opnieuw op."),
    "BROKEN_JSON_FILE": _(
        "Het bestand is geen geldige JSON: fout op regel {line}, teken {column}. Er is niets ingelezen. Haal het "
        "bestand opnieuw op, of lever één vacature per regel: dan worden alleen kapotte regels overgeslagen."
    ),
    "MISSING_COLUMNS": _(
        "Deze kolommen ontbreken: {missing}. Gevonden: {found}. Mogelijke kolommen: {expected}."
    ),
    "MISSING_ROW_NUMBERS": _(
        "De kolom rij ontbreekt. Gebruik het bestand dat `leerwerk import refused {run} --export` heeft gemaakt."
    ),
    "BROKEN_LIST": _(
        "Rij {row}, kolom {field}: de waarde '{value}' klopt niet. Verbeter de lijst en lees hem opnieuw in. "
        "Er is niets veranderd."
    ),
    "UNKNOWN_CODE": _("Deze codes staan in geen enkele lijst: {codes}. Lees eerst de lijst waarin ze staan."),
    "UNKNOWN_SECTOR": _("Deze sectoren bestaan niet: {codes}."),
    "ALREADY_RUNNING": _(
        "Er loopt al een import van {source}. Wacht tot die klaar is; `leerwerk import runs` laat dat zien."
    ),
    "NOT_ALLOWED": _("Alleen het systeem mag importeren."),
    "NO_RUN": _("Import {run} bestaat niet. `leerwerk import runs` laat zien welke er zijn."),
    "DISK_FULL": _(
        "De schijf van de database is vol. Er is niets veranderd. Maak ruimte en lees het bestand opnieuw in."
    ),
    "DATABASE_GONE": _(
        "De database is weggevallen. Er is niets veranderd. Start hem en lees het bestand opnieuw in."
    ),
    "DATABASE_ERROR": _("De database gaf een fout: {reason}. Er is niets veranderd."),
    "WORKER_GONE": _(
        "Een hulpproces is gestopt, misschien door te weinig geheugen. Er is niets veranderd. Probeer het opnieuw."
    ),
    "BROKEN_OFF": _("De import is afgebroken. Er is niets veranderd; lees het bestand opnieuw in."),
}

_REFUSED: Mapping[str, object] = {
    "BROKEN_JSON": _("Deze regel is geen geldige JSON. Laat de bron hem opnieuw maken."),
    "BROKEN_QUOTING": _(
        "Een aanhalingsteken staat verkeerd. Zet de tekst tussen dubbele aanhalingstekens en verdubbel die erbinnen."
    ),
    "WRONG_COLUMN_COUNT": _(
        "Het aantal kolommen klopt niet. Zet tekst met een scheidingsteken tussen aanhalingstekens."
    ),
    "BAD_ENCODING": _("De tekst bevat onleesbare tekens. Sla het bestand op als UTF-8."),
    "LINE_TOO_LONG": _("Deze regel is langer dan 2 MB. Maak de beschrijving korter."),
    "NOT_A_POSTING": _("Dit is geen vacature (JobPosting). Haal de regel weg of geef het juiste type."),
    "UNREADABLE_ROW": _("Deze rij is niet te lezen. Vergelijk hem met een rij die wel goed ging."),
    "MISSING_TITLE": _("Er is geen titel. Vul de naam van de leerwerkplek in."),
    "MISSING_EMPLOYER": _("Er is geen werkgever. Vul de naam van het bedrijf in."),
    "BAD_KVK_NUMBER": _(
        "Een KVK-nummer heeft 8 cijfers. Excel haalt een nul vooraan soms weg: zet die terug."
    ),
    "BAD_DATE": _("Dit is geen datum. Schrijf een datum als 2027-02-01 of 01-02-2027."),
    "BAD_NUMBER": _("Dit is geen getal. Vul alleen cijfers in."),
    "BAD_TRUTH": _("Vul ja of nee in."),
    "BAD_CREBO": _("Een crebo-code heeft 5 cijfers."),
    "CONTRADICTORY_PERIOD": _("De einddatum ligt vóór de begindatum. Verbeter een van de twee."),
    "WAGE_ORDER": _("Het laagste loon is hoger dan het hoogste. Wissel ze om."),
    "ABSURD_WAGE": _(
        "Dit loon kan niet kloppen. Geef bruto euro's en zeg of het per uur, week, maand of jaar is."
    ),
    "HOURS_ORDER": _("Het laagste aantal uren is hoger dan het hoogste. Wissel ze om."),
    "BAD_HOURS": _("Het aantal uren per week ligt tussen 1 en 60."),
    "BAD_DAYS": _("Het aantal dagen per week ligt tussen 0 en 7."),
    "BAD_AGE": _("De minimumleeftijd ligt tussen 13 en 67 jaar."),
    "BAD_CAPACITY": _("Het aantal plekken is een getal van 1 tot en met 500."),
    "LEVEL_OUT_OF_RANGE": _("Het mbo-niveau is 1, 2, 3 of 4."),
    "UNKNOWN_PATHWAY": _("Onbekende leerweg. Kies BBL, BOL, derde leerweg of praktijkleren."),
    "UNKNOWN_OUTCOME": _("Onbekende uitkomst. Kies diploma, certificaat of praktijkverklaring."),
    "BAD_LANGUAGE_LEVEL": _("Het taalniveau is A1, A2, B1, B2, C1 of C2."),
    "OUTSIDE_NETHERLANDS": _("Dit punt ligt niet in Nederland. Controleer breedtegraad en lengtegraad."),
    "ABROAD": _("Deze plek ligt in het buitenland. Hier staan alleen leerwerkplekken in Nederland."),
    "TEXT_TOO_LONG": _("Deze tekst is te lang: gebruik ten hoogste 160 tekens."),
    "BAD_ROW_NUMBER": _("Het rijnummer ontbreekt. Laat de kolom rij staan zoals die was."),
}
_FLAGGED: Mapping[str, object] = {
    "UNKNOWN_OCCUPATION_CODE": _("Deze beroepscode staat niet in onze lijst. De plek heeft nu geen beroep."),
    "OCCUPATION_UNKNOWN": _(
        "Het beroep is niet bekend. Geef een beroepscode, of noem het beroep in de titel."
    ),
    "OCCUPATION_AMBIGUOUS": _("Dit kan bij meer beroepen horen. Geef een beroepscode."),
    "UNKNOWN_QUALIFICATION": _(
        "Deze crebo-code is nieuwer dan onze lijst. De plek is bewaard; lees een nieuwere crebolijst in."
    ),
    "LEVEL_CONTRADICTS_CREBO": _(
        "Het niveau past niet bij de crebo-code. Controleer welke van de twee klopt."
    ),
    "UNKNOWN_POSTCODE": _("Deze postcode bestaat niet in onze lijst. Controleer de vier cijfers."),
    "UNKNOWN_LOCALITY": _("Deze plaats staat niet in onze lijst. Geef een postcode."),
    "NO_PLACE": _("Er is geen plaats of postcode. Mensen vinden deze plek niet als ze in de buurt zoeken."),
    "UNKNOWN_SECTOR": _("Deze sector kennen we niet. Gebruik een sector uit de handleiding."),
    "NET_WAGE": _("Dit is een nettoloon. Het staat alleen als tekst bij de plek; geef het brutoloon."),
    "FOREIGN_CURRENCY": _("Dit loon is niet in euro's. Het staat alleen als tekst bij de plek."),
    "UNREADABLE_VALUE": _("Deze waarde is niet te lezen en is weggelaten."),
    "ALREADY_EXPIRED": _("De sluitingsdatum is voorbij. De plek is bewaard als verlopen."),
    "CAPACITY_KEPT": _("Er zijn al meer mensen geplaatst. Het aantal plekken is niet verlaagd."),
}
_NOTED: Mapping[str, object] = {
    "OCCUPATION_FROM_TITLE": _("Het beroep is afgeleid uit de titel."),
    "OCCUPATION_FROM_CATEGORY": _("Het beroep is afgeleid uit de beroepsgroep van de bron."),
    "OCCUPATION_FROM_QUALIFICATION": _("Het beroep is afgeleid uit de crebo-code."),
    "OCCUPATION_FROM_TEXT": _("Het beroep is afgeleid uit de beschrijving."),
    "LOCALITY_CHOSEN": _("Meer plaatsen heten zo. De grootste is gekozen; geef een postcode."),
    "SEVERAL_LOCATIONS": _("De bron noemt meer plaatsen. De eerste in Nederland is gebruikt."),
    "COORDINATES_SWAPPED": _("Breedtegraad en lengtegraad waren verwisseld. Dat is hersteld."),
    "WAGE_PERIOD_ASSUMED": _("De bron zegt niet per hoe lang het loon is. Dat is afgeleid uit het bedrag."),
    "WAGE_AS_TEXT": _("Het loon is niet om te rekenen naar een maand. Het staat als tekst bij de plek."),
    "TEXT_SHORTENED": _("De tekst was te lang en is ingekort."),
}
_DUPLICATE: Mapping[str, object] = {
    "DUPLICATE": _("Deze plek is er al (zelfde werkgever, titel en plaats). De eerste is gehouden."),
}
REMEDIES: Mapping[str, object] = {**_REFUSED, **_FLAGGED, **_NOTED, **_DUPLICATE}
_SEVERITIES = (
    (Severity.REFUSED, _REFUSED),
    (Severity.FLAGGED, _FLAGGED),
    (Severity.NOTED, _NOTED),
    (Severity.DUPLICATE, _DUPLICATE),
)
SEVERITY_OF = {code: severity for severity, codes in _SEVERITIES for code in codes}


def file_sentence(code: str, facts: Mapping[str, object]) -> str:
    """What is wrong with a file or an import as a whole, in Dutch."""
    return str(FILE_SENTENCES.get(code, code)).format(**facts)


def remedy(code: str) -> str:
    """What to do about a fault in a row, in Dutch."""
    return str(REMEDIES[code])
