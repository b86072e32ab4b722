"""How far a question or an interest is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionStatus(models.TextChoices):
    OPEN = "OPEN", _("open")
    ANSWERED = "ANSWERED", _("beantwoord")
    CLOSED = "CLOSED", _("afgesloten")


class EmployerTopic(models.TextChoices):
    """What an employer wants to talk about with a desk."""

    PLACE = "PLACE", _("Een leerwerkplek aanbieden")
    RECOGNITION = "RECOGNITION", _("Erkend leerbedrijf worden")
    MONEY = "MONEY", _("Geld en regelingen")
    LANGUAGE = "LANGUAGE", _("Taal op het werk")
    LEARNING = "LEARNING", _("Leren in mijn bedrijf")
    OTHER = "OTHER", _("Iets anders")


class InterestStatus(models.TextChoices):
    SENT = "SENT", _("wacht op antwoord")
    INVITED = "INVITED", _("wil kennismaken")
    DECLINED = "DECLINED", _("gaat niet verder")
    WITHDRAWN = "WITHDRAWN", _("ingetrokken")


ANSWERS = (InterestStatus.INVITED, InterestStatus.DECLINED)
