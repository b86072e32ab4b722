"""Regions to look at; organisations, desks and memberships to keep."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.admin import AuditedAdmin, ReadOnlyAdmin
from leerwerk.network.models import (
    Desk,
    Membership,
    Municipality,
    Organisation,
    Recognition,
    Region,
    SiteHost,
)
from leerwerk.network.sites import is_national_host


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


class HostField(forms.CharField):
    """A host name, however it was typed: "Leerwerktwente.NL " is the same one."""

    def to_python(self, value: object) -> str:
        """In lower case."""
        return str(super().to_python(value)).lower()

    def validate(self, value: str) -> None:
        """Not a host of the national site: that would never be shown."""
        super().validate(value)
        if is_national_host(value):
            raise ValidationError(_("Dit is een adres van de landelijke site."), code="national")


@admin.register(SiteHost)
class SiteHostAdmin(AuditedAdmin):
    list_display = ("host", "desk", "is_main")
    search_fields = ("host", "desk__name")
    list_select_related = ("desk",)
    raw_id_fields = ("desk",)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The host by its own field, with the checks of the table."""
        if db_field.name == "host":
            kwargs["form_class"] = HostField
        return super().formfield_for_dbfield(db_field, request, **kwargs)
