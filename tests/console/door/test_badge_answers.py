"""An answer of the organisation's sign-in counts once, in the browser that asked, and only if it is surely true."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.console.door.badge_desk import OLENA
from tests.console.door.front import HOME
from tests.console.door.provider import CLIENT, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.console.door.badge_desk import BadgeDesk
    from tests.console.door.front import Browser


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"]},
        {"aud": None},
        {"azp": "another client"},
        {"iss": "https://login.example.jp"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"iat": 32503680000},
        {"nbf": 32503680000},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
def test_a_badge_of_other_claims_opens_nothing(desk: BadgeDesk, olena: Browser, lies: dict[str, Any]) -> None:
    desk.provider.lies = lies
    assert desk.come(olena).status_code == 403
    assert "could not be trusted" in olena.said
    assert not olena.inside()


def _unsigned(claims: dict[str, Any]) -> str:
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({"alg": "none"}, claims)
    )
    return f"{head}.{body}."


def _by_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.ljust(32)), algorithms=["HS256"])


def _by_another(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256"}, claims, RSAKey.generate_key(2048))


@pytest.mark.parametrize("signs", [_unsigned, _by_secret, _by_another, lambda _: "no badge"])
def test_a_badge_that_the_issuer_did_not_sign_opens_nothing(
    desk: BadgeDesk, olena: Browser, signs: Callable[[dict[str, Any]], str]
) -> None:
    desk.provider.signs = signs
    assert desk.come(olena).status_code == 403
    assert "could not be trusted" in olena.said


def test_a_badge_of_a_new_key_is_known_when_the_keys_are_asked_for_again(desk: BadgeDesk, olena: Browser) -> None:
    assert desk.come(olena).status_code == 303
    desk.provider.key = RSAKey.generate_key(2048, {"kid": "new"})
    # Nobody makes us ask more often than once a minute.
    assert desk.come(olena).status_code == 403
    desk.open()
    assert desk.come(desk.hall.browser()).status_code == 303


def _back(desk: BadgeDesk, browser: Browser, **instead: str | None) -> str:
    back = desk.provider.authorize(desk.begin(browser), **OLENA).removeprefix(HOME)
    query = {**{name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}, **instead}
    return f"/staff/login/office/back?{urlencode({name: value for name, value in query.items() if value is not None})}"


@pytest.mark.parametrize("state", ["another", "", None])
def test_an_answer_with_another_state_is_none(desk: BadgeDesk, olena: Browser, state: str | None) -> None:
    assert olena.get(_back(desk, olena, state=state)).status_code == 403
    assert "begun elsewhere" in olena.said


def test_an_answer_counts_once(desk: BadgeDesk, olena: Browser) -> None:
    back = _back(desk, olena)
    assert olena.get(back).status_code == 303
    assert olena.get(back).status_code in {303, 403}
    again = desk.hall.browser("192.0.2.9")
    assert again.get(back).status_code == 403
    assert "begun elsewhere" in again.said


def test_a_wrong_answer_uses_the_question_up(desk: BadgeDesk, olena: Browser) -> None:
    back = _back(desk, olena)
    assert olena.get("/staff/login/office/back?state=guessed&code=x").status_code == 403
    assert olena.get(back).status_code == 403


def test_an_answer_of_one_browser_is_none_of_another(desk: BadgeDesk, olena: Browser) -> None:
    victim = desk.hall.browser("192.0.2.9")
    desk.begin(victim)
    assert victim.get(_back(desk, olena)).status_code == 403
    assert not victim.inside()


def test_an_answer_that_comes_too_late_is_none(desk: BadgeDesk, olena: Browser) -> None:
    back = _back(desk, olena)
    desk.hall.clock.pass_(minutes=11)
    assert olena.get(back).status_code == 403


@pytest.mark.parametrize("iss", ["https://evil.example", "", None])
def test_a_code_of_another_issuer_is_not_shown_to_ours(desk: BadgeDesk, olena: Browser, iss: str | None) -> None:
    back = _back(desk, olena, iss=iss)
    desk.provider.asked_for.clear()
    assert olena.get(back).status_code == 403
    assert "/token" not in desk.provider.asked_for


def test_an_issuer_that_does_not_name_itself_need_not(desk: BadgeDesk, olena: Browser) -> None:
    desk.provider.told = {"authorization_response_iss_parameter_supported": None}
    assert olena.get(_back(desk, olena, iss=None)).status_code == 303


def test_a_code_without_its_verifier_is_worth_nothing(desk: BadgeDesk, olena: Browser) -> None:
    other = desk.hall.browser("192.0.2.9")
    stolen = parse_qs(urlsplit(_back(desk, other)).query)["code"][0]
    assert olena.get(_back(desk, olena, code=stolen)).status_code == 403
    assert "could not be trusted" in olena.said


def test_who_changes_their_mind_is_told_so(desk: BadgeDesk, olena: Browser) -> None:
    back = _back(desk, olena, code=None, error="access_denied")
    assert olena.get(back).status_code == 403
    assert "did not let you through" in olena.said


def test_a_form_of_another_page_begins_nothing(desk: BadgeDesk, olena: Browser) -> None:
    olena.get("/staff/login")
    answer = olena.post("/staff/login/office", {"origin": "https://evil.example", "sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not desk.provider.asked_for


@pytest.mark.usefixtures("desk")
def test_tries_of_one_place_are_counted(olena: Browser) -> None:
    answers = [olena.get("/staff/login/office/back?state=x&code=y").status_code for _ in range(12)]
    assert answers[0] == 403
    assert answers[-1] == 429
