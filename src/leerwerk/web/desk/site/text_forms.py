"""The texts of a site as a form: which there are for a desk and for the nation, in each language."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leerwerk.network.enums import DESK_TEXTS, NATIONAL_TEXTS, TextKind
from leerwerk.network.models import Desk, NationalSite
from leerwerk.network.told import DUTCH
from leerwerk.web.desk.site.languages import OTHERS, Group, add_languages, dutch_fields, groups_of
from leerwerk.web.ui.forms import PlainForm
from leerwerk.web.ui.lines import LineField, TextField


@dataclass(frozen=True)
class Text:
    """How a text is asked for."""

    label: Any
    help_text: Any
    longest: int
    rows: int


TEXTS: dict[str, Text] = {
    TextKind.WELCOME: Text(_("Welkom"), _("Een of twee zinnen boven aan je voorpagina."), 300, 3),
    TextKind.ABOUT: Text(
        _("Wie we zijn"),
        _("Staat op de pagina van je loket. Een lege regel begint een nieuwe alinea."),
        4000,
        8,
    ),
    TextKind.MEANWHILE: Text(
        _("Zolang je loket nog niet open is"), _("Bij wie mensen tot die tijd terechtkunnen."), 1000, 4
    ),
}
NATION: dict[str, Text] = {
    TextKind.QUESTION: Text(_("De vraag boven het zoekvak"), _("Leeg: “Wat wil je leren, en waar?”"), 80, 2),
    TextKind.WELCOME: Text(
        _("Welkom"), _("Boven aan de voorpagina. Leeg: wat Open Leerwerk zelf vertelt."), 300, 3
    ),
    TextKind.HELP: Text(
        _("Hoe een loket helpt"), _("Bij het vak op de voorpagina waarmee mensen hun loket vinden."), 300, 3
    ),
    TextKind.ABOUT: Text(
        _("Over deze site"),
        _("Staat boven aan de pagina Over. Een lege regel begint een nieuwe alinea."),
        4000,
        8,
    ),
    TextKind.FOOTER: Text(
        _("Onder aan elke pagina"), _("Een of twee zinnen. Leeg: wat Open Leerwerk zelf vertelt."), 200, 2
    ),
}


class TextForm(PlainForm):
    """The texts of a site, and how it is called or reached."""

    def __init__(self, site: Desk | NationalSite, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_desk = isinstance(site, Desk)
        self.kinds = DESK_TEXTS if is_desk else NATIONAL_TEXTS
        self.names = [kind.lower() for kind in self.kinds]
        if not is_desk:
            self.fields["name"] = LineField(
                label=_("Naam"), max_length=60, help_text=_("Staat bovenaan en in de mails.")
            )
        for kind in self.kinds:
            self.fields[kind.lower()] = _field((TEXTS if is_desk else NATION)[kind])
        self.fields["phone"] = LineField(label=_("Telefoon"), required=False, max_length=20)
        self.fields["email"] = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
        if is_desk:
            self.fields["address"] = LineField(label=_("Adres"), required=False, max_length=200)
        add_languages(self, self.names)

    def in_dutch(self) -> list[forms.BoundField]:
        """The fields that everybody fills in."""
        return dutch_fields(self, self.names)

    def in_other_languages(self) -> list[Group]:
        """The texts in other languages, that may stay empty."""
        return groups_of(self, self.names)

    def texts(self, language: str) -> dict[str, str]:
        """The texts in a language by kind."""
        end = "" if language == DUTCH else f"_{language}"
        return {kind: self.cleaned_data[f"{kind.lower()}{end}"] for kind in self.kinds}

    def contact(self) -> dict[str, str]:
        """How it is called and reached."""
        names = ("name", "phone", "email", "address")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


def typed(site: Desk | NationalSite, kept: dict[tuple[str, str], str]) -> dict[str, str]:
    """What a site tells, as its form has it."""
    texts = {
        kind.lower() if language == DUTCH else f"{kind.lower()}_{language}": text
        for (kind, language), text in kept.items()
        if language == DUTCH or language in OTHERS
    }
    contact = {
        name: getattr(site, name) for name in ("name", "phone", "email", "address") if hasattr(site, name)
    }
    return contact | texts


def _field(text: Text) -> forms.CharField:
    return TextField(
        label=text.label,
        help_text=text.help_text,
        required=False,
        max_length=text.longest,
        widget=forms.Textarea(attrs={"rows": text.rows}),
    )
