"""Open a row that tells about a person: each reading is logged, and so is each attempt on a row of others."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor

Row = TypeVar("Row", bound=Model)


def open_row(
    rows: "QuerySet[Row]",
    *,
    key: object,
    person: Callable[[Row], object],
    actor: Actor,
    now: datetime,
    purpose: str,
    by: str = "pk",
) -> Row:
    """The row with this key among `rows`, which are those that the actor may see; `by` names the column.

    `person` gives the number of whom the row is about. Raises the DoesNotExist of the table; where the row does exist,
    the attempt is in the log.
    """
    model = rows.model
    subject = f"{model._meta.label_lower}:{key}"
    try:
        row = rows.get(**{by: key})
    except ObjectDoesNotExist:
        if model._default_manager.filter(**{by: key}).exists():
            refused = f"{model._meta.model_name}.read_refused"
            audit.record(actor=actor, action=refused, subject=subject, now=now)
        raise
    audit.record_read(actor=actor, subject=subject, data_subject=str(person(row)), now=now, purpose=purpose)
    return row
