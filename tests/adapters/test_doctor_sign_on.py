"""The doctor looks at the sign-in of the organisation: does it answer, and is it the one that was set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from adapters.settings import OidcSettings
from tests.adapters.findings import found
from tests.console.door.provider import CLIENT, Provider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.doctor.finding import Finding
    from adapters.settings import Settings

pytestmark = pytest.mark.anyio
HOME = "https://counter.example.jp"


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider(lambda: 0.0)
    yield provider
    provider.close()


async def seen(settings: Settings, issuer: str) -> dict[str, Finding]:
    oidc = OidcSettings(issuer, CLIENT, "canary")
    ours = replace(settings, line=None, telegram=None, public_url=HOME, oidc=oidc)
    return {name: finding for name, finding in (await found(ours)).items() if name.startswith("sign-in")}


async def test_an_issuer_that_is_well_and_the_way_back_are_told(settings: Settings, provider: Provider) -> None:
    findings = await seen(settings, provider.issuer)
    assert {finding.verdict for finding in findings.values()} == {"ok"}
    assert f"{HOME}/staff/login/office/back" in findings["sign-in way back"].says


@pytest.mark.parametrize(
    ("told", "check"),
    [
        ({"issuer": "https://login.example.jp"}, "sign-in issuer"),
        ({"token_endpoint": None}, "sign-in issuer"),
        ({"jwks_uri": "http://127.0.0.1:9/keys"}, "sign-in keys"),
    ],
)
async def test_what_is_wrong_with_it_is_told(
    settings: Settings, provider: Provider, told: dict[str, Any], check: str
) -> None:
    provider.told = told
    assert (await seen(settings, provider.issuer))[check].verdict == "wrong"


async def test_an_issuer_without_proof_of_the_asker_is_warned_of(settings: Settings, provider: Provider) -> None:
    provider.told = {"code_challenge_methods_supported": ["plain"]}
    assert (await seen(settings, provider.issuer))["sign-in proof"].verdict == "warning"


async def test_an_issuer_that_is_away_or_none_is_told(settings: Settings, provider: Provider) -> None:
    assert "cannot be reached" in (await seen(settings, "http://127.0.0.1:9"))["sign-in issuer"].says
    assert "no OpenID Connect" in (await seen(settings, f"{provider.issuer}/realms/none"))["sign-in issuer"].says


async def test_without_it_nothing_is_asked(settings: Settings) -> None:
    assert not [name for name in await found(replace(settings, line=None, telegram=None)) if "sign-in" in name]
