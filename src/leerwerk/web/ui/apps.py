from importlib import import_module

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "leerwerk.web.ui"
    label = "ui"
    verbose_name = _("Vormgeving")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let Django find the checks."""
        import_module("leerwerk.web.ui.checks")


class AssetsConfig(StaticFilesConfig):
    """`collectstatic` compresses by itself: what lies compressed beside the bundle would be collected twice."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.gz", "stamp"]
