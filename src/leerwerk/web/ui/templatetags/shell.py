"""Tags for the base templates: the shell of the page and its menus."""

from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from leerwerk.network.told import Told
from leerwerk.web.language import ARABIC, DUTCH, active_language
from leerwerk.web.ui.navigation import MenuItem, address_of, audience_of, menu_for, workplaces_for
from leerwerk.web.ui.shell import Shell, shell_of

register = template.Library()
RIGHT_TO_LEFT = (ARABIC,)


class Spoken(Protocol):
    """Anything of which the language is known."""

    @property
    def language(self) -> str:
        """The code of the language."""


@register.simple_tag(takes_context=True)
def shell(context: dict[str, Any]) -> Shell:
    """`{% shell as shell %}`: see leerwerk.web.ui.shell.Shell."""
    return shell_of(context.get("request"))


@register.simple_tag
def menu(audience: str, shell: Shell) -> list[MenuItem]:
    """`{% menu "desk" shell as items %}`."""
    return menu_for(audience, shell.path, shell.actor, shell.site)


@register.simple_tag
def works_at(page: str, shell: Shell) -> str:
    """`{% works_at "desk" shell as audience %}`: whose menu stands on a page of the desk or of the programme office."""
    return audience_of(page, shell.actor)


@register.simple_tag
def workplaces(shell: Shell) -> list[MenuItem]:
    """`{% workplaces shell as items %}`: where the signed-in person works."""
    return workplaces_for(shell.actor, shell.path)


@register.simple_tag
def in_dutch() -> SafeString:
    """`<h1{% in_dutch %}>`: marks what is Dutch whatever the language of the page (texts of employers and desks)."""
    return SafeString("" if active_language() == DUTCH else ' lang="nl" dir="ltr"')


@register.filter
def speaks(told: Spoken | None) -> SafeString:
    """`<p{{ event.told.text|speaks }}>`: marks a text that is not in the language of the page."""
    if not told or told.language == active_language():
        return SafeString("")
    return format_html(
        ' lang="{}" dir="{}"', told.language, "rtl" if told.language in RIGHT_TO_LEFT else "ltr"
    )


@register.filter
def told(words: Told) -> SafeString:
    """`{{ scheme.name|told }}`: within a line, marked where it is not in the language of the page."""
    marked = speaks(words)
    return format_html("<bdi{}>{}</bdi>" if marked else "{1}", marked, words.text)


@register.simple_tag
def address(view: str) -> str:
    """`{% address "public:search" as url %}`: "" when this installation has no such page."""
    return address_of(view)
