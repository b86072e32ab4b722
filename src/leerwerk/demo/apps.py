from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "leerwerk.demo"
    label = "demo"
    verbose_name = _("Demonstratie")
    default_auto_field = "django.db.models.BigAutoField"
