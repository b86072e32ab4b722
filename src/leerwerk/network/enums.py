"""Roles, kinds and phases of the network around the desks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does on the platform. Its scope is a region, an organisation or the nation."""

    ADVISER = "ADVISER", _("adviseur")
    COORDINATOR = "COORDINATOR", _("coördinator")
    EMPLOYER = "EMPLOYER", _("werkgever")
    PROGRAMME = "PROGRAMME", _("programmabureau")
    ADMIN = "ADMIN", _("beheerder")


REGIONAL_ROLES = (Role.ADVISER, Role.COORDINATOR)
ORGANISATION_ROLES = (Role.EMPLOYER,)
NATIONAL_ROLES = (Role.PROGRAMME, Role.ADMIN)


class OrganisationKind(models.TextChoices):
    EMPLOYER = "EMPLOYER", _("werkgever")
    SCHOOL = "SCHOOL", _("school")
    TRAINER = "TRAINER", _("opleider")
    MUNICIPALITY = "MUNICIPALITY", _("gemeente")
    UWV = "UWV", _("UWV")
    BRANCH = "BRANCH", _("branche")
    KNOWLEDGE_CENTRE = "KNOWLEDGE_CENTRE", _("kenniscentrum")
    GOVERNMENT = "GOVERNMENT", _("overheid")
    PARTNERSHIP = "PARTNERSHIP", _("samenwerkingsverband")


class DeskPhase(models.TextChoices):
    """A desk passes through these in order; a merged desk points to its successor (domain.md, source 2)."""

    INTENT = "INTENT", _("intentieverklaring")
    PLAN = "PLAN", _("ondernemingsplan")
    RATIFIED = "RATIFIED", _("vastgesteld")
    OPEN = "OPEN", _("open")
    MERGED = "MERGED", _("samengevoegd")


FOUNDING_PHASES = (DeskPhase.INTENT, DeskPhase.PLAN, DeskPhase.RATIFIED)


class TextKind(models.TextChoices):
    """What a text on a site is for. Where the national site has none of its own, it shows the one that we ship."""

    WELCOME = "WELCOME", _("welkom")
    ABOUT = "ABOUT", _("over het loket")
    MEANWHILE = "MEANWHILE", _("bij wie je zolang terechtkunt")
    QUESTION = "QUESTION", _("vraag boven aan de voorpagina")
    HELP = "HELP", _("hoe een loket helpt")
    FOOTER = "FOOTER", _("onder aan elke pagina")


DESK_TEXTS = (TextKind.WELCOME, TextKind.ABOUT, TextKind.MEANWHILE)
NATIONAL_TEXTS = (TextKind.QUESTION, TextKind.WELCOME, TextKind.HELP, TextKind.ABOUT, TextKind.FOOTER)


class Weekday(models.IntegerChoices):
    """The days as Python counts them."""

    MONDAY = 0, _("maandag")
    TUESDAY = 1, _("dinsdag")
    WEDNESDAY = 2, _("woensdag")
    THURSDAY = 3, _("donderdag")
    FRIDAY = 4, _("vrijdag")
    SATURDAY = 5, _("zaterdag")
    SUNDAY = 6, _("zondag")


class Exactness(models.TextChoices):
    """How well the coordinate of a postcode is known."""

    EXACT = "EXACT", _("plaats")
    NEIGHBOUR = "NEIGHBOUR", _("buurpostcode")
    MUNICIPALITY = "MUNICIPALITY", _("gemeente")
