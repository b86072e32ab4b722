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


class Exactness(models.TextChoices):
    """How well the coordinate of a postcode is known."""

    EXACT = "EXACT", _("plaats")
    NEIGHBOUR = "NEIGHBOUR", _("buurpostcode")
    MUNICIPALITY = "MUNICIPALITY", _("gemeente")
