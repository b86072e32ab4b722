"""An appointment as a calendar file (RFC 5545, RFC 5546): the same UID for life, a SEQUENCE that grows."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from leerwerk.casework.enums import AppointmentStatus, Channel
from leerwerk.casework.models import Appointment

CANCEL, REQUEST = "CANCEL", "REQUEST"


def calendar_file(
    appointment: Appointment, *, organiser: str, organiser_email: str, url: str, now: datetime
) -> str:
    """The file, of method REQUEST, or CANCEL for an appointment that is cancelled. Times are in UTC.

    `organiser` is the desk by name; `url` is where the appointment can be changed.
    """
    is_cancelled = appointment.status == AppointmentStatus.CANCELLED
    file = Calendar()
    file.add("prodid", "-//Open Leerwerk//afspraken//NL")
    file.add("version", "2.0")
    file.add("method", CANCEL if is_cancelled else REQUEST)
    event = Event()
    event.add("uid", f"{appointment.number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", appointment.begins_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("summary", _("Afspraak bij %(desk)s") % {"desk": organiser})
    event.add("location", where(appointment))
    event.add("description", f"{appointment.topic.name}\n{url}")
    event.add("url", url)
    event["organizer"] = _address(organiser_email, organiser, "CHAIR")
    if appointment.visitor.email:
        event.add("attendee", _address(appointment.visitor.email, str(appointment.visitor)), encode=False)
    file.add_component(event)
    return str(file.to_ical().decode())


def where(appointment: Appointment) -> str:
    """Where the two meet, in words; online the address once there is one."""
    if appointment.channel == Channel.DESK:
        return appointment.place
    if appointment.channel == Channel.PHONE:
        return _("Telefoon: we bellen je")
    return appointment.link or _("Online: de link krijg je per mail")


def _address(email: str, name: str, role: str = "REQ-PARTICIPANT") -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    address.params["role"] = vText(role)
    if role != "CHAIR":
        address.params["partstat"] = vText("ACCEPTED")
        address.params["rsvp"] = vText("FALSE")
    return address
