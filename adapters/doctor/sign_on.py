"""The sign-in of the organisation: whether it answers, is who it should be, and speaks as we do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.doctor.finding import Finding, ok, warning, wrong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.doctor.asking import Answer, Asker
    from adapters.settings import OidcSettings

_BACK = "/staff/login/office/back"
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


async def sign_on_is_well(asker: Asker, oidc: OidcSettings, public_url: str) -> AsyncIterator[Finding]:
    """Ask the issuer about itself; what it does not say of us only a sign-in shows."""
    about = await asker.ask(f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration")
    found = _known(about, oidc)
    yield found
    if found.verdict == "wrong":
        return
    keys = await asker.ask(str(about.body["jwks_uri"]))
    yield _keys(keys)
    if "S256" not in (about.body.get("code_challenge_methods_supported") or ["S256"]):
        yield warning("sign-in proof", "the issuer does not name PKCE with S256", "switch it on for this client")
    yield ok("sign-in way back", f"register at the issuer, exactly: {public_url}{_BACK}")


def _known(about: Answer, oidc: OidcSettings) -> Finding:
    check = "sign-in issuer"
    if about.nobody:
        return wrong(
            check,
            f"the issuer cannot be reached ({about.trouble})",
            "let this machine connect to it on port 443, or look at OIDC_ISSUER; meanwhile passwords hold",
        )
    if not about.good:
        return wrong(
            check, f"there is no OpenID Connect at OIDC_ISSUER ({about.status})", "copy the issuer from the provider"
        )
    if about.body.get("issuer") != oidc.issuer:
        return wrong(
            check, "the issuer calls itself something else", "write OIDC_ISSUER exactly so, with or without a slash"
        )
    if not all(isinstance(about.body.get(name), str) for name in _NEEDED):
        return wrong(check, "the issuer does not say where it asks, signs and answers", "is it OpenID Connect?")
    return ok(check, "it answers, and is the one that was set")


def _keys(keys: Answer) -> Finding:
    found = keys.body.get("keys")
    if keys.good and isinstance(found, list) and found:
        return ok("sign-in keys", f"{len(found)} to know its signature by")
    return wrong(
        "sign-in keys",
        f"the issuer's keys cannot be read ({keys.trouble or keys.status})",
        "let this machine connect to its jwks_uri",
    )
