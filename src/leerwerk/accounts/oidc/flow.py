"""What is believed of a provider: only an ID token that it signed, for us, for this attempt, a moment ago."""

from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

# Signed with a key of the provider's; a secret that both know is no signature.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY_SECONDS = 60


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Checks signature, issuer, audience, time and nonce, and that both answers are about the same person."""

    expected_nonce = ""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **given: Any) -> SocialLogin:
        """Who signed in at the provider. Raises OAuth2Error when the answer is not to be believed."""
        try:
            claims = self._claims(app, given["response"]["id_token"])
            told = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as bad:
            message = "the answer of the provider cannot be believed"
            raise OAuth2Error(message) from bad
        if told and told.get("sub") != claims["sub"]:
            message = "the provider speaks of two people"
            raise OAuth2Error(message)
        told = {**claims, **told, "iss": claims["iss"]}
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told})

    def _claims(self, app: Any, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json())
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=keys[jwt.get_unverified_header(id_token)["kid"]],
            algorithms=ALGORITHMS,
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
        if not self.expected_nonce or not constant_time_compare(claims["nonce"], self.expected_nonce):
            raise jwt.InvalidTokenError("nonce")
        if self.openid_config["issuer"] != app.settings["issuer"]:
            raise jwt.InvalidIssuerError("not the issuer of the settings")
        return claims


class LoginView(OAuth2LoginView):  # type: ignore[misc]
    """Sends the visitor to the provider."""


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]
    """Takes the visitor back, and hands the nonce of the attempt to who checks it."""

    def _get_state(
        self, request: HttpRequest, provider: Any
    ) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, answer = super()._get_state(request, provider)
        self.adapter.expected_nonce = (state or {}).get("nonce", "")
        return state, answer
