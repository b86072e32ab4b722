from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "leerwerk.web.ui"
    label = "ui"
    verbose_name = _("Vormgeving")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let Django find the checks."""
        import_module("leerwerk.web.ui.checks")
