"""What `leerwerk check` looks at: without compiled catalogues every language would be Dutch."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 (Django's own name)

REMEDY = "Draai: python scripts/bundle_assets.py"


@register
def catalogues_are_compiled(app_configs: Any, **given: Any) -> list[CheckMessage]:
    """One finding for each language without a compiled catalogue."""
    folders = [Path(each) for each in settings.LOCALE_PATHS]
    return [
        Warning(f"De vertaling van {name} ontbreekt. {REMEDY}.", id="leerwerk.W001")
        for code, name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
        and not any((folder / code / "LC_MESSAGES/django.mo").exists() for folder in folders)
    ]
