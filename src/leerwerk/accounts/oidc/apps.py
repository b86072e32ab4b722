from django.apps import AppConfig


class OidcConfig(AppConfig):
    name = "leerwerk.accounts.oidc"
    label = "oidc"
