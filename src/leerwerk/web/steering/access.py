"""Who may use the pages for steering."""

from leerwerk.network.enums import Role
from leerwerk.web.actor import role_required

steering_only = role_required(Role.PROGRAMME, Role.ADMIN)
admin_only = role_required(Role.ADMIN)
