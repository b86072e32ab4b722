"""What the wizard asks, and what may be answered. Labels of answers are clauses: "je hebt werk"."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SchemeKind(models.TextChoices):
    GIFT = "GIFT", _("gift")
    LOAN = "LOAN", _("lening")
    SERVICE = "SERVICE", _("hulp of les")
    SUBSIDY = "SUBSIDY", _("subsidie")


class Audience(models.TextChoices):
    """Who asks for it."""

    LEARNER = "LEARNER", _("je zoekt geld voor jezelf")
    EMPLOYER = "EMPLOYER", _("je bent werkgever")


class Topic(models.TextChoices):
    """A column of the decision table: one question of the wizard."""

    GOAL = "GOAL", _("Wat wil je gaan doen?")
    SITUATION = "SITUATION", _("Wat doe je nu?")
    AGE = "AGE", _("Hoe oud ben je?")
    EDUCATION = "EDUCATION", _("Welk diploma heb je?")
    REGION = "REGION", _("Waar woon je?")
    STAFF_GOAL = "STAFF_GOAL", _("Wat wil je voor je mensen?")
    SIZE = "SIZE", _("Hoe groot is je bedrijf?")


class Goal(models.TextChoices):
    BBL = "BBL", _("je wilt een bbl-opleiding doen: werken, en 1 dag per week naar school")
    BOL = "BOL", _("je wilt een bol-opleiding doen: hele dagen naar school, met stage")
    COURSE = "COURSE", _("je wilt een cursus doen of een certificaat halen")
    EVC = "EVC", _("je wilt een bewijs van wat je al kunt (EVC)")
    LANGUAGE = "LANGUAGE", _("je wilt beter Nederlands leren")


class Situation(models.TextChoices):
    WORK = "WORK", _("je hebt werk in loondienst")
    SELF_EMPLOYED = "SELF_EMPLOYED", _("je werkt voor jezelf")
    NO_WORK = "NO_WORK", _("je zoekt werk en hebt geen uitkering")
    UWV = "UWV", _("je hebt een uitkering van UWV, zoals WW of WIA")
    WELFARE = "WELFARE", _("je hebt bijstand van de gemeente")
    NEWCOMER = "NEWCOMER", _("je bent nieuw in Nederland en moet inburgeren")
    SCHOOL = "SCHOOL", _("je zit op school")


class Age(models.TextChoices):
    UNDER_18 = "UNDER_18", _("je bent jonger dan 18")
    FROM_18 = "FROM_18", _("je bent 18 tot en met 29")
    FROM_30 = "FROM_30", _("je bent 30 tot en met 56")
    FROM_57 = "FROM_57", _("je bent 57 of ouder")


class Diploma(models.TextChoices):
    NONE = "NONE", _("je hebt geen diploma")
    LOW = "LOW", _("je hebt vmbo, mbo 1 of praktijkonderwijs")
    START = "START", _("je hebt havo, vwo, mbo 2 of mbo 3")
    HIGH = "HIGH", _("je hebt mbo 4 of hoger")


class StaffGoal(models.TextChoices):
    LEARNER = "LEARNER", _("je wilt een leerling in dienst nemen")
    TRAIN = "TRAIN", _("je wilt je medewerkers bijscholen")
    SUPPORT = "SUPPORT", _("je wilt iemand aannemen die extra hulp nodig heeft")


class Size(models.TextChoices):
    SMALL = "SMALL", _("je bedrijf heeft minder dan 250 medewerkers")
    LARGE = "LARGE", _("je bedrijf heeft 250 medewerkers of meer")


#: What may be answered to each question. REGION is answered with the code of a region.
ANSWERS: dict[str, type[models.TextChoices]] = {
    Topic.GOAL: Goal,
    Topic.SITUATION: Situation,
    Topic.AGE: Age,
    Topic.EDUCATION: Diploma,
    Topic.STAFF_GOAL: StaffGoal,
    Topic.SIZE: Size,
}
#: What the wizard asks of each audience, in order.
QUESTIONS: dict[str, tuple[Topic, ...]] = {
    Audience.LEARNER: (Topic.GOAL, Topic.SITUATION, Topic.AGE, Topic.EDUCATION, Topic.REGION),
    Audience.EMPLOYER: (Topic.STAFF_GOAL, Topic.SIZE, Topic.REGION),
}
#: Why a question is asked, in a few words under it.
HINTS: dict[str, Promise] = {
    Topic.GOAL: _("Weet je het nog niet? Sla de vraag dan over."),
    Topic.SITUATION: _("Kies wat het beste past."),
    Topic.AGE: _("Sommige regelingen hebben een leeftijdsgrens."),
    Topic.EDUCATION: _("Ook een diploma uit een ander land telt mee, als het is gewaardeerd."),
    Topic.REGION: _("Sommige regio's hebben een eigen fonds."),
    Topic.STAFF_GOAL: _("Kies wat het beste past."),
    Topic.SIZE: _("Sommige subsidies zijn er voor het midden- en kleinbedrijf."),
}
