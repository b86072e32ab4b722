"""Who can sign in. What somebody may do lives in network (memberships), above this app."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leerwerk.accounts.managers import UserManager


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # of Wagtail's pictures
    """An account, known by its mail address: of staff and partners, or of a citizen who proved that address.

    A citizen has no name here and no role; what is known of somebody is found by the address (people).
    """

    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=150)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    is_active = models.BooleanField(
        _("actief"), default=True, help_text=_("Zet dit uit in plaats van een account te verwijderen.")
    )
    is_staff = models.BooleanField(
        _("medewerker"),
        default=False,
        help_text=_("Mag in het beheer komen; moet zich met een tweede stap aanmelden."),
    )
    is_citizen = models.BooleanField(
        _("burger"),
        default=False,
        help_text=_("Komt binnen met een code per mail, ziet alleen eigen gegevens en heeft nooit een rol."),
    )
    date_joined = models.DateTimeField(_("aangemaakt op"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("email",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_email_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(is_citizen=False) | models.Q(is_staff=False, is_superuser=False),
                name="accounts_citizen_is_no_staff",
            ),
        )

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        """Addresses are kept in lower case, so that one person has one account."""
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def may_enter_by_code(self) -> bool:
        """Whether a proof of the address alone opens the account: only that of a citizen."""
        return self.is_citizen and self.is_active

    def get_full_name(self) -> str:
        """The name to show; the address when there is none."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """The name to show where there is little room."""
        return self.get_full_name()
