"""What a visitor typed and has not sent yet: in the session, which ends with the browser, and nowhere else."""

from typing import Any

from django.http import HttpRequest

KEY = "public.appointment"


def draft_of(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """What was typed so far: `person` and `answers` (fields of Visitor and Intake)."""
    kept = request.session.get(KEY, {})
    return {"person": kept.get("person", {}), "answers": kept.get("answers", {})}


def keep(request: HttpRequest, part: str, values: dict[str, Any]) -> None:
    """Add to a part of the draft; an empty value takes the answer away."""
    draft = draft_of(request)
    draft[part] = {
        name: value for name, value in {**draft[part], **values}.items() if value not in ("", None, [])
    }
    request.session[KEY] = draft


def forget(request: HttpRequest) -> None:
    """The draft was sent: nothing of it stays."""
    request.session.pop(KEY, None)
