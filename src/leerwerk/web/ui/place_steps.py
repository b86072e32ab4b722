"""What a step did to a place, in words for the desk and for the employer."""

from typing import Any

from django.utils.translation import gettext as _

from leerwerk.web.ui.dutch import dutch_date


def step_told(place: Any, *, is_online: bool) -> str:
    """The place and its state; of one that is online also until when nobody has to look after it."""
    told = _("%(place)s: %(status)s.") % {"place": place.title, "status": place.get_status_display()}
    if not is_online:
        return told
    return f"{told} " + _("Laat voor %(day)s weten of de plek nog klopt, anders gaat hij offline.") % {
        "day": dutch_date(place.withdrawn_on)
    }
