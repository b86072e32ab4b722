"""The two tables of the kernel: what was done and read, and the mail that leaves."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.enums import MailStatus


class AuditEntry(models.Model):
    """One act, or one reading of personal data. Rows are only ever added: triggers in the database refuse the
    rest, and a chain of hashes shows when somebody got round them (see leerwerk.kernel.audit).

    ``seq``, ``prev_hash`` and ``hash`` are written by the database at commit.
    """

    seq = models.BigIntegerField(_("volgnummer"), null=True, unique=True, editable=False)
    prev_hash = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  (not yet sealed)
    hash = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  (not yet sealed)
    at = models.DateTimeField(_("wanneer"))
    # No foreign key: the log outlives accounts, and the kernel does not know them.
    actor_id = models.BigIntegerField(_("account"), null=True)
    actor_name = models.CharField(_("wie"), max_length=200)
    action = models.CharField(_("wat"), max_length=80)
    subject = models.CharField(_("waarop"), max_length=120)
    details = models.JSONField(_("bijzonderheden"), default=dict)
    purpose = models.CharField(_("doel van de verwerking"), max_length=120, blank=True)
    data_subject = models.CharField(_("betrokkene (versleuteld)"), max_length=200, blank=True)
    trace_id = models.CharField(max_length=32)
    span_id = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("regel in het logboek")
        verbose_name_plural = _("logboek")
        ordering = ("pk",)
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"], name="kernel_audit_subject"),
            models.Index(
                fields=["data_subject", "at"],
                name="kernel_audit_data_subject",
                condition=~models.Q(data_subject=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class OutboxMail(models.Model):
    """A mail that leaves once the change that caused it is committed; its text is wiped when it has left."""

    to = models.EmailField(_("aan"))
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"), blank=True)
    html = models.TextField(_("opgemaakte tekst"), blank=True)
    calendar = models.TextField(_("agendabestand"), blank=True)
    headers = models.JSONField(_("kopregels"), default=dict, blank=True)
    about = models.CharField(_("waarover"), max_length=80, blank=True)
    status = models.CharField(
        _("toestand"), max_length=10, choices=MailStatus.choices, default=MailStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    last_error = models.CharField(_("laatste fout"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("aangemaakt"))
    due_at = models.DateTimeField(_("volgende poging"))
    sent_at = models.DateTimeField(_("verzonden"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitgaande mail")
        verbose_name_plural = _("uitgaande mail")
        ordering = ("-pk",)
        indexes: ClassVar = [
            models.Index(fields=["status", "due_at"], name="kernel_outbox_status_due"),
            models.Index(fields=["about", "-id"], name="kernel_outbox_about", condition=~models.Q(about="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_status_display()})"
