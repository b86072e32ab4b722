"""A client's profile as the engine sees a person: no name, no address, only what decides and orders."""

from datetime import date

from leermatch import Seeker, day_number
from leerwerk.network.models import Postcode
from leerwerk.people.models import Client, Profile
from leerwerk.people.rules import age_on


def seeker_of(client: Client, today: date) -> Seeker:
    """The seeker for a client with a profile; the postcode becomes the centre of its four digits."""
    spot = Postcode.objects.filter(pc4=client.postcode[:4]).first()
    return make_seeker(client, client.profile, spot, today)


def seekers_of(clients: list[Client], today: date) -> list[Seeker]:
    """The same for many clients, in two queries; `profile` must have been joined."""
    spots = Postcode.objects.in_bulk({client.postcode[:4] for client in clients})
    return [make_seeker(client, client.profile, spots.get(client.postcode[:4]), today) for client in clients]


def make_seeker(client: Client, profile: Profile, spot: Postcode | None, today: date) -> Seeker:
    """Values of a profile as the engine's seeker; unknown stays unknown."""
    return Seeker(
        id=client.pk,
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        max_km=float(profile.max_distance_km),
        prior_level=profile.prior_education,
        level_waived=profile.is_level_waived,
        age=age_on(client.birth_date, today) if client.birth_date else None,
        licence=profile.has_driving_licence,
        language=profile.language_level,
        days=profile.available_days,
        hours_min=profile.hours_min,
        hours_max=profile.hours_max,
        from_day=day_number(profile.available_from) if profile.available_from else None,
        until_day=day_number(profile.available_until) if profile.available_until else None,
        work_permit=profile.has_work_permit,
        occupations=tuple(profile.wished_occupations),
        qualifications=tuple(profile.wished_qualifications),
        waiting_days=max(0, (today - profile.waiting_since).days) if profile.waiting_since else 0,
    )
