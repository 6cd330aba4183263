"""An organisation's sign-in, played on this machine: OpenID Connect with real keys, strict with its clients.

It can also answer wrongly, when a test says how.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENT, SECRET = "counter", "the client's secret"
_ALG = {"alg": "RS256"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser brought, and whose account it is."""

    query: dict[str, str]
    account: dict[str, Any]


@dataclass
class Provider:
    """One issuer. ``claims`` changes a badge before it is signed; ``told`` what the issuer says of itself.

    lies    claims that are put into every badge instead of the true ones; None takes one away
    signs   signs a badge, when not as usual
    account whose browser comes: it need not be asked any more
    """

    now: Callable[[], float]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)}))
    told: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    signs: Callable[[dict[str, Any]], str] | None = None
    account: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    asked_for: list[str] = field(default_factory=list)
    _codes: dict[str, Asked] = field(default_factory=dict)

    def __post_init__(self) -> None:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            """Answers one request."""

            def do_GET(self) -> None:
                provider.asked_for.append(self.path)
                if self.path.startswith("/authorize"):
                    self.send_response(302)
                    self.send_header("location", provider.authorize(self.path, **provider.account))
                    self.end_headers()
                    return
                self._say(provider.answer(self.path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                provider.asked_for.append(self.path)
                self._say(provider.token(self.headers.get("authorization", ""), _flat(body)))

            def log_message(self, format: str, *given: object) -> None:  # noqa: A002 - the library calls it so
                del format, given

            def _say(self, answer: tuple[int, dict[str, Any]]) -> None:
                body = json.dumps(answer[1]).encode()
                self.send_response(provider.status if provider.status != 200 else answer[0])
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def issuer(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Shut it."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[int, dict[str, Any]]:
        """Say what the issuer is, or its keys."""
        match path:
            case "/.well-known/openid-configuration":
                return 200, {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize?tenant=city",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/keys",
                    "end_session_endpoint": f"{self.issuer}/leave",
                    "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
                    "authorization_response_iss_parameter_supported": True,
                    **self.told,
                }
            case "/keys":
                return 200, {"keys": [self.key.as_dict(private=False)]}
            case _:
                return 404, {}

    def authorize(self, address: str, **account: Any) -> str:
        """Have somebody sign in with an account; gives where their browser is sent."""
        query = _flat(urlsplit(address).query)
        assert query["tenant"] == "city"
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
        assert query["scope"].split()[0] == "openid"
        assert query["code_challenge_method"] == "S256"
        assert min(len(query[name]) for name in ("state", "nonce", "code_challenge")) >= 43
        code = secrets.token_urlsafe(16)
        self._codes[code] = Asked(query, account)
        given = {"code": code, "state": query["state"], "iss": self.issuer}
        return f"{query['redirect_uri']}?{urlencode(given)}"

    def token(self, authorization: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Change a code into a badge: once, for the client that asked, who knows the verifier."""
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self._codes.pop(form.get("code", ""), None)
        if authorization != basic or asked is None or form.get("grant_type") != "authorization_code":
            return 401, {"error": "invalid_client"}
        digest = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if digest.decode() != asked.query["code_challenge"] or form["redirect_uri"] != asked.query["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(self.now())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.query["nonce"]}
        claims = {**claims, **asked.account, **self.lies}
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = self.signs(claims) if self.signs else self.sign(claims)
        return 200, {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": signed}

    def sign(self, claims: dict[str, Any]) -> str:
        """Sign a badge with the key that everybody can see."""
        return jwt.encode({**_ALG, "kid": self.key.kid}, claims, self.key)


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
