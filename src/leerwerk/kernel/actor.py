"""Who acts, and with which grants. Values only: where grants come from is known above (network)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grant:
    """A role within a scope: "" is national, otherwise "kind:identifier", such as "region:AM07"."""

    role: str
    scope: str = ""


@dataclass(frozen=True)
class Actor:
    """Somebody (or the system) who asks or does something, on the day for which the grants were read."""

    user_id: int | None
    name: str
    grants: frozenset[Grant] = frozenset()

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in; the system is somebody."""
        return self.user_id is None and not self.grants

    @property
    def is_system(self) -> bool:
        """Whether the platform itself acts: a job, an import, a command of an administrator."""
        return self.user_id is None and self.has("system")

    def has(self, role: str) -> bool:
        """Whether the actor has the role in any scope."""
        return any(grant.role == role for grant in self.grants)

    def scopes(self, role: str) -> frozenset[str]:
        """All scopes in which the actor has the role; "" stands for the whole country."""
        return frozenset(grant.scope for grant in self.grants if grant.role == role)

    def scope_ids(self, role: str, kind: str) -> frozenset[str]:
        """The identifiers of one kind of scope: ``scope_ids("ADVISER", "region")`` → ``{"AM07"}``."""
        prefix = f"{kind}:"
        return frozenset(
            scope.removeprefix(prefix) for scope in self.scopes(role) if scope.startswith(prefix)
        )


ANONYMOUS = Actor(user_id=None, name="")
SYSTEM = Actor(user_id=None, name="Systeem", grants=frozenset({Grant("system")}))
