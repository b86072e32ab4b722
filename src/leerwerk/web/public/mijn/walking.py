"""Everything that the tables hold of one person: the rows with the proven address, and all that hangs under them.

It follows the foreign keys of the models themselves, so that a table that comes tomorrow is in the export by itself.
What is left out is named here, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, ForeignObjectRel, Model, OneToOneField

# Where somebody is known by the address itself: the table, and its column.
ROOTS = {
    "people.Client": "email",
    "people.Visitor": "email",
    "people.Correspondent": "email",
    "people.Subscriber": "email",
    "accounts.User": "email",
    "kernel.OutboxMail": "to",
}
# An account is pointed at by all that staff does; a citizen does none of that.
OF_AN_ACCOUNT = {"account.EmailAddress", "socialaccount.SocialAccount"}
# Kept by allauth for ways in that are not used here: always empty.
UNUSED = {"account.EmailConfirmation", "socialaccount.SocialToken"}
# Fields of which the reason to leave them out is the same everywhere.
NEVER = {"is_demo", "password", "is_superuser", "is_staff", "is_active", "extra_data", "user", "number"}
# What a colleague noted for colleagues, or an employer for a desk: on request, by the desk, who can weigh it.
NOTES = {("casework.Appointment", "notes"), ("casework.Referral", "refusal_note")}
# The text of a mail that waits may hold a code or a link by which to come in.
SECRETS = {("kernel.OutboxMail", name) for name in ("text", "html", "calendar", "headers", "last_error")}
MOST_ROWS = 2000


class TooManyRows(Exception):  # noqa: N818  (reads as what happened)
    """There is more than can be made while somebody waits."""


@dataclass
class Found:
    """Rows of one table, by primary key."""

    model: type[Model]
    keys: set[Any] = field(default_factory=set)


def walk(address: str, *, most: int | None = None) -> list[Found]:
    """The rows of somebody, by table. Raises TooManyRows beyond `most`."""
    found: dict[str, Found] = {}
    for label, column in ROOTS.items():
        model = apps.get_model(label)
        keys = set(model._base_manager.filter(**{f"{column}__iexact": address}).values_list("pk", flat=True))
        _take(found, model, keys)
    _follow(found, most)
    return [each for each in found.values() if each.keys]


def _follow(found: dict[str, Found], most: int | None) -> None:
    waiting = [(each.model, set(each.keys)) for each in found.values()]
    while waiting:
        model, keys = waiting.pop()
        if most is not None and sum(len(each.keys) for each in found.values()) > most:
            raise TooManyRows
        if not keys:
            continue
        for below, name in pointing_at(model):
            rows = below._base_manager.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)
            waiting.append((below, _take(found, below, set(rows))))


def _take(found: dict[str, Found], model: type[Model], keys: set[Any]) -> set[Any]:
    """Keep what is new, and say what that is."""
    row = found.setdefault(model._meta.label, Found(model))
    new = keys - row.keys
    row.keys |= new
    return new


def pointing_at(model: type[Model]) -> tuple[tuple[type[Model], str], ...]:
    """The tables whose rows belong to a row of this one, each with the name of its foreign key."""
    relations = [
        each
        for each in model._meta.get_fields(include_hidden=True)
        if isinstance(each, ForeignObjectRel) and isinstance(each.field, ForeignKey | OneToOneField)
    ]
    below = [(each.related_model, each.field.name) for each in relations]
    if model._meta.label == "accounts.User":
        below = [each for each in below if each[0]._meta.label in OF_AN_ACCOUNT]
    below = [each for each in below if each[0]._meta.label not in UNUSED]
    return tuple(sorted(below, key=lambda each: (each[0]._meta.label, each[1])))


def personal_models() -> list[type[Model]]:
    """Every table that can hold something of a person, the roots first."""
    seen: dict[str, type[Model]] = {}
    waiting = [apps.get_model(label) for label in ROOTS]
    while waiting:
        model = waiting.pop(0)
        if model._meta.label not in seen:
            seen[model._meta.label] = model
            waiting.extend(below for below, _name in pointing_at(model))
    return list(seen.values())


def shown_fields(model: type[Model]) -> Iterator[Any]:
    """The fields of a table that the export tells."""
    label = model._meta.label
    for each in model._meta.concrete_fields:
        if each.name not in NEVER and (label, each.name) not in NOTES | SECRETS:
            yield each
