"""Whole addresses on the national site, for machines that read a page elsewhere: sitemaps, structured data."""

from leerwerk.network.sites import NATIONAL
from leerwerk.network.sites import absolute as absolute_on


def absolute(path: str) -> str:
    """The path on the public address of this installation, whatever host or regional site the request came in by."""
    return absolute_on(NATIONAL, path)
