"""What is known of a client that matters for matching, and why it may be kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Education(models.IntegerChoices):
    """Highest education finished, as the mbo level that it admits from: level n asks for n - 1 or equal."""

    NONE = 0, _("geen diploma")
    MBO_1 = 1, _("entree of praktijkonderwijs")
    MBO_2 = 2, _("vmbo of mbo 2")
    MBO_3 = 3, _("havo of mbo 3")
    MBO_4 = 4, _("mbo 4 of hoger")


class LanguageLevel(models.IntegerChoices):
    """Levels of the Common European Framework of Reference."""

    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"


class Transport(models.TextChoices):
    WALK = "WALK", _("lopend")
    BIKE = "BIKE", _("fiets")
    PUBLIC = "PUBLIC", _("bus of trein")
    CAR = "CAR", _("auto")


class ConsentPurpose(models.TextChoices):
    ADVICE = "ADVICE", _("advies en begeleiding door het loket")
    SHARE_WITH_EMPLOYER = "SHARE_WITH_EMPLOYER", _("naam en wens delen met een werkgever")
    CONTACT = "CONTACT", _("bericht krijgen per mail")


class Situation(models.TextChoices):
    """What a visitor does now, in the visitor's own words."""

    WORK = "WORK", _("Ik heb werk")
    NO_WORK = "NO_WORK", _("Ik zoek werk")
    BENEFIT = "BENEFIT", _("Ik heb een uitkering")
    SCHOOL = "SCHOOL", _("Ik zit op school")
    NEW = "NEW", _("Ik ben nieuw in Nederland")
    OTHER = "OTHER", _("Iets anders")


class FirstThing(models.TextChoices):
    """What may have to be arranged before somebody can learn."""

    MONEY = "MONEY", _("geld of schulden")
    CHILDREN = "CHILDREN", _("opvang voor mijn kinderen")
    LANGUAGE = "LANGUAGE", _("beter Nederlands leren")
    TRAVEL = "TRAVEL", _("vervoer naar werk of school")
    HOUSE = "HOUSE", _("een plek om te wonen")
    TIME = "TIME", _("tijd, want ik zorg voor iemand")
    OTHER = "OTHER", _("iets anders, dat vertel ik in het gesprek")
