"""How user accounts come into being."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from leerwerk.accounts.models import User


class UserManager(BaseUserManager["User"]):
    """Accounts are known by their mail address, in lower case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password its owner must set one through the reset mail."""
        if not email:
            message = "an account needs a mail address"
            raise ValueError(message)
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account that may do everything in the administration."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its mail address, however it was typed."""
        return self.get(email=(username or "").strip().lower())
