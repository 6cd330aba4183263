"""The issuer of badges: an organisation's own sign-in, asked with OpenID Connect (code flow, PKCE, state, nonce).

Authlib knows the protocol, joserfc the signatures, and our own calls go over aiohttp. Nothing of an
answer, and no address with a code in it, is ever logged.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import aiohttp
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from adapters.console.question import Claims, IssuerAwayError, Question, UntrueError, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from adapters.settings import OidcSettings

SCOPE = "openid email profile"
SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""How a badge may be signed: with a key that only the issuer has. Never with a shared secret, never not at all."""
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_LASTS_S, _AGAIN_S = 3600.0, 60.0
_PATIENCE = aiohttp.ClientTimeout(total=10.0, connect=5.0)
_LARGEST = 1 << 20
_LEEWAY_S = 60


class Issuer:
    """One issuer, and we as its client. ``home``, where it is asked for, is our own address."""

    def __init__(self, settings: OidcSettings, back: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self._back = back
        self._clock = clock
        self._told: Mapping[str, Any] = {}
        self._told_at = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    async def address(self, question: Question, home: str) -> str:
        """Give where somebody's browser has to go to be asked."""
        told = await self._about()
        address: str = prepare_grant_uri(
            told["authorization_endpoint"],
            self.settings.client_id,
            "code",
            redirect_uri=home + self._back,
            scope=SCOPE,
            state=question.state,
            nonce=question.nonce,
            code_challenge=create_s256_code_challenge(question.verifier),
            code_challenge_method="S256",
        )
        return address

    async def claims(self, code: str, said: str, question: Question, home: str, now: datetime) -> Claims:
        """Take an answer: change the code for a token, and believe nothing of it that is not signed for us.

        said  the issuer's name in the answer (RFC 9207): a code of another issuer must not be shown to this one
        """
        told = await self._about()
        if said or told.get("authorization_response_iss_parameter_supported") is True:
            _same(said, self.settings.issuer, Wrong.ISSUER)
        token = await self._token(told, code, question, home)
        raw, access = token.get("id_token"), token.get("access_token")
        if not isinstance(raw, str) or not isinstance(access, str):
            raise UntrueError(Wrong.TOKEN)
        return await self._verified(told, raw, access, question, now)

    def farewell(self, home: str) -> str:
        """Give where somebody can sign out there, too; "" when that is not known."""
        end = self._told.get("end_session_endpoint")
        if not isinstance(end, str) or not _safe(end, self.settings.issuer):
            return ""
        asked = urlencode({"client_id": self.settings.client_id, "post_logout_redirect_uri": f"{home}/staff/login"})
        return f"{end}{'&' if urlsplit(end).query else '?'}{asked}"

    async def _about(self) -> Mapping[str, Any]:
        """Give what the issuer says of itself; asked once an hour."""
        if not self._told or self._clock() - self._told_at > _LASTS_S:
            told = await _fetch(get_well_known_url(self.settings.issuer, external=True))
            _same(told.get("issuer"), self.settings.issuer, Wrong.DISCOVERY)
            if not all(_safe(told.get(name), self.settings.issuer) for name in _NEEDED):
                raise UntrueError(Wrong.DISCOVERY)
            self._told, self._told_at = told, self._clock()
        return self._told

    async def _token(self, told: Mapping[str, Any], code: str, question: Question, home: str) -> Mapping[str, Any]:
        body = prepare_token_request(
            "authorization_code", redirect_uri=home + self._back, code=code, code_verifier=question.verifier
        )
        ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        client = ClientAuth(self.settings.client_id, self.settings.client_secret, way)
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        address, headers, body = client.prepare("POST", told["token_endpoint"], headers, body)
        return await _fetch(address, headers, body)

    async def _verified(
        self, told: Mapping[str, Any], raw: str, access: str, question: Question, now: datetime
    ) -> Claims:
        """Read a signed badge: ours, of this issuer, of this very question, and of now."""
        offered = told.get("id_token_signing_alg_values_supported") or ["RS256"]
        registry = JWSRegistry(algorithms=[each for each in SIGNED if each in offered], strict_check_header=False)
        try:
            try:
                token = jwt.decode(raw, await self._keyring(told), registry=registry)
            except InvalidKeyIdError:  # the issuer has changed its keys
                token = jwt.decode(raw, await self._keyring(told, fresh=True), registry=registry)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self.settings.issuer},
                    "aud": {"essential": True, "value": self.settings.client_id},
                },
                {"nonce": question.nonce, "client_id": self.settings.client_id, "access_token": access},
            )
            claims.validate(now=int(now.timestamp()), leeway=_LEEWAY_S)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise UntrueError(type(error).__name__) from None
        return Claims.read(claims)

    async def _keyring(self, told: Mapping[str, Any], *, fresh: bool = False) -> KeySet:
        """Give the issuer's keys. A key that nobody knows makes us ask again, but not as often as anybody likes."""
        age = self._clock() - self._keys_at
        if self._keys is None or age > _LASTS_S or (fresh and age > _AGAIN_S):
            found = await _fetch(told["jwks_uri"])
            try:
                self._keys, self._keys_at = KeySet.import_key_set(found), self._clock()  # type: ignore[arg-type] # what is none is refused
            except (JoseError, ValueError, TypeError, KeyError) as error:
                raise UntrueError(type(error).__name__) from None
        return self._keys


async def _fetch(
    address: str, headers: Mapping[str, str] | None = None, body: str | None = None
) -> Mapping[str, Any]:  # fmt: skip
    """Ask once; redirects are not followed, for a code or a secret goes to nobody else."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE, cookie_jar=aiohttp.DummyCookieJar(), trust_env=True) as session,
            session.request(
                "GET" if body is None else "POST", address, headers=headers, data=body, allow_redirects=False
            ) as answer,
        ):
            text = await answer.content.read(_LARGEST)
            if answer.status in {400, 401, 403}:
                raise UntrueError(Wrong.REFUSED)
            if answer.status != 200:  # noqa: PLR2004
                raise IssuerAwayError(str(answer.status))
            found = json.loads(text)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise IssuerAwayError(type(error).__name__) from None
    except (ValueError, RecursionError):
        raise IssuerAwayError(Wrong.UNREADABLE) from None
    if not isinstance(found, dict):
        raise IssuerAwayError(Wrong.UNREADABLE)
    return found


def _same(given: object, wanted: str, what: str) -> None:
    if given != wanted:
        raise UntrueError(what)


def _safe(address: object, issuer: str) -> bool:
    """Say whether an address is encrypted; only an issuer on this very machine need not be."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return bool(parts.netloc) and (parts.scheme == "https" or (parts.scheme == "http" and issuer.startswith("http:")))
