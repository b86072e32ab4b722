"""Who may use the pages of employers."""

from leerwerk.network.enums import Role
from leerwerk.web.actor import role_required

employer_only = role_required(Role.EMPLOYER)

# Why personal data is read, as it stands in the log (Logboek dataverwerkingen).
CANDIDATE = "kandidaat beoordelen"
INTEREST = "interesse in een eigen plek beantwoorden"
PLACEMENT = "plaatsing bij de eigen organisatie"
