import re
from typing import Any

import polib
import pytest
from django.test import Client

from leerwerk.web.language import in_language
from scripts.catalogues import CATALOGUES
from tests.factories.network import DeskFactory, RegionFactory

PLACEHOLDER = r"%\(\w+\)[sd]|%%|</?strong>"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("path", "code", "other"),
    [
        ("/", "en", "/en/"),
        ("/en/", "nl", "/"),
        ("/loketten?waar=Ede", "ar", "/ar/loketten?waar=Ede"),
        ("/r/twente/", "en", "/r/twente/en/"),
        ("/r/twente/en/over", "nl", "/r/twente/over"),
        ("/r/twente/ar/loketten", "en", "/r/twente/en/loketten"),
        ("https://leerwerk.example/en/over", "nl", "https://leerwerk.example/over"),
        ("/english", "nl", "/english"),
    ],
)
def test_page_has_an_address_in_each_language(path: str, code: str, other: str) -> None:
    assert in_language(path, code) == other


@pytest.mark.unit
@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parents[1].name)
def test_catalogue_keeps_placeholders_and_has_no_guesses(file: Any) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(PLACEHOLDER, text))

    catalogue = polib.pofile(str(file))
    assert [each.msgid for each in catalogue if each.fuzzy or each.obsolete] == []
    for entry in catalogue.translated_entries():
        both = names(entry.msgid) | names(entry.msgid_plural)
        if entry.msgid_plural:
            # One and two need not say their number; nothing may be said that is not known.
            assert all(names(form) <= both for form in entry.msgstr_plural.values()), entry.msgid
        else:
            assert names(entry.msgstr) == both, entry.msgid


@pytest.mark.unit
def test_english_catalogue_is_whole() -> None:
    english = next(file for file in CATALOGUES if file.parents[1].name == "en")

    assert [entry.msgid for entry in polib.pofile(str(english)).untranslated_entries()] == []


@pytest.mark.parametrize("headers", [{}, {"accept-language": "en"}, {"cookie": "django_language=en"}])
@pytest.mark.db
@pytest.mark.django_db
def test_address_alone_says_the_language(client: Client, headers: dict[str, str]) -> None:
    dutch, english = client.get("/over", headers=headers), client.get("/en/over", headers=headers)

    assert '<html lang="nl"' in dutch.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert (dutch.headers["Content-Language"], english.headers["Content-Language"]) == ("nl", "en")
    assert "About Open Leerwerk" in english.content.decode()


@pytest.mark.db
@pytest.mark.django_db
def test_menu_keeps_the_page_and_its_question(client: Client) -> None:
    DeskFactory(region=RegionFactory(name="Twente", slug="twente"))
    page = client.get("/r/twente/en/loketten?waar=Ede").content.decode()

    assert 'href="/r/twente/loketten?waar=Ede" lang="nl" hreflang="nl">Nederlands<' in page
    assert 'href="/r/twente/ar/loketten?waar=Ede" lang="ar" hreflang="ar">العربية<' in page
    assert 'href="/r/twente/en/leerwerkplekken"' in page


@pytest.mark.db
@pytest.mark.django_db
def test_head_names_every_language_of_the_page(client: Client, settings: Any) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    page = client.get("/en/over").content.decode()

    assert '<link rel="canonical" href="https://leerwerk.example/en/over">' in page
    assert '<link rel="alternate" hreflang="nl" href="https://leerwerk.example/over">' in page
    assert '<link rel="alternate" hreflang="x-default" href="https://leerwerk.example/over">' in page
    assert 'hreflang="ar"' not in page


@pytest.mark.db
@pytest.mark.django_db
def test_arabic_runs_to_the_left_and_leads_to_dutch_where_it_is_not(client: Client) -> None:
    home, elsewhere = client.get("/ar/"), client.get("/ar/over?van=x")

    assert '<html lang="ar" dir="rtl"' in home.content.decode()
    assert (elsewhere.status_code, elsewhere.headers["Location"]) == (302, "/over?van=x")


@pytest.mark.db
@pytest.mark.django_db
def test_machines_are_the_same_in_every_language(client: Client) -> None:
    for path in ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/verhalen/rss", "/nieuws/atom"):
        assert client.get(path).status_code == 200
    assert client.get("/en/robots.txt").status_code == 404
    sitemap = client.get("/sitemap-paginas.xml").content.decode()
    assert "/en/over</loc>" in sitemap
    assert 'hreflang="x-default"' in sitemap


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("back", ["//elders.nl", "https://elders.nl", ""])
def test_reader_chooses_size_and_contrast_and_goes_back(client: Client, back: str) -> None:
    given = {"size": "groot", "contrast": "meer"}

    assert client.post(f"/weergave?terug={back}", given).headers["Location"] == "/"
    assert client.post("/weergave?terug=/over", given).headers["Location"] == "/over"
    assert "lw-text-large lw-contrast" in client.get("/over").content.decode()
    client.cookies["weergave"] = "<script>.x"
    assert "script>.x" not in client.get("/over").content.decode()
