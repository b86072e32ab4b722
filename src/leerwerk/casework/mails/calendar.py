"""An appointment as a calendar file (RFC 5545, RFC 5546): the same UID for life, a SEQUENCE that grows."""

from datetime import datetime

from django.utils.translation import gettext as _
from icalendar import vCalAddress, vText

from leerwerk.casework.enums import AppointmentStatus, Channel
from leerwerk.casework.models import Appointment
from leerwerk.kernel.calendar import Entry, calendar_address, calendar_of, event_of

CANCEL, REQUEST = "CANCEL", "REQUEST"


def calendar_file(
    appointment: Appointment, *, organiser: str, organiser_email: str, url: str, now: datetime
) -> str:
    """The file, of method REQUEST, or CANCEL for an appointment that is cancelled. Times are in UTC.

    `organiser` is the desk by name; `url` is where the appointment can be changed.
    """
    is_cancelled = appointment.status == AppointmentStatus.CANCELLED
    file = calendar_of("afspraken", method=CANCEL if is_cancelled else REQUEST)
    event = event_of(
        Entry(
            number=appointment.number,
            sequence=appointment.sequence,
            starts_at=appointment.begins_at,
            ends_at=appointment.ends_at,
            title=_("Afspraak bij %(desk)s") % {"desk": organiser},
            place=where(appointment),
            text=f"{appointment.topic.name}\n{url}",
            url=url,
            organiser=organiser,
            organiser_email=organiser_email,
            is_cancelled=is_cancelled,
        ),
        now,
    )
    if appointment.visitor.email:
        event.add("attendee", _attendee(appointment.visitor.email, str(appointment.visitor)), encode=False)
    file.add_component(event)
    return str(file.to_ical().decode())


def where(appointment: Appointment) -> str:
    """Where the two meet, in words; online the address once there is one."""
    if appointment.channel == Channel.DESK:
        return appointment.place
    if appointment.channel == Channel.PHONE:
        return _("Telefoon: we bellen je")
    return appointment.link or _("Online: de link krijg je per mail")


def _attendee(email: str, name: str) -> vCalAddress:
    address = calendar_address(email, name, "REQ-PARTICIPANT")
    address.params["partstat"] = vText("ACCEPTED")
    address.params["rsvp"] = vText("FALSE")
    return address
