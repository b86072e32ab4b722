"""Whole addresses, for machines that read a page elsewhere: canonical links, sitemaps, structured data."""

from django.conf import settings


def absolute(path: str) -> str:
    """The path on the public address of this installation, whatever host the request came in by."""
    return f"{settings.BASE_URL}{path}"
