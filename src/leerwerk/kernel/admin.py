"""The log and the outgoing mail in the administration: to look at, and to try a parked mail again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel import audit, clock
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.kernel.outbox import try_again


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class AuditedAdmin(admin.ModelAdmin):
    """Rows that administrators keep by hand; each change is in the log, by the names of its fields."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and write down what was touched."""
        super().save_model(request, obj, form, change)
        record_by_hand(request, obj, "change" if change else "add", fields=sorted(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and write that down."""
        record_by_hand(request, obj, "delete")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete several, each written down."""
        for row in queryset:
            self.delete_model(request, row)


def record_by_hand(request: HttpRequest, row: Any, verb: str, **details: object) -> None:
    """Write down what an administrator did to a row."""
    user = request.user
    audit.record(
        actor=Actor(user_id=user.pk, name=str(user)),
        action=f"admin.{verb}",
        subject=f"{row._meta.label_lower}:{row.pk}",
        now=clock.now(),
        details=details,
    )


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did or saw what, the newest first."""

    list_display = ("seq", "at", "actor_name", "action", "subject", "purpose")
    search_fields = ("subject", "actor_name", "action", "trace_id")
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    """Mail that waits, left, or was parked."""

    list_display = ("created_at", "to", "subject", "status", "attempts", "last_error", "due_at")
    list_filter = ("status",)
    exclude = ("text", "html")
    actions = ("queue_again",)

    @admin.action(description=_("Opnieuw proberen"), permissions=["view"])
    def queue_again(self, request: HttpRequest, queryset: QuerySet[OutboxMail]) -> None:
        """Give parked mails five more attempts."""
        count = sum(try_again(mail_id=mail.pk, now=clock.now()) for mail in queryset)
        messages.info(request, _("%(count)d mails worden opnieuw geprobeerd.") % {"count": count})
