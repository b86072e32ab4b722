"""Invented names: of companies and schools that do not exist, and of people in general."""

import unicodedata

import numpy as np

from leerwerk.demo.words import words

HOSPITABLE = ("HORECA", "ZORG", "WELZIJN", "UITERLIJK")


class CompanyNames:
    """Names of companies, each different."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def family(self) -> str:
        """A family name put together from two parts: "Havervoort"."""
        return self._one(words("companies")["first"]) + self._one(words("companies")["last"])

    def employer(self, sector: str, place: str) -> str:
        """A company in a sector: "Vennekamp Staalbouw"."""
        is_hospitable = sector in HOSPITABLE
        return self._new("patterns_hospitable" if is_hospitable else "patterns", place, sector)

    def school(self, place: str) -> str:
        return self._new("schools", place)

    def trainer(self, place: str) -> str:
        return self._new("trainers", place)

    def _new(self, patterns: str, place: str, sector: str = "") -> str:
        trades = words("sectors")[sector]["trades"] if sector else [""]
        while True:
            name = self._one(words("companies")[patterns]).format(
                naam=self.family(),
                vak=self._one(trades),
                plaats=place,
                ding=self._one(words("companies")["nouns"]),
            )
            if name not in self._given:
                self._given.add(name)
                return name
            place = f"{place} {self._one(['Noord', 'Zuid', 'Oost', 'West', 'Centrum'])}"

    def _one(self, items: list[str]) -> str:
        return items[int(self._rng.integers(len(items)))]


class PersonNames:
    """First and last names that go together, in the shares of the word file."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._groups = list(words("people").values())
        shares = np.array([group["share"] for group in self._groups], dtype=float)
        self._shares = shares / shares.sum()

    def draw(self) -> tuple[str, str, bool]:
        """First name, last name, and whether Dutch is likely the mother tongue."""
        number = int(self._rng.choice(len(self._groups), p=self._shares))
        group = self._groups[number]
        first = group["first"][int(self._rng.integers(len(group["first"])))]
        last = group["last"][int(self._rng.integers(len(group["last"])))]
        return first, last, number == 0


def address_part(text: str) -> str:
    """A name as it can stand in a mail address: "el Amrani" → "el-amrani"."""
    special = text.casefold().replace("ı", "i").replace("ł", "l").replace("&", "en")
    plain = unicodedata.normalize("NFKD", special).encode("ascii", "ignore").decode()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
