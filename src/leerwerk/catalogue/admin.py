"""Occupations, qualifications and trainings to keep; places to look at (their life is led by actions)."""

from django.contrib import admin

from leerwerk.catalogue.models import Occupation, OccupationTerm, Place, Qualification, Run, Training
from leerwerk.kernel.admin import AuditedAdmin, ReadOnlyAdmin


class TermInline(admin.TabularInline):
    model = OccupationTerm
    extra = 1


class RunInline(admin.TabularInline):
    model = Run
    extra = 1


@admin.register(Occupation)
class OccupationAdmin(AuditedAdmin):
    list_display = ("name", "code", "sector", "isco08", "valid_until")
    list_filter = ("sector",)
    search_fields = ("name", "code", "terms__text")
    raw_id_fields = ("qualifications", "related", "successor")
    inlines = (TermInline,)


@admin.register(Qualification)
class QualificationAdmin(AuditedAdmin):
    list_display = ("code", "name", "level", "is_listed", "valid_until")
    list_filter = ("is_listed", "level")
    search_fields = ("code", "name")
    raw_id_fields = ("successor",)


@admin.register(Training)
class TrainingAdmin(AuditedAdmin):
    list_display = ("name", "provider", "pathway", "is_demo")
    list_filter = ("pathway",)
    search_fields = ("name", "provider__name")
    list_select_related = ("provider",)
    raw_id_fields = ("provider", "qualification")
    inlines = (RunInline,)


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = ("title", "employer", "locality_name", "status", "source")
    list_filter = ("status", "sector")
    search_fields = ("title", "employer__name", "source_id")
    list_select_related = ("employer",)
    show_full_result_count = False
