"""Walk the public site in a language, and write down every text of ours that has no translation in it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override, trans_real

from leerwerk.network.sites import plain_path

EACH = 2  # pages of one kind: with and without a region, one thing and another
_HREF = re.compile(r'(?:href|action)="(/[^"#]*)')
_POST = re.compile(r'<form[^>]*method="post"')


@contextmanager
def untranslated(language: str) -> Iterator[set[str]]:
    """Collects the texts that were looked up in a language without being there.

    What Dutch has in a catalogue is not ours (Dutch needs none for our texts): that is left to who wrote it.
    """
    found: set[str] = set()
    theirs, ours = (
        trans_real.translation(settings.LANGUAGE_CODE)._catalog,
        trans_real.translation(language)._catalog,
    )
    names = ("gettext", "ngettext", "pgettext", "npgettext")
    kind = trans_real.DjangoTranslation
    before = {name: getattr(kind, name) for name in names}

    def noting(name: str) -> Any:
        def look_up(self: Any, *words: Any) -> str:
            context, text = (words[0], words[1]) if name.startswith(("p", "np")) else ("", words[0])
            key = f"{context}\x04{text}" if context else text
            plural = (key, 0)
            if self.language() == language and not any(
                each in known for each in (key, plural) for known in (theirs, ours)
            ):
                found.add(text)
            return str(before[name](self, *words))

        return look_up

    for name in names:
        setattr(kind, name, noting(name))
    try:
        yield found
    finally:
        for name in names:
            setattr(kind, name, before[name])


def crawl(client: Client, language: str, seeds: list[str]) -> dict[str, list[str]]:
    """Follow links from the seeds within a language: the addresses seen of each kind of page, by its name.

    Every form is posted empty too, so that its mistakes are told; what that changed is taken back.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    waiting, known = list(seeds), set(seeds)
    while waiting:
        path = waiting.pop(0)
        name = page_name(path)
        if name is None or (len(seen[name]) >= EACH and path not in seeds):
            continue
        response = client.get(path)
        if response.status_code in (301, 302, 303, 307, 405):
            target = str(response.headers.get("Location", ""))
            if target.startswith("/") and target not in known and language_in(target) == language:
                waiting.insert(0, target)
                known.add(target)
            continue
        assert response.status_code in (200, 404, 410), f"{path}: {response.status_code}"
        seen[name].append(path)
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        if _POST.search(page):
            with transaction.atomic():
                client.post(path, {})
                transaction.set_rollback(True)
        for link in map(unescape, _HREF.findall(page)):
            if link not in known and language_in(link) == language:
                known.add(link)
                waiting.append(link)
    return seen


def walk_to_an_appointment(client: Client, language: str, person: dict[str, str]) -> set[str]:
    """Choose whatever can be chosen until there is a time, tell who comes, skip the questions; the pages seen."""
    with override(language):
        waiting = [reverse("public:appointment")]
    known, seen = set(waiting), {"appointment"}
    while waiting:
        path = waiting.pop()
        if page_name(path) == "appointment_details":
            break
        page = client.get(path, follow=True).content.decode()
        links = [link for link in map(unescape, _HREF.findall(page)) if link not in known]
        steps = [link for link in links if page_name(link) in ("appointment", "appointment_details")]
        waiting += sorted(steps, key=lambda link: "afspraak/gegevens" in link)
        known.update(steps)
    while page_name(path) not in (None, "appointment_review"):
        name = page_name(path)
        seen.add(str(name))
        client.get(path)
        client.post(path, {})
        answer = client.post(path, person if name == "appointment_details" else {"overslaan": "ja"})
        assert answer.status_code in (302, 303), f"{path}: {answer.status_code}"
        path = answer.headers["Location"]
    client.get(path)
    client.post(path, {})
    return seen | {str(page_name(path))}


def language_in(path: str) -> str:
    """The language that an address is in."""
    first = plain_path(path.partition("?")[0]).removeprefix("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else "nl"


def page_name(path: str) -> str | None:
    """The name of a public page: "place"; None for all else."""
    with override(language_in(path)):
        try:
            match = resolve(plain_path(path.partition("?")[0]))
        except Resolver404:
            return None
    return match.url_name if match.namespace == "public" else None
