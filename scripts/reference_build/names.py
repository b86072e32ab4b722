"""Names of places as different sources write them, brought to one form."""

import re
import unicodedata

# What postal lists add to tell places of one name apart: "Rijswijk (GLD)", "Elst Ut", "Ulvenhout AC".
_ADDITIONS = re.compile(
    r"(\s*\((?:[^)]*)\)|\s+(?:nh|zh|nb|gld|gn|gr|fr|dr|ov|ut|lb|zld|z|ac|ca|l|o|r|mb|ld)|\s+gem\.?\s.*|\s+rotterdam)$"
)
_PROVINCE_MARKS = {
    "nh": "Noord-Holland",
    "zh": "Zuid-Holland",
    "nb": "Noord-Brabant",
    "gld": "Gelderland",
    "gn": "Groningen",
    "gr": "Groningen",
    "fr": "Fryslân",
    "dr": "Drenthe",
    "ov": "Overijssel",
    "o": "Overijssel",
    "ut": "Utrecht",
    "lb": "Limburg",
    "l": "Limburg",
    "z": "Zeeland",
    "zld": "Zeeland",
}
_ALIASES = {
    "'s-gravenhage": "den haag",
    "den bosch": "'s-hertogenbosch",
    "almere": "almere stad",
    "bunschoten-spakenburg": "bunschoten",
    "amsterdam-duivendrecht": "duivendrecht",
    "katwijk": "katwijk aan zee",
    "oost west en middelbeers": "middelbeers",
    "st. willebrord": "sint willebrord",
}


def normal(name: str) -> str:
    """Return a name without accents, capitals, additions and variants of writing."""
    plain = _without_accents(name).casefold().replace("st. ", "sint ").strip()
    for _ in range(2):
        plain = _ADDITIONS.sub("", plain).strip()
    return _ALIASES.get(plain, plain)


def loose(name: str) -> str:
    """Return the normal form without hyphens and blanks: "Kapel-Avezaath" is "Kapel Avezaath"."""
    return re.sub(r"[-\s']", "", normal(name))


def province_mark(name: str) -> str:
    """Return the province that a name is marked with ("Elst Ut" → "Utrecht"), or an empty text."""
    mark = re.search(r"[\s(](\w+)\)?$", name)
    return _PROVINCE_MARKS.get(mark.group(1).casefold(), "") if mark else ""


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
