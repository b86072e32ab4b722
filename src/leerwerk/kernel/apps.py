from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "leerwerk.kernel"
    label = "kernel"
    verbose_name = _("Kern")
    default_auto_field = "django.db.models.BigAutoField"
