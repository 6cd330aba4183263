"""Passkeys: made after the password was given once more, good for coming in alone, useless to anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from tests.console.door.authenticator import Authenticator, packed
from tests.console.door.front import PASSWORD, Browser, front

if TYPE_CHECKING:
    import httpx2

    from tests.console.door.conftest import Hall

SECURITY = "/staff/me/security"


def asked(browser: Browser, path: str, **fields: str) -> dict[str, Any]:
    answer = browser.post(path, {"accept": "application/json"}, **fields)
    assert answer.status_code == 200, answer.text
    options: dict[str, Any] = answer.json()
    return options


def add(browser: Browser, device: Authenticator, name: str = "Laptop") -> httpx2.Response:
    browser.get(SECURITY)
    options = asked(browser, f"{SECURITY}/passkeys/options", current=PASSWORD)
    return browser.post(f"{SECURITY}/passkeys", credential=device.make(options), name=name)


def touch(browser: Browser, device: Authenticator, **instead: str) -> httpx2.Response:
    browser.get("/staff/login")
    options = asked(browser, "/staff/login/passkey/options")
    return browser.post("/staff/login/passkey", credential=device.sign(options, **instead), next="/staff/me")


@pytest.fixture
def device(boss: Browser) -> Authenticator:
    device = Authenticator()
    assert add(boss, device).json() == {"go": f"{SECURITY}?done=passkey"}
    return device


def test_a_passkey_alone_lets_in(hall: Hall, boss: Browser, device: Authenticator) -> None:
    browser = hall.browser()
    assert touch(browser, device).json() == {"go": "/staff/me"}
    assert "Boss Sato administrator" in browser.get("/staff").text
    assert hall.deeds("login")[-1][3] == "by=passkey"
    assert boss.inside()


def test_what_is_asked_for(hall: Hall, boss: Browser) -> None:
    boss.get(SECURITY)
    options = asked(boss, f"{SECURITY}/passkeys/options", current=PASSWORD)
    assert options["rp"] == {"name": "Madoguchi", "id": "counter.example"}
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["attestation"] == "none"
    stranger = hall.browser()
    stranger.get("/staff/login")
    options = asked(stranger, "/staff/login/passkey/options")
    assert (options["rpId"], options["userVerification"]) == ("counter.example", "required")
    # Nobody learns whose keys there are.
    assert options["allowCredentials"] == []


def test_adding_needs_the_password(boss: Browser) -> None:
    boss.get(SECURITY)
    for current in ("", "wrong"):
        answer = boss.post(f"{SECURITY}/passkeys/options", current=current)
        assert answer.status_code == 403
    assert boss.post(f"{SECURITY}/passkeys", credential=Authenticator().make({"user": {"id": ""}, "challenge": "AA"}),
                     name="x").status_code == 422  # fmt: skip


def test_a_challenge_is_signed_once(hall: Hall, device: Authenticator) -> None:
    browser = hall.browser()
    browser.get("/staff/login")
    answer = device.sign(asked(browser, "/staff/login/passkey/options"))
    thief = hall.browser()
    thief.client.cookies = browser.client.cookies
    thief.page = browser.page
    assert browser.post("/staff/login/passkey", credential=answer).status_code == 200
    thief.get("/staff/login")
    thief.post("/staff/logout")
    thief.get("/staff/login")
    asked(thief, "/staff/login/passkey/options")
    assert thief.post("/staff/login/passkey", credential=answer).status_code == 401


def test_a_signature_for_somebody_elses_challenge_is_nothing_worth(hall: Hall, device: Authenticator) -> None:
    one, two = hall.browser(), hall.browser()
    for browser in (one, two):
        browser.get("/staff/login")
    theirs = device.sign(asked(one, "/staff/login/passkey/options"))
    asked(two, "/staff/login/passkey/options")
    assert two.post("/staff/login/passkey", credential=theirs).status_code == 401
    assert hall.browser().get("/staff").status_code == 303


def test_a_challenge_is_over_after_ten_minutes(hall: Hall, device: Authenticator) -> None:
    browser = hall.browser()
    browser.get("/staff/login")
    answer = device.sign(asked(browser, "/staff/login/passkey/options"))
    hall.clock.pass_(minutes=10)
    assert browser.post("/staff/login/passkey", credential=answer).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://counter.example.evil.example"},
        {"origin": "http://counter.example"},
        {"host": "evil.example"},
        {"verified": False},
        {"id": b"unknown"},
        {"owner": packed(b"somebody-else")},
    ],
)
def test_what_does_not_fit_is_refused(hall: Hall, device: Authenticator, wrong: dict[str, Any]) -> None:
    for name, value in wrong.items():
        setattr(device, name, value)
    browser = hall.browser()
    assert touch(browser, device).status_code == 401
    assert not browser.inside()


def test_a_forged_signature_is_refused(hall: Hall, device: Authenticator) -> None:
    other = Authenticator(id=device.id, owner=device.owner)
    assert touch(hall.browser(), other).status_code == 401
    assert touch(hall.browser(), device, signature=packed(b"nothing")).status_code == 401


def test_a_copied_key_is_noticed(hall: Hall, device: Authenticator) -> None:
    assert touch(hall.browser(), device).status_code == 200
    device.uses -= 1
    assert touch(hall.browser(), device).status_code == 401


def test_a_key_that_never_counts_is_good_too(hall: Hall, boss: Browser) -> None:
    device = Authenticator(counts=False)
    add(boss, device)
    for _ in range(2):
        assert touch(hall.browser(), device).status_code == 200


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "x" * 30_000, '{"id": 1}', '{"id": "x", "response": null}', '{"response": {}}']
)
def test_nonsense_is_refused_and_counted(hall: Hall, device: Authenticator, answer: str) -> None:
    browser = hall.browser("198.51.100.7")
    browser.get("/staff/login")
    asked(browser, "/staff/login/passkey/options")
    statuses = [browser.post("/staff/login/passkey", credential=answer).status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    assert touch(hall.browser("198.51.100.8"), device).status_code == 200


def test_nobody_fills_the_store_with_challenges(hall: Hall, device: Authenticator) -> None:
    stranger = hall.browser("198.51.100.7")
    stranger.get("/staff/login")
    asked_for = {"accept": "application/json"}
    statuses = [stranger.post("/staff/login/passkey/options", asked_for).status_code for _ in range(62)]
    assert statuses == [200] * 60 + [429] * 2
    for _ in range(70):
        assert touch(hall.browser(), device).status_code == 200


def test_a_passkey_is_not_stopped_by_guessing_at_the_name(hall: Hall, device: Authenticator) -> None:
    for n in range(6):
        hall.browser(f"198.51.100.{n}").sign_in("boss", "wrong")
    assert touch(hall.browser("203.0.113.9"), device).status_code == 200
    assert hall.browser("203.0.113.8").sign_in("boss").status_code == 303


def test_who_is_shut_out_has_no_passkey(hall: Hall, boss: Browser) -> None:
    hanako, device = hall.colleague(boss, "hanako"), Authenticator()
    add(hanako, device)
    boss.get(f"/staff/people/{hall.id('hanako')}")
    boss.post(f"/staff/people/{hall.id('hanako')}/disable")
    assert touch(hall.browser(), device).status_code == 401


def test_a_passkey_is_listed_and_forgotten(hall: Hall, boss: Browser, device: Authenticator) -> None:
    assert "Laptop" in boss.get(SECURITY).text
    key_id = packed(device.id)
    assert boss.post(f"{SECURITY}/passkeys/forget", id=key_id, current="wrong").status_code == 403
    boss.get(SECURITY)
    answer = boss.post(f"{SECURITY}/passkeys/forget", id=key_id, current=PASSWORD)
    assert answer.headers["location"] == f"{SECURITY}?done=passkey_gone"
    assert touch(hall.browser(), device).status_code == 401


def test_nobody_forgets_the_keys_of_others(hall: Hall, boss: Browser, device: Authenticator) -> None:
    hanako = hall.colleague(boss, "hanako")
    hanako.get(SECURITY)
    answer = hanako.post(f"{SECURITY}/passkeys/forget", id=packed(device.id), current=PASSWORD)
    assert answer.status_code == 404
    assert touch(hall.browser(), device).status_code == 200


def test_one_device_has_one_key_for_one_person(hall: Hall, boss: Browser, device: Authenticator) -> None:
    boss.get(SECURITY)
    options = asked(boss, f"{SECURITY}/passkeys/options", current=PASSWORD)
    assert [key["id"] for key in options["excludeCredentials"]] == [packed(device.id)]
    hanako = hall.colleague(boss, "hanako")
    hanako.get(SECURITY)
    options = asked(hanako, f"{SECURITY}/passkeys/options", current=PASSWORD)
    answer = hanako.post(f"{SECURITY}/passkeys", credential=device.make(options), name="stolen")
    assert answer.status_code == 422


def test_where_passkeys_cannot_work_the_page_says_so(hall: Hall) -> None:
    home = "http://127.0.0.1:8000"
    client = TestClient(front(hall.store.roster, hall.clock, "").app, base_url=home)
    browser = Browser(client, hall.clock, home)
    browser.get("/staff/login", **{"accept-language": "en"})
    answer = browser.post("/staff/login/passkey/options", {"accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "door_passkey_place"


def test_who_is_inside_is_not_asked_for_a_passkey(boss: Browser, device: Authenticator) -> None:
    boss.get("/staff/me")
    answer = boss.post("/staff/login/passkey/options", {"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"go": "/staff"})
    assert boss.inside()
    assert device.owner
