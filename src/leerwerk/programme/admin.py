"""Agreements with their parts, for the programme office."""

from django.contrib import admin

from leerwerk.kernel.admin import AuditedAdmin
from leerwerk.programme.models import Agreement, Commitment, Measure, Party, Target


class PartyInline(admin.TabularInline):
    model = Party
    extra = 0
    raw_id_fields = ("organisation",)


class MeasureInline(admin.TabularInline):
    model = Measure
    extra = 0
    show_change_link = True


class TargetInline(admin.TabularInline):
    model = Target
    extra = 0
    show_change_link = True
    raw_id_fields = ("region",)


class CommitmentInline(admin.TabularInline):
    model = Commitment
    extra = 0
    raw_id_fields = ("organisation", "region")


@admin.register(Agreement)
class AgreementAdmin(AuditedAdmin):
    list_display = ("name", "kind", "status", "starts_on", "ends_on", "is_demo")
    list_filter = ("kind", "status", "is_demo")
    search_fields = ("name",)
    raw_id_fields = ("parent", "succeeded_by", "regions")
    inlines = (PartyInline, MeasureInline)


@admin.register(Measure)
class MeasureAdmin(AuditedAdmin):
    list_display = ("title", "agreement")
    list_select_related = ("agreement",)
    search_fields = ("title", "agreement__name")
    raw_id_fields = ("agreement",)
    inlines = (TargetInline,)


@admin.register(Target)
class TargetAdmin(AuditedAdmin):
    list_display = ("label", "number", "unit", "counting", "measure")
    list_select_related = ("measure",)
    search_fields = ("label", "measure__title")
    raw_id_fields = ("measure", "region")
    inlines = (CommitmentInline,)
