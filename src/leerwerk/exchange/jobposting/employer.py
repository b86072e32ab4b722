"""hiringOrganization → the employer."""

import re
from collections.abc import Mapping
from typing import Any

from leerwerk.exchange import fields, text
from leerwerk.exchange.claims import Claim
from leerwerk.exchange.jobposting.shapes import each_of, text_of

_KVK = re.compile(r"kvk|kamer van koophandel|chamber of commerce|coc", re.IGNORECASE)
_WEB = re.compile(r"https?://\S{3,190}$", re.IGNORECASE)


def read_employer(claim: Claim, posting: Mapping[str, Any]) -> None:
    """Put the employer's name, KVK number and site in the claim."""
    told = next(iter(each_of(posting.get("hiringOrganization"))), None)
    organisation: Mapping[str, Any] = told if isinstance(told, dict) else {}
    name = text_of(organisation.get("name")) or text_of(organisation.get("legalName"))
    claim.employer["name"] = text.line(name or ("" if organisation else text_of(told)))
    number = _kvk_number(organisation)
    claim.employer["kvk_number"] = (
        claim.read("hiringOrganization.identifier", number, fields.read_kvk_number, "BAD_KVK_NUMBER") or ""
    )
    for key in ("sameAs", "url"):
        site = text.line(text_of(organisation.get(key)))
        if _WEB.match(site):
            claim.employer["website"] = site
            break


def _kvk_number(organisation: Mapping[str, Any]) -> str:
    """The value of whatever says that it is a KVK number; other identifiers are not ours to judge."""
    for key in ("kvkNumber", "kvk", "kvkNummer", "kvk_number"):
        if told := text_of(organisation.get(key)):
            return told
    for identifier in each_of(organisation.get("identifier")):
        if isinstance(identifier, dict):
            about = " ".join(text_of(identifier.get(key)) for key in ("name", "propertyID", "@id"))
            if _KVK.search(about):
                return text_of(identifier.get("value"))
        elif _KVK.search(text_of(identifier)):
            return text_of(identifier)
    return ""
