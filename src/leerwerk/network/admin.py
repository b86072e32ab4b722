"""Regions to look at; organisations, desks and memberships to keep."""

from django.contrib import admin

from leerwerk.kernel.admin import AuditedAdmin, ReadOnlyAdmin
from leerwerk.network.models import Desk, Membership, Municipality, Organisation, Recognition, Region


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("name", "scheme", "code", "valid_from", "valid_until")
    list_filter = ("scheme",)
    search_fields = ("name", "code")


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    list_display = ("name", "scheme", "code", "valid_from", "valid_until")
    search_fields = ("name", "code")


class RecognitionInline(admin.TabularInline):
    model = Recognition
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    list_display = ("name", "kvk_number", "kind", "locality_name", "is_demo")
    list_filter = ("kind", "is_demo")
    search_fields = ("name", "kvk_number")
    raw_id_fields = ("region", "merged_into")
    inlines = (RecognitionInline,)


@admin.register(Desk)
class DeskAdmin(AuditedAdmin):
    list_display = ("name", "region", "phase", "valid_from", "valid_until")
    list_filter = ("phase",)
    search_fields = ("name", "region__name")
    list_select_related = ("region",)
    prepopulated_fields = {"slug": ("name",)}
    raw_id_fields = ("region", "successor")


@admin.register(Membership)
class MembershipAdmin(AuditedAdmin):
    list_display = ("user", "role", "region", "organisation", "valid_from", "valid_until")
    list_filter = ("role",)
    search_fields = ("user__email", "organisation__name", "region__name")
    list_select_related = ("user", "region", "organisation")
    raw_id_fields = ("user", "region", "organisation")
