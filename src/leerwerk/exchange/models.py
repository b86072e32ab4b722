"""Import runs with their counts, and every refused row with its reasons, so that it can be mended and sent again."""

from django.db import models

from leerwerk.exchange.enums import RunStatus, Severity


class ImportRun(models.Model):
    """One import of one file. Its counts are written in the same transaction as its rows."""

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    layout = models.JSONField(
        default=dict,
        blank=True,
        help_text="Format, separator and columns of the file; refused rows go out alike.",
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name} {self.started_at:%Y-%m-%d %H:%M}"


class RowRemark(models.Model):
    """A row that was refused, or taken with a question: which field, which value, what to do."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="remarks")
    row_number = models.PositiveIntegerField()
    severity = models.CharField(max_length=12, choices=Severity)
    code = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=300, blank=True)
    remedy = models.CharField(max_length=300)
    raw = models.JSONField(
        default=dict,
        blank=True,
        help_text="The row as it came in; kept with the first reason of a refused row.",
    )
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run", "severity", "row_number"], name="remark_by_run")]

    def __str__(self) -> str:
        return f"row {self.row_number}: {self.code}"
