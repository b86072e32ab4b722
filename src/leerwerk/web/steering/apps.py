from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "leerwerk.web.steering"
    label = "steering"
    verbose_name = _("Sturing")
    default_auto_field = "django.db.models.BigAutoField"
