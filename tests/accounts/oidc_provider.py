"""A small OpenID Connect provider for tests: discovery, authorize, token, userinfo and keys, on this machine."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "leerwerk", "een geheim van de test"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """Who is signed in there, and in which way the answer is twisted."""

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    asked: dict[str, str] = field(default_factory=dict)

    def answer(self, method: str, path: str, given: dict[str, str], authorization: str) -> tuple[int, Any]:
        """The status and the body (or the address to go to) for a request."""
        match (method, path):
            case ("GET", "/.well-known/openid-configuration"):
                return 200, self._discovery()
            case ("GET", "/keys"):
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
                return 200, {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}
            case ("GET", "/authorize"):
                self.asked = given
                return 302, f"{given['redirect_uri']}?{urlencode({'code': 'c0de', 'state': given['state']})}"
            case ("POST", "/token") if given["code"] == "c0de" and self._knows(given):
                return 200, {"access_token": "t0ken", "token_type": "Bearer", "id_token": self._id_token()}
            case ("GET", "/userinfo") if authorization == "Bearer t0ken":
                return 200, {"sub": "42", **self.userinfo}
        return 400, {"error": "invalid_request"}

    def _discovery(self) -> dict[str, Any]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "userinfo_endpoint": "userinfo",
        }
        return {
            "issuer": self.issuer,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{name: f"{self.issuer}/{path}" for name, path in names.items()},
        }

    def _knows(self, given: dict[str, str]) -> bool:
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return given["client_secret"] == SECRET and challenge == self.asked["code_challenge"]

    def _id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "42",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        key = None if self.algorithm == "none" else self.key
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "1"})


@contextmanager
def running_provider() -> Iterator[Provider]:
    """The provider, as long as the test takes."""
    found: list[Provider] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(dict(parse_qs(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._reply(dict(parse_qs(body)))

        def _reply(self, given: dict[str, list[str]]) -> None:
            single = {name: values[0] for name, values in given.items()}
            path, bearer = urlsplit(self.path).path, self.headers.get("Authorization", "")
            status, told = found[0].answer(self.command, path, single, bearer)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", told)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"" if status == 302 else json.dumps(told).encode())

        def log_message(self, *_: Any) -> None:
            """Silence."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.append(Provider(f"http://127.0.0.1:{server.server_port}"))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found[0]
        server.shutdown()
        thread.join()
