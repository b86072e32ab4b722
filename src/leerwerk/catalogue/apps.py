from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "leerwerk.catalogue"
    label = "catalogue"
    verbose_name = _("Aanbod")
    default_auto_field = "django.db.models.BigAutoField"
