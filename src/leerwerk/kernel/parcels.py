"""Files that are made for one person and fetched within two days; nothing serves them but the page that asks here."""

import re
import uuid
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "exports"
KEPT_FOR = timedelta(days=2)
_NAME = re.compile(r"[0-9a-f]{32}")


def keep_parcel(content: bytes) -> str:
    """Store a file, readable by the service alone; answers the name by which it is fetched."""
    name = uuid.uuid4().hex
    default_storage.save(f"{FOLDER}/{name}", ContentFile(content))
    return name


def parcel(name: str) -> bytes | None:
    """The file with this name; None when it is gone, or never was."""
    path = f"{FOLDER}/{name}"
    if not _NAME.fullmatch(name) or not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        content: bytes = file.read()
    return content


def drop_old_parcels(now: datetime) -> int:
    """Delete what had its time; how many."""
    if not default_storage.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    old = [name for name in names if default_storage.get_modified_time(name) < now - KEPT_FOR]
    for name in old:
        default_storage.delete(name)
    return len(old)
