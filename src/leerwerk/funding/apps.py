from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "leerwerk.funding"
    label = "funding"
    verbose_name = _("Geld en regelingen")
    default_auto_field = "django.db.models.BigAutoField"
