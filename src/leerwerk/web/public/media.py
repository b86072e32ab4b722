"""Pictures, from our own host. Only the sizes that pages use: an original may tell where and when it was taken."""

import mimetypes
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

RENDITION = re.compile(r"^images/[A-Za-z0-9_.-]{1,200}\.(avif|webp|jpg|jpeg|png)$")
A_YEAR = 365 * 24 * 60 * 60


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file; its name is random and never used again, so that browsers may keep it."""
    if not RENDITION.match(name) or not default_storage.exists(name):
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(
        default_storage.open(name), content_type="image/avif" if name.endswith(".avif") else kind
    )
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
