"""Sectors, learning pathways, outcomes and the life of a learn-work place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    BOUW = "BOUW", _("Bouw en infra")
    TECHNIEK = "TECHNIEK", _("Techniek en installatie")
    METAAL = "METAAL", _("Metaal")
    MOBILITEIT = "MOBILITEIT", _("Mobiliteit en carrosserie")
    LOGISTIEK = "LOGISTIEK", _("Transport en logistiek")
    GROEN = "GROEN", _("Groen en dieren")
    VOEDING = "VOEDING", _("Voeding")
    HORECA = "HORECA", _("Horeca en recreatie")
    HANDEL = "HANDEL", _("Winkel en handel")
    ZORG = "ZORG", _("Zorg")
    WELZIJN = "WELZIJN", _("Welzijn en kinderopvang")
    UITERLIJK = "UITERLIJK", _("Uiterlijke verzorging")
    ICT = "ICT", _("ICT")
    CREATIEF = "CREATIEF", _("Media en ontwerp")
    ZAKELIJK = "ZAKELIJK", _("Kantoor en administratie")
    VEILIGHEID = "VEILIGHEID", _("Veiligheid")
    SCHOONMAAK = "SCHOONMAAK", _("Schoonmaak en facilitair")
    ONDERWIJS = "ONDERWIJS", _("Onderwijs")
    PROCES = "PROCES", _("Procestechniek")
    MARITIEM = "MARITIEM", _("Scheepvaart en havens")


class Pathway(models.TextChoices):
    """How someone learns (leerweg)."""

    BBL = "BBL", _("BBL")
    BOL = "BOL", _("BOL")
    DERDE_LEERWEG = "DERDE_LEERWEG", _("derde leerweg")
    PRAKTIJKVERKLARING = "PRAKTIJKVERKLARING", _("praktijkleren")


class OutcomeKind(models.TextChoices):
    """What a trajectory leads to."""

    DIPLOMA = "DIPLOMA", _("mbo-diploma")
    CERTIFICATE = "CERTIFICATE", _("mbo-certificaat")
    PRAKTIJKVERKLARING = "PRAKTIJKVERKLARING", _("praktijkverklaring")


class TermKind(models.TextChoices):
    """What a word for an occupation is, so that search can weigh it."""

    NAME = "NAME", _("naam")
    MALE = "MALE", _("mannelijke vorm")
    FEMALE = "FEMALE", _("vrouwelijke vorm")
    EVERYDAY = "EVERYDAY", _("gewoon woord")
    MISSPELLING = "MISSPELLING", _("spelfout")


class PlaceStatus(models.TextChoices):
    """draft → (checked by the desk) → published → filled / expired / withdrawn."""

    DRAFT = "DRAFT", _("concept")
    CHECKED = "CHECKED", _("gecontroleerd")
    PUBLISHED = "PUBLISHED", _("online")
    FILLED = "FILLED", _("vol")
    EXPIRED = "EXPIRED", _("verlopen")
    WITHDRAWN = "WITHDRAWN", _("teruggetrokken")


class TrainingKind(models.TextChoices):
    """What somebody signs up for."""

    QUALIFICATION = "QUALIFICATION", _("mbo-opleiding")
    SHORT = "SHORT", _("cursus of certificaat")
    LANGUAGE = "LANGUAGE", _("taalles")
    EVC = "EVC", _("EVC-traject")
