"""allauth's OpenID Connect provider with what it leaves out: a nonce, and a signature that is always checked."""

import hashlib
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from leerwerk.accounts.oidc.flow import StrictAdapter

NONCE_LENGTH = 32


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """Each attempt has a nonce of its own, and nothing of what the provider tells is kept but who it is."""

    oauth2_adapter_class = StrictAdapter

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **more: Any,
    ) -> HttpResponse:
        """Send the visitor to the provider."""
        nonce = get_random_string(NONCE_LENGTH)
        params = {**(more.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params=params, nonce=nonce, **more
        )
        return answer

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """Those of the settings; none from the address, which anybody may have made."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Likewise."""
        return list(self.get_scope())

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Somebody at this issuer: another issuer may give the same number to another person."""
        told = data["userinfo"]
        return hashlib.sha256(f"{told['iss']}\n{told['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the address is in the account, and the rest is nobody's business here."""
        return {}


provider_classes = [StrictProvider]
