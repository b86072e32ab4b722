"""Addresses of trainings."""

from django import template
from django.urls import reverse

from leerwerk.catalogue.models import Training
from leerwerk.web.public.trainings import address_part

register = template.Library()


@register.simple_tag
def training_url(training: Training) -> str:
    """`{% training_url training %}`."""
    return reverse("public:training", args=[address_part(training), training.pk])
