from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "leerwerk.knowledge"
    label = "knowledge"
    verbose_name = _("Verhalen en nieuws")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what editors do."""
        from leerwerk.knowledge import receivers  # noqa: PLC0415  models are known only now

        receivers.connect()
