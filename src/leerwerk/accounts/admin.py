"""Accounts in the administration."""

from http import HTTPStatus

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from leerwerk.accounts.models import User
from leerwerk.kernel.admin import AuditedAdmin, record_by_hand


@admin.register(User)
class AccountAdmin(AuditedAdmin, UserAdmin):
    """Django's own page for accounts, for accounts without a user name; what is done is in the log."""

    add_form = AdminUserCreationForm
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_citizen")
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "language", "password")}),
        (_("Rechten"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Gebruik"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Give somebody another password, and write that down."""
        answer = super().user_change_password(request, id, form_url)
        user = self.get_object(request, id)
        if answer.status_code == HTTPStatus.FOUND and user is not None:
            record_by_hand(request, user, "password")
        return answer
