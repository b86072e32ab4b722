"""What a production installation must bring; pure, so that `leerwerk check` can tell it without Django."""

from collections.abc import Mapping

MINIMAL_SECRET = 50
MINIMAL_VARIETY = 10
TRUE = frozenset({"1", "true", "yes", "on", "ja"})


def is_true(value: str | None) -> bool:
    """Whether an environment value switches something on."""
    return (value or "").strip().lower() in TRUE


def words(value: str | None) -> list[str]:
    """A comma-separated environment value as a list without empty items."""
    return [word.strip() for word in (value or "").split(",") if word.strip()]


def oidc_apps(environment: Mapping[str, str]) -> list[dict[str, object]]:
    """The OpenID Connect provider of LEERWERK_OIDC_…, as allauth wants it; empty when none is named."""
    issuer, client = (
        environment.get("LEERWERK_OIDC_ISSUER", ""),
        environment.get("LEERWERK_OIDC_CLIENT_ID", ""),
    )
    if not issuer or not client:
        return []
    return [
        {
            "provider_id": "inloggen",
            "name": environment.get("LEERWERK_OIDC_NAME") or "OpenID Connect",
            "client_id": client,
            "secret": environment.get("LEERWERK_OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": issuer.rstrip("/"), "issuer": issuer, "oauth_pkce_enabled": True},
        }
    ]


def missing_settings(environment: Mapping[str, str]) -> list[str]:
    """One Dutch sentence for each thing that production may not start without."""
    missing = []
    if is_true(environment.get("LEERWERK_DEBUG")):
        missing.append("LEERWERK_DEBUG staat aan: zet die uit.")
    for name in ("LEERWERK_SECRET_KEY", "LEERWERK_DATA_KEY"):
        value = environment.get(name, "")
        if len(value) < MINIMAL_SECRET or len(set(value)) < 10 or "insecure" in value:  # noqa: PLR2004
            missing.append(
                f"{name} ontbreekt of is te zwak: geef minstens {MINIMAL_SECRET} willekeurige tekens."
            )
    if environment.get("LEERWERK_SECRET_KEY") and (
        environment.get("LEERWERK_SECRET_KEY") == environment.get("LEERWERK_DATA_KEY")
    ):
        missing.append(
            "LEERWERK_DATA_KEY is gelijk aan LEERWERK_SECRET_KEY: geef twee verschillende sleutels."
        )
    hosts = words(environment.get("LEERWERK_ALLOWED_HOSTS"))
    if not hosts or "*" in hosts:
        missing.append("LEERWERK_ALLOWED_HOSTS ontbreekt of is '*': noem de adressen van de site.")
    if not environment.get("LEERWERK_BASE_URL", "").startswith("https://"):
        missing.append("LEERWERK_BASE_URL ontbreekt of begint niet met https://: geef het openbare adres.")
    if not environment.get("LEERWERK_TLS"):
        missing.append(
            "LEERWERK_TLS ontbreekt: 'proxy' als een proxy X-Forwarded-Proto zet (en die van buiten wist), "
            "'direct' als gunicorn zelf een certificaat heeft."
        )
    if (issuer := environment.get("LEERWERK_OIDC_ISSUER", "")) and not issuer.startswith("https://"):
        missing.append("LEERWERK_OIDC_ISSUER begint niet met https://: geef het adres van de aanbieder.")
    if not environment.get("DATABASE_URL"):
        missing.append("DATABASE_URL ontbreekt: postgresql://gebruiker:wachtwoord@server/database.")
    if not environment.get("LEERWERK_EMAIL_URL"):
        missing.append("LEERWERK_EMAIL_URL ontbreekt: smtp://gebruiker:wachtwoord@server:587.")
    return missing
