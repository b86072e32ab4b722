"""Who may use the desk."""

from leerwerk.network.enums import Role
from leerwerk.web.actor import role_required

desk_only = role_required(Role.ADVISER, Role.COORDINATOR)
coordinator_only = role_required(Role.COORDINATOR)

# Why personal data is read, as it stands in the log (Logboek dataverwerkingen).
ADVICE = "begeleiding door het loket"
QUESTION = "vraag van een bezoeker beantwoorden"
MATCHING = "passende plekken zoeken"
REFERRAL = "doorverwijzing naar een werkgever"
PLACEMENT = "plaatsing bij een werkgever"
APPOINTMENT = "afspraak met een bezoeker"
