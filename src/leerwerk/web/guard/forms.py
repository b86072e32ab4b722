"""The mixin that a form wears when anybody may post it."""

from typing import Any

import structlog
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leerwerk.kernel.clock import now
from leerwerk.web.guard.addresses import sender_of
from leerwerk.web.guard.counting import DAY, HOUR, take_seat, use_once
from leerwerk.web.guard.proof import proof_verdict
from leerwerk.web.guard.rules import MOST_SECONDS, limits_for, time_verdict
from leerwerk.web.guard.widgets import Honeypot, Proof, Ticket
from leerwerk.web.guard.wording import sentence_for
from leerwerk.web.ui.forms import PlainForm

log = structlog.get_logger("leerwerk.guard")


class Guarded:
    """Mixed into a form, before the form class: checks last, and only when the visitor's own fields are right.

    `mail_field` names the field with the address that will get mail because of this form; "" when none does.
    `is_proven` tells afterwards whether the browser of the visitor brought a proof of work.
    """

    mail_field = ""
    is_proven = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        self.fields["nickname"] = forms.CharField(
            required=False, widget=Honeypot, label=_("Laat dit veld leeg")
        )
        self.fields["ticket"] = forms.CharField(required=False, widget=Ticket)
        self.fields["proof"] = forms.CharField(required=False, widget=Proof)

    def full_clean(self) -> None:
        """What forms do, and then the guard."""
        super().full_clean()  # type: ignore[misc]
        if self.is_bound and not self.errors:  # type: ignore[attr-defined]
            code = self._verdict()
            if code:
                log.info("form refused", form=type(self).__name__, code=code)
                self.add_error(None, ValidationError(sentence_for(code), code=code))  # type: ignore[attr-defined]

    def _verdict(self) -> str:
        """Why the form is not taken, as a code; "" when it is. A guard that cannot count refuses."""
        if self.cleaned_data.get("nickname"):  # type: ignore[attr-defined]
            return "HONEYPOT"
        try:
            return self._proof() or self._ticket() or self._limits()
        except Exception as failure:  # noqa: BLE001  (whatever a cache comes up with)
            log.error("guard cannot count", error=type(failure).__name__)
            return "CANNOT_COUNT"

    def _proof(self) -> str:
        found = proof_verdict(self.cleaned_data.get("proof", ""))  # type: ignore[attr-defined]
        self.is_proven = found == "PROVEN"
        return {"PROVEN": "", "NONE": ""}.get(found, found)

    def _ticket(self) -> str:
        """The form was shown by us, stood open for a human time, and is posted once."""
        given = self.cleaned_data.get("ticket", "")  # type: ignore[attr-defined]
        try:
            sign, shown_at = signing.loads(given, salt=Ticket.salt)
        except (signing.BadSignature, ValueError, TypeError):
            return "NO_TICKET"
        late = time_verdict(now().timestamp() - shown_at, is_proven=self.is_proven)
        if late:
            return late
        return "" if use_once("ticket", sign, seconds=MOST_SECONDS) else "POSTED_BEFORE"

    def _limits(self) -> str:
        sender, moment = sender_of(self._request), now().timestamp()
        limits = limits_for(is_proven=self.is_proven, is_shared=sender.is_shared)
        kind = "proven" if self.is_proven else "unproven"
        if not take_seat(kind, sender.address, seats=limits.posts_an_hour, seconds=HOUR, moment=moment):
            return "TOO_MANY_POSTS"
        mailbox = str(self.cleaned_data.get(self.mail_field) or "").casefold()  # type: ignore[attr-defined]
        if mailbox and not take_seat("mail", mailbox, seats=limits.mails_a_day, seconds=DAY, moment=moment):
            return "TOO_MANY_MAILS"
        return ""


class GuardedForm(Guarded, PlainForm):
    """A form in plain words that anybody may post."""
