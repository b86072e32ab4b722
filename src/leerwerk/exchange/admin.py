"""Import runs and their remarks, to look at."""

from django.contrib import admin

from leerwerk.exchange.models import ImportRun, RowRemark
from leerwerk.kernel.admin import ReadOnlyAdmin


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "kind", "source", "file_name", "status", "created", "updated", "refused")
    list_filter = ("kind", "status")


@admin.register(RowRemark)
class RowRemarkAdmin(ReadOnlyAdmin):
    list_display = ("run", "row_number", "severity", "code", "field", "value", "mended_at")
    list_filter = ("severity", "code")
    list_select_related = ("run",)
    show_full_result_count = False
