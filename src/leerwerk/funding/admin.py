"""Schemes to keep: their terms by period, and the row of the decision table under them."""

from django.contrib import admin

from leerwerk.funding.models import Scheme, SchemeCondition, SchemeVersion
from leerwerk.kernel.admin import AuditedAdmin


class ConditionInline(admin.TabularInline):
    model = SchemeCondition
    extra = 1


@admin.register(Scheme)
class SchemeAdmin(AuditedAdmin):
    list_display = ("name", "kind", "audience", "provider", "position")
    list_filter = ("audience", "kind")
    search_fields = ("name", "code")


@admin.register(SchemeVersion)
class SchemeVersionAdmin(AuditedAdmin):
    list_display = ("scheme", "valid_from", "valid_until", "checked_on")
    list_filter = ("checked_on",)
    search_fields = ("scheme__name",)
    inlines = (ConditionInline,)
