"""Why each field about a citizen is kept, and for how long after the case has closed.

The register of processing (AVG, article 30) is printed from this; a test holds it complete.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class FieldPurpose:
    """`purpose` in words, `retention` counted from the end of the case (None: kept as long as the row)."""

    purpose: str
    retention: timedelta | None


CONTACT = FieldPurpose("reach the client about the advice asked for", 1 * YEAR)
IDENTIFY = FieldPurpose("know who the client is at the desk", 2 * YEAR)
MATCH = FieldPurpose("find learn-work places that fit", 1 * YEAR)
PROOF = FieldPurpose("prove that the client agreed, and to what", 5 * YEAR)
APPOINTMENT = FieldPurpose("prepare and hold the appointment that the visitor asked for", timedelta(days=90))
CORRESPONDENCE = FieldPurpose(
    "answer a question, or bring somebody and an employer into contact", timedelta(days=180)
)
SUBSCRIPTION = FieldPurpose("send the mail that somebody asked for, until they stop it", 1 * YEAR)
UNCONFIRMED = timedelta(days=7)  # an address of which nobody said that it is theirs
ADMINISTRATION = FieldPurpose("keep rows apart and show their history; says nothing about the person", None)

FIELD_PURPOSES: dict[str, dict[str, FieldPurpose]] = {
    "Client": {
        "id": ADMINISTRATION,
        "number": ADMINISTRATION,
        "region": ADMINISTRATION,
        "created_at": ADMINISTRATION,
        "erased_at": ADMINISTRATION,
        "forgotten_at": ADMINISTRATION,
        "erasure_asked_at": ADMINISTRATION,
        "is_demo": ADMINISTRATION,
        "first_name": IDENTIFY,
        "last_name": IDENTIFY,
        "birth_date": MATCH,
        "email": CONTACT,
        "phone": CONTACT,
        "postcode": MATCH,
    },
    "Profile": {
        "id": ADMINISTRATION,
        "client": ADMINISTRATION,
        "wished_occupations": MATCH,
        "wished_qualifications": MATCH,
        "prior_education": MATCH,
        "is_level_waived": MATCH,
        "language_level": MATCH,
        "has_driving_licence": MATCH,
        "has_work_permit": MATCH,
        "transport": MATCH,
        "max_distance_km": MATCH,
        "hours_min": MATCH,
        "hours_max": MATCH,
        "available_days": MATCH,
        "available_from": MATCH,
        "available_until": MATCH,
        "waiting_since": MATCH,
    },
    "Consent": {
        "id": ADMINISTRATION,
        "client": PROOF,
        "purpose": PROOF,
        "given_at": PROOF,
        "withdrawn_at": PROOF,
        "how": PROOF,
    },
    # Counted from the last that was heard.
    "Correspondent": {
        "id": ADMINISTRATION,
        "number": ADMINISTRATION,
        "created_at": ADMINISTRATION,
        "forgotten_at": ADMINISTRATION,
        "is_demo": ADMINISTRATION,
        "name": CORRESPONDENCE,
        "email": CORRESPONDENCE,
        "phone": CORRESPONDENCE,
        "language": CORRESPONDENCE,
    },
    # Counted from the last time that the mail was asked for or changed; without a confirmation UNCONFIRMED.
    "Subscriber": {
        "id": ADMINISTRATION,
        "number": ADMINISTRATION,
        "created_at": ADMINISTRATION,
        "is_demo": ADMINISTRATION,
        "email": SUBSCRIPTION,
        "language": SUBSCRIPTION,
    },
    # Counted from the last appointment: who became a client is in a file of their own.
    "Visitor": {
        "id": ADMINISTRATION,
        "number": ADMINISTRATION,
        "region": ADMINISTRATION,
        "client": ADMINISTRATION,
        "created_at": ADMINISTRATION,
        "forgotten_at": ADMINISTRATION,
        "is_demo": ADMINISTRATION,
        "first_name": APPOINTMENT,
        "last_name": APPOINTMENT,
        "email": APPOINTMENT,
        "phone": APPOINTMENT,
        "language": APPOINTMENT,
    },
    "Intake": {
        "id": ADMINISTRATION,
        "visitor": ADMINISTRATION,
        "situation": APPOINTMENT,
        "prior_education": APPOINTMENT,
        "wishes": APPOINTMENT,
        "first_things": APPOINTMENT,
        "agreed_at": APPOINTMENT,
    },
}


def expired_fields(model: str, *, ended_at: datetime, now: datetime) -> frozenset[str]:
    """The fields of a model that had their time, for somebody whose case ended then."""
    return frozenset(
        name
        for name, field in FIELD_PURPOSES[model].items()
        if field.retention is not None and now - ended_at > field.retention
    )


def kept_from(field: FieldPurpose, now: datetime) -> datetime:
    """Whose case ended before this moment is no longer kept for the purpose."""
    return now - field.retention if field.retention else datetime.min.replace(tzinfo=UTC)
