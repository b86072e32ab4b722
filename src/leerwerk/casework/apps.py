from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "leerwerk.casework"
    label = "casework"
    verbose_name = _("Begeleiding")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what happens to clients."""
        from leerwerk.casework import receivers  # noqa: PLC0415  models are known only now

        receivers.connect()
