"""The Dutch sentences (B1) for what is wrong with a file, a row or a field, and what to do about it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

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
}


def file_sentence(code: str, facts: Mapping[str, object]) -> str:
    """What is wrong with a file or an import as a whole, in Dutch."""
    return str(FILE_SENTENCES.get(code, code)).format(**facts)
