"""Write JobPosting lines as they are found in the wild: `python benchmarks/make_jobpostings.py 100000 > FILE`.

The same seed gives the same file. About one row in fifty is broken, one in a hundred is double, and the shapes of
values differ per "publisher" as they do on the web.
"""

import argparse
import csv
import html
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
FIRST_DAY = date(2026, 9, 1)
NAMES = [
    "Jansen",
    "De Vries",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "Mulder",
    "De Boer",
    "Bos",
    "Peters",
    "Dekker",
]
KINDS = [
    "Techniek",
    "Bouw",
    "Zorg",
    "Groen",
    "Logistiek",
    "Installatie",
    "Metaal",
    "Horeca",
    "Schilders",
    "Transport",
]
FORMS = ["B.V.", "BV", "", "V.O.F.", "Groep", "& Zn."]
SENTENCES = [
    "Je leert het vak van ervaren collega's en gaat één dag per week naar school.",
    "We zoeken iemand die met plezier aanpakt en op tijd is.",
    "Je werkt in een klein team; je begeleider helpt je elke dag.",
    "Ervaring is niet nodig, motivatie wel.",
    "Je krijgt werkkleding, gereedschap en een reiskostenvergoeding van € 0,23 per kilometer.",
    "Na je opleiding kun je bij ons blijven werken.",
    "Samen maken we een plan voor je opleiding en kijken we wat je nodig hebt.",
    "Je begint met eenvoudig werk en krijgt steeds meer verantwoordelijkheid.",
]
TITLES = [
    "BBL Leerling {word}", "Leerling {word} (m/v/x)", "{word} in opleiding", "Leerwerkplek {word} niveau {level}",
    "{word} | BBL | {hours} uur", "Word {word} bij ons!", "BBL Leerling", "Werken en leren als {word}",
]  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Maker:
    """Makes postings from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.postcodes = read("postcodes.csv")
        self.occupations = read("occupations.csv")
        self.qualifications = read("qualifications.csv")
        self.employers = [self.employer(number) for number in range(6000)]

    def employer(self, number: int) -> dict[str, Any]:
        pick = self.chance.choice
        return {
            "name": f"{pick(NAMES)} {pick(KINDS)} {pick(FORMS)}".strip(),
            "kvk": f"{10_000_000 + number * 7919}" if number % 3 else "",
            "postcode": pick(self.postcodes),
        }

    def posting(self, number: int) -> dict[str, Any]:
        pick, chance = self.chance.choice, self.chance.random
        occupation, employer = pick(self.occupations), pick(self.employers)
        level, hours = self.chance.randint(1, 4), pick([24, 32, 36, 38, 40])
        posted = FIRST_DAY + timedelta(days=self.chance.randrange(80))
        title = pick(TITLES).format(word=occupation["name"].lower(), level=level, hours=hours)
        return {
            "@context": "https://schema.org",
            "@type": "JobPosting" if chance() < 0.9 else ["JobPosting"],
            "title": title,
            "description": self.description(occupation, level, hours),
            "identifier": self.identifier(number),
            "datePosted": self.day(posted),
            "validThrough": self.day(posted + timedelta(days=self.chance.randrange(20, 200))),
            "employmentType": pick(["OTHER", ["FULL_TIME"], ["FULL_TIME", "INTERN"], "", None, "BBL"]),
            "hiringOrganization": self.organisation(employer),
            "jobLocation": self.location(employer),
            "baseSalary": self.salary(),
            "workHours": pick([str(hours), f"{hours - 8}-{hours} uur", "", None, "09:00-17:00"]),
            "totalJobOpenings": pick([1, "1", "2", None, 3, "1"]),
            "jobImmediateStart": pick(["true", "false", True, "ja", "", None]),
            "occupationalCategory": self.category(occupation),
            "educationRequirements": self.education(occupation),
        }

    def description(self, occupation: dict[str, str], level: int, hours: int) -> str:
        sentences = self.chance.choices(SENTENCES, k=self.chance.randint(4, 14))
        told = [
            f"Ben jij een {occupation['name'].lower()} in de dop?",
            *sentences,
            f"Niveau {level}, {hours} uur per week.",
        ]
        kind = self.chance.random()
        if kind < 0.3:
            return "\n\n".join(told)
        marked = (
            "".join(f"<p>{html.escape(one)}</p>" for one in told) + "<ul><li>BBL</li><li>Goed loon</li></ul>"
        )
        if kind < 0.7:
            return marked
        return html.escape(marked if kind < 0.9 else html.escape(marked))

    def identifier(self, number: int) -> Any:
        value = f"vac-{number}"
        return self.chance.choice(
            [value, {"@type": "PropertyValue", "name": "bron", "value": value}, [value]]
        )

    def day(self, day: date) -> str:
        forms = ["%Y-%m-%d", "%Y-%m-%dT00:00:00+02:00", "%d-%m-%Y", "%Y-%m-%dT09:30:00Z", "%Y-%m-%d"]
        return day.strftime(self.chance.choice(forms))

    def organisation(self, employer: dict[str, Any]) -> Any:
        if self.chance.random() < 0.1:
            return employer["name"]
        made: dict[str, Any] = {"@type": "Organization", "name": html.escape(employer["name"]), "sameAs": ""}
        if employer["kvk"]:
            made["identifier"] = {"@type": "PropertyValue", "propertyID": "KVK", "value": employer["kvk"]}
        return [made] if self.chance.random() < 0.1 else made

    def location(self, employer: dict[str, Any]) -> Any:
        spot, pick = employer["postcode"], self.chance.choice
        kind = self.chance.random()
        if kind < 0.03:
            return None
        if kind < 0.08:
            return f"{spot['code']} AB {spot['locality']}"
        address = {
            "@type": "PostalAddress",
            "streetAddress": f"Dorpsstraat {self.chance.randint(1, 200)}",
            "addressLocality": spot["locality"],
            "postalCode": pick([f"{spot['code']} AB", f"{spot['code']}ab", spot["code"], ""]),
            "addressCountry": pick(
                ["NL", "NLD", "Nederland", {"@type": "Country", "name": "The Netherlands"}, ""]
            ),
        }
        made: dict[str, Any] = {"@type": "Place", "address": address}
        if self.chance.random() < 0.3:
            lat, lon = spot["lat"], spot["lon"]
            made["geo"] = {
                "latitude": lat.replace(".", pick(".,")),
                "longitude": lon.replace(".", pick(".,")),
            }
        return [made] if self.chance.random() < 0.4 else made

    def salary(self) -> Any:
        amount = self.chance.randint(1600, 2900)
        value = {
            "@type": "QuantitativeValue",
            "minValue": amount,
            "maxValue": amount + 300,
            "unitText": "MONTH",
        }
        hourly = {"@type": "QuantitativeValue", "value": "14,71", "unitText": "HOUR"}
        weeks = {"minValue": str(amount), "maxValue": str(amount + 200), "unitText": "per 4 weken"}
        return self.chance.choice([
            None, "", {"@type": "MonetaryAmount", "currency": "EUR", "value": value},
            {"@type": "MonetaryAmount", "currency": "EUR", "value": hourly},
            {"currency": "EUR", "value": weeks}, f"€ {amount} - {amount + 250} bruto per maand",
            f"{amount} netto per maand", "conform cao", {"currency": "EUR", "value": amount},
        ])  # fmt: skip

    def category(self, occupation: dict[str, str]) -> Any:
        coded = {"@type": "CategoryCode", "codeValue": occupation["isco08"]}
        return self.chance.choice([None, "", occupation["name"], coded, "Techniek", [occupation["name"]]])

    def education(self, occupation: dict[str, str]) -> Any:
        crebo = self.chance.choice(occupation["qualifications"].split(";") or [""])
        return self.chance.choice([
            None, "", f"Crebo {crebo}" if crebo else "vmbo", "VMBO of entree",
            f"crebo {self.chance.randint(25700, 25720)}",
            {"@type": "EducationalOccupationalCredential", "credentialCategory": "certificate"},
        ])  # fmt: skip

    def broken(self, posting: dict[str, Any]) -> str:
        field, value = self.chance.choice([
            ("title", ""), ("hiringOrganization", None), ("datePosted", "morgen"), ("totalJobOpenings", "-1"),
            ("jobLocation", {"address": {"addressLocality": "Gent", "addressCountry": "BE"}}),
            ("baseSalary", {"currency": "EUR", "value": {"minValue": 2700, "maxValue": 1900, "unitText": "MONTH"}}),
            ("@type", "Event"), ("validThrough", "2020-01-01"),
        ])  # fmt: skip
        line = json.dumps({**posting, field: value}, ensure_ascii=False)
        return line if self.chance.random() < 0.8 else line[: len(line) // 2]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", type=int)
    asked.add_argument("--seed", type=int, default=20061)
    options = asked.parse_args()
    maker = Maker(options.seed)
    previous = ""
    for number in range(options.rows):
        posting = maker.posting(number)
        kind = maker.chance.random()
        if kind < 0.02:
            line = maker.broken(posting)
        elif kind < 0.03 and previous:
            line = previous
        else:
            line = json.dumps(posting, ensure_ascii=False)
        sys.stdout.write(line + "\n")
        previous = line


if __name__ == "__main__":
    main()
