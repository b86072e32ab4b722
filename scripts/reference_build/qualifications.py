"""The mbo qualifications of the regulation of 2015, as crebo codes with a validity."""

from collections import defaultdict
from pathlib import Path

from reference_build.tables import listed, read, write

COLUMNS = [
    "code",
    "scheme",
    "name",
    "level",
    "pathways",
    "kind",
    "dossier",
    "dossier_name",
    "domain",
    "domain_name",
    "same_name",
    "valid_from",
    "valid_until",
    "source",
]


def build(official: Path, target: Path) -> None:
    """Write qualifications.csv; ``same_name`` lists the other crebo codes of the same name and level."""
    source = read(official / "mbo-qualifications-2015.csv")
    namesakes = defaultdict(list)
    for row in source:
        namesakes[row["name"].casefold(), row["level"]].append(row["crebo"])
    write(
        target / "qualifications.csv",
        COLUMNS,
        (
            {
                "code": row["crebo"],
                "scheme": "crebo",
                "name": row["name"],
                "level": row["level"],
                "pathways": row["pathways"].replace("/", ";"),
                "kind": row["kind"],
                "dossier": row["dossier_crebo"],
                "dossier_name": row["dossier"],
                "domain": row["domain_crebo"],
                "domain_name": row["domain"],
                "same_name": listed(
                    code for code in namesakes[row["name"].casefold(), row["level"]] if code != row["crebo"]
                ),
                "valid_from": "2015-08-01",
                "source": "BWBR0036352",
            }
            for row in sorted(source, key=lambda r: r["crebo"])
        ),
    )
