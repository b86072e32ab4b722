from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnerConfig(AppConfig):
    name = "leerwerk.web.partner"
    label = "partner"
    verbose_name = _("Partners")
    default_auto_field = "django.db.models.BigAutoField"
