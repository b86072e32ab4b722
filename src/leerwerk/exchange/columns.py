"""What columns are called: our own name for each, and the names under which official and other files have it."""

import re
from collections.abc import Mapping
from functools import lru_cache

ColumnNames = Mapping[str, tuple[str, ...]]
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

_PERIOD: dict[str, tuple[str, ...]] = {
    "valid_from": ("geldig vanaf", "begindatum", "ingangsdatum", "startdatum"),
    "valid_until": ("geldig tot", "einddatum", "vervaldatum"),
    "source": ("bron",),
}
REGIONS: ColumnNames = {
    "code": ("arbeidsmarktregiocode", "arbeidsmarktregiocode am", "regiocode"),
    "scheme": (),
    "name": ("arbeidsmarktregionaam", "regionaam", "naam"),
    "tile_column": (),
    "tile_row": (),
    "successors": ("opvolgers",),
    **_PERIOD,
}
MUNICIPALITIES: ColumnNames = {
    "code": ("gemeentecode", "gemeentecode gm", "gm code"),
    "scheme": (),
    "name": ("gemeentenaam", "naam"),
    "other_names": ("andere namen",),
    "successors": ("opvolgers",),
    "region": ("arbeidsmarktregiocode", "arbeidsmarktregiocode am", "regiocode"),
    **_PERIOD,
}
MEMBERSHIPS: ColumnNames = {
    "municipality": ("gemeentecode", "gemeentecode gm"),
    "municipality_scheme": (),
    "region": ("arbeidsmarktregiocode",),
    "region_scheme": (),
    **_PERIOD,
}
LOCALITIES: ColumnNames = {
    "code": ("woonplaatscode", "geonameid"),
    "scheme": (),
    "name": ("woonplaats", "woonplaatsnaam", "naam"),
    "province": ("provincie", "provincienaam"),
    "lat": ("latitude", "breedtegraad"),
    "lon": ("longitude", "lengtegraad", "lng"),
    "population": ("inwoners", "aantal inwoners"),
    "municipality_code": ("gemeentecode", "gemeentecode gm"),
    **_PERIOD,
}
POSTCODES: ColumnNames = {
    "code": ("pc4", "postcode", "postcode4"),
    "scheme": (),
    "locality": ("woonplaats", "woonplaatsnaam", "plaats"),
    "lat": ("latitude", "breedtegraad"),
    "lon": ("longitude", "lengtegraad", "lng"),
    "exactness": ("nauwkeurigheid",),
    "method": ("methode",),
    "municipality_code": ("gemeentecode", "gemeentecode gm"),
    **_PERIOD,
}
QUALIFICATIONS: ColumnNames = {
    "code": ("crebo", "crebocode", "crebonummer", "kwalificatiecode", "code kwalificatie", "opleidingscode"),
    "scheme": (),
    "name": ("naam", "naam kwalificatie", "kwalificatie", "kwalificatienaam", "opleiding"),
    "level": ("niveau", "mbo niveau", "kwalificatieniveau"),
    "pathways": ("leerweg", "leerwegen", "leerroute"),
    "dossier": ("dossiercrebo", "crebo dossier", "dossiercode", "kwalificatiedossiercode"),
    "dossier_name": ("dossier naam", "naam dossier", "kwalificatiedossier", "dossiernaam"),
    "domain": ("domeincode", "crebo domein"),
    "domain_name": ("domein naam", "naam domein", "domeinnaam", "domein"),
    "successor": ("opvolger",),
    **_PERIOD,
}
OCCUPATIONS: ColumnNames = {
    "code": ("beroepscode",),
    "scheme": (),
    "name": ("naam", "beroep", "beroepsnaam"),
    "name_male": ("mannelijke vorm",),
    "name_female": ("vrouwelijke vorm",),
    "words": ("woorden", "synoniemen"),
    "misspellings": ("spelfouten",),
    "name_english": ("engelse naam",),
    "isco08": ("isco", "isco 08"),
    "sector": (),
    "qualifications": ("kwalificaties", "crebo", "crebocodes"),
    "successor": ("opvolger",),
    **_PERIOD,
}
SCHEMES: ColumnNames = {
    "code": (),
    "name": ("naam",),
    "name_english": (),
    "kind": ("soort",),
    "audience": ("voor wie",),
    "provider": ("van wie",),
    "position": ("volgorde",),
    "gets": ("wat je krijgt",),
    "gets_english": (),
    "how": ("hoe je het aanvraagt",),
    "how_english": (),
    "most": ("hoogste bedrag",),
    "conditions": ("voorwaarden",),
    "checked_on": ("gecontroleerd op", "nagekeken op"),
    "checked_at": ("gecontroleerd bij",),
    "source_date": ("datum van de bron",),
    **_PERIOD,
}
RELATED_OCCUPATIONS: ColumnNames = {
    "code": (),
    "related_code": (),
    "scheme": (),
    "reason": ("reden",),
    **_PERIOD,
}


def column_of(heading: str, names: ColumnNames) -> str:
    """Our name for a heading, whatever its capitals, spaces and signs; "" when it is none of ours."""
    return _by_spelling(tuple((name, others) for name, others in names.items())).get(_bare(heading), "")


@lru_cache
def _by_spelling(names: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    spellings = {_bare(other): name for name, others in names for other in others}
    return spellings | {_bare(name): name for name, _ in names}


def _bare(heading: str) -> str:
    return _NOT_A_LETTER.sub("", heading.lower())
