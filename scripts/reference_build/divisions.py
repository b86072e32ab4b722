"""Regions, municipalities and which belongs to which, in the divisions of 2015 and 2025."""

from collections import Counter, defaultdict
from pathlib import Path

from reference_build.facts import BEGUN, ENDED, NAMES, TILES
from reference_build.tables import Row, listed, read, write

SOURCE_2015 = "BWBR0036164"
SOURCE_2025 = "CBS arbeidsmarktregio's 2025"
START_2015, START_2025 = "2015-01-01", "2025-01-01"
SCHEME_2015, SCHEME_2025 = "UWV-2015", "CBS-AM"
MUNICIPALITY_SCHEME = "CBS-GM"

REGION_COLUMNS = [
    "code",
    "scheme",
    "name",
    "tile_column",
    "tile_row",
    "valid_from",
    "valid_until",
    "successors",
    "source",
]
MUNICIPALITY_COLUMNS = [
    "code",
    "scheme",
    "name",
    "other_names",
    "valid_from",
    "valid_until",
    "successors",
    "source",
]
MEMBERSHIP_COLUMNS = [
    "municipality",
    "municipality_scheme",
    "region",
    "region_scheme",
    "valid_from",
    "valid_until",
    "source",
]


def build(official: Path, target: Path) -> None:
    """Write regions.csv, municipalities.csv and municipality_in_region.csv.

    Raises KeyError when a municipality of the 2015 decision cannot be told.
    """
    old = read(official / "labour-market-regions-2015.csv")
    new = read(official / "municipality-to-region-2025.csv")
    codes = _codes_by_name(new)
    membership_2015 = {codes[row["municipality"]]: row["region_number"] for row in old}
    membership_2025 = {row["municipality_code"]: row["region_code"] for row in new}
    if len(membership_2015) != len(old):
        raise ValueError("two municipalities of 2015 resolve to one code")
    write(
        target / "regions.csv", REGION_COLUMNS, _regions(old, new, _heirs(membership_2015, membership_2025))
    )
    write(target / "municipalities.csv", MUNICIPALITY_COLUMNS, _municipalities(new))
    write(
        target / "municipality_in_region.csv",
        MEMBERSHIP_COLUMNS,
        _membership(membership_2015, membership_2025),
    )


def _codes_by_name(new: list[Row]) -> dict[str, str]:
    codes = {row["municipality"]: row["municipality_code"] for row in new if row["municipality"] != "Bergen"}
    codes |= {
        other: code
        for code, (name, others) in NAMES.items()
        for other in (name, *others)
        if other != "Bergen"
    }
    return codes | {ended.name: ended.code for ended in ENDED}


def _heirs(membership_2015: dict[str, str], membership_2025: dict[str, str]) -> dict[str, str]:
    """Return for each region of 2015 the region of 2025 that got most of its municipalities."""
    main_successor = {ended.code: ended.successors[0] for ended in ENDED}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for municipality, region in membership_2015.items():
        votes[region][membership_2025[main_successor.get(municipality, municipality)]] += 1
    return {region: count.most_common(1)[0][0] for region, count in votes.items()}


def _regions(old: list[Row], new: list[Row], heirs: dict[str, str]) -> list[Row]:
    rows = [
        {
            "code": code,
            "scheme": SCHEME_2025,
            "name": name,
            "tile_column": str(TILES[code][0]),
            "tile_row": str(TILES[code][1]),
            "valid_from": START_2025,
            "source": SOURCE_2025,
        }
        for code, name in sorted({(row["region_code"], row["region"]) for row in new})
    ]
    rows += [
        {
            "code": code,
            "scheme": SCHEME_2015,
            "name": name,
            "valid_from": START_2015,
            "valid_until": START_2025,
            "successors": f"{SCHEME_2025}:{heirs[code]}",
            "source": SOURCE_2015,
        }
        for code, name in sorted(
            {(row["region_number"], row["region"]) for row in old}, key=lambda r: int(r[0])
        )
    ]
    return rows


def _municipalities(new: list[Row]) -> list[Row]:
    rows = []
    for row in sorted(new, key=lambda r: r["municipality_code"]):
        code = row["municipality_code"]
        name, others = NAMES.get(code, (row["municipality"], ()))
        rows.append(
            {
                "code": code,
                "scheme": MUNICIPALITY_SCHEME,
                "name": name,
                "other_names": listed(others),
                "valid_from": BEGUN.get(code, ""),
                "source": SOURCE_2025,
            }
        )
    rows += [
        {
            "code": ended.code,
            "scheme": MUNICIPALITY_SCHEME,
            "name": ended.name,
            "valid_until": ended.until,
            "successors": listed(ended.successors),
            "source": f"{SOURCE_2015}; CBS gemeentelijke indelingen",
        }
        for ended in sorted(ENDED)
    ]
    return rows


def _membership(membership_2015: dict[str, str], membership_2025: dict[str, str]) -> list[Row]:
    rows = [
        {
            "municipality": code,
            "municipality_scheme": MUNICIPALITY_SCHEME,
            "region": region,
            "region_scheme": SCHEME_2015,
            "valid_from": START_2015,
            "valid_until": START_2025,
            "source": SOURCE_2015,
        }
        for code, region in sorted(membership_2015.items(), key=lambda m: (int(m[1]), m[0]))
    ]
    rows += [
        {
            "municipality": code,
            "municipality_scheme": MUNICIPALITY_SCHEME,
            "region": region,
            "region_scheme": SCHEME_2025,
            "valid_from": START_2025,
            "source": SOURCE_2025,
        }
        for code, region in sorted(membership_2025.items(), key=lambda m: (m[1], m[0]))
    ]
    return rows
