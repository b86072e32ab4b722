"""Weights to keep; markets to look at."""

from django.contrib import admin

from leerwerk.kernel.admin import AuditedAdmin, ReadOnlyAdmin
from leerwerk.matching.models import MarketBuild, WeightSet


@admin.register(WeightSet)
class WeightSetAdmin(AuditedAdmin):
    list_display = ("version", "is_active", "note")


@admin.register(MarketBuild)
class MarketBuildAdmin(ReadOnlyAdmin):
    list_display = ("version", "built_at", "places")
