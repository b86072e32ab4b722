from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "leerwerk.matching"
    label = "matching"
    verbose_name = _("Matching")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to erasures once the models are there."""
        from leerwerk.matching import receivers  # noqa: PLC0415

        receivers.connect()
