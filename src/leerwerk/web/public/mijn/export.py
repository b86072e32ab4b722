"""All that is kept of somebody, to take along: for machines as JSON, for people as one page, in one zip."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from leerwerk.accounts.models import User
from leerwerk.kernel import audit
from leerwerk.kernel.models import AuditEntry
from leerwerk.web.public.mijn.export_words import FIELDS, TABLES
from leerwerk.web.public.mijn.walking import Found, shown_fields, walk
from leerwerk.web.ui.log_words import ACTIONS

NUMBERED = ("people.Client", "people.Visitor", "people.Correspondent", "people.Subscriber")


@dataclass(frozen=True)
class Fact:
    """One field of a row, as people read it."""

    label: str | Promise
    text: str


@dataclass(frozen=True)
class Table:
    """One table with the rows of the person: each for machines (`values`) and for people (`facts`)."""

    key: str
    title: str | Promise
    values: list[dict[str, Any]]
    facts: list[list[Fact]]


def make_zip(address: str, now: datetime, *, most: int | None = None) -> bytes:
    """The zip with everything under the address. Raises TooManyRows when there are more rows than `most`."""
    found = walk(address, most=most)
    tables = [_table(each, found) for each in sorted(found, key=_place_in_order)]
    entries = [_entry(each) for each in audit.entries_about(_names_in_the_log(found))]
    told = {
        "made_at": now,
        "address": address,
        "tables": [{"table": each.key, "title": str(each.title), "rows": each.values} for each in tables],
        "log": entries,
    }
    page = render_to_string(
        "public/mijn/export.html",
        {"tables": tables, "entries": entries, "address": address, "made": localtime(now)},
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"{_('mijn-gegevens')}.html", page)
        zipped.writestr(
            f"{_('mijn-gegevens')}.json", json.dumps(told, default=_plain, ensure_ascii=False, indent=2)
        )
    return file.getvalue()


def _place_in_order(found: Found) -> tuple[int, str]:
    label = found.model._meta.label
    return (list(TABLES).index(label) if label in TABLES else len(TABLES), label)


def _table(found: Found, all_found: list[Found]) -> Table:
    own = {each.model for each in all_found}
    fields = list(shown_fields(found.model))
    others = [each.name for each in fields if isinstance(each, ForeignKey) and each.related_model not in own]
    rows = found.model._base_manager.filter(pk__in=found.keys).select_related(*others).order_by("pk")
    values, facts = [], []
    for row in rows:
        told = {each.name: _value(row, each, own) for each in fields}
        values.append(told)
        facts.append(
            [
                Fact(FIELDS.get(each.name, each.verbose_name), text)
                for each in fields
                if (text := _text(row, each, told[each.name]))
            ]
        )
    label = found.model._meta.label
    return Table(label, TABLES.get(label, label), values, facts)


def _value(row: Model, field: "Field[Any, Any]", own: set[type[Model]]) -> Any:
    """For a row of the person itself its number, for what it points at elsewhere its name."""
    if not isinstance(field, ForeignKey):
        return field.value_from_object(row)
    if field.related_model in own:
        return getattr(row, field.attname)
    other = getattr(row, field.name)
    return other.get_full_name() if isinstance(other, User) else str(other) if other is not None else None


def _text(row: Model, field: "Field[Any, Any]", value: Any) -> str:
    """A value in words; "" for what is unknown or empty."""
    if value is None or value in ("", [], {}):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, list):
        labels = dict(getattr(getattr(field, "base_field", None), "flatchoices", None) or ())
        return ", ".join(str(labels.get(each, each)) for each in value)
    return _plain_text(value)


def _plain_text(value: Any) -> str:
    match value:
        case bool():
            return _("ja") if value else _("nee")
        case datetime():
            return date_format(localtime(value), "j F Y H:i")
        case date():
            return date_format(value, "j F Y")
        case dict():
            return ", ".join(f"{name}: {each}" for name, each in value.items())
    return str(value)


def _names_in_the_log(found: list[Found]) -> list[str]:
    names = []
    for each in found:
        label = each.model._meta.label
        if label in NUMBERED:
            rows = each.model._base_manager.filter(pk__in=each.keys)
            names += [str(number) for number in rows.values_list("number", flat=True)]
        elif label == "accounts.User":
            names += [f"accounts.user:{key}" for key in each.keys]
    return names


def _entry(entry: AuditEntry) -> dict[str, Any]:
    """What happened, and why; who of the staff did it stays with the desk, which can tell."""
    what = str(ACTIONS.get(entry.action, entry.action))
    return {
        "at": entry.at,
        "action": entry.action,
        "what": what,
        "subject": entry.subject,
        "purpose": entry.purpose,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
