"""Coming in with an account of the organisation: only who was let in before, and only as far as they may."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.console.door.badge_desk import EMAIL

if TYPE_CHECKING:
    from tests.console.door.badge_desk import BadgeDesk
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser


def test_an_expected_account_is_linked_and_the_code_is_asked_for(desk: BadgeDesk, olena: Browser) -> None:
    assert desk.come(olena).headers["location"] == "/staff/login/code"
    assert not olena.inside()
    desk.hall.clock.pass_(seconds=30)
    olena.get("/staff/login/code")
    assert olena.post("/staff/login/code", code=olena.code).status_code == 303
    assert olena.inside()
    linked = desk.hall.deeds("badge-linked")
    assert linked == [(desk.hall.id("olena"), "badge-linked", desk.hall.id("olena"), "")]


def test_afterwards_the_account_counts_whatever_its_address_is(desk: BadgeDesk, olena: Browser) -> None:
    desk.come(olena)
    answer = desk.come(olena, email="married@city.example.jp")
    assert answer.headers["location"] == "/staff/login/code"


@pytest.mark.parametrize("how", ["trusted", "amr"])
def test_a_second_factor_of_the_organisation_is_enough_where_that_is_known(
    desk: BadgeDesk, olena: Browser, how: str
) -> None:
    if how == "trusted":
        desk.open(trusted=True)
        olena = desk.hall.browser()
    answer = desk.come(olena, "?next=/staff/me", **({"amr": ["pwd", "mfa"]} if how == "amr" else {}))
    assert answer.headers["location"] == "/staff/me"
    assert olena.inside()
    assert ("login", "by=badge") in {(deed, detail) for _, deed, _, detail in desk.hall.deeds("login")}


def test_somebody_nobody_let_in_is_told_so_and_gets_no_role(desk: BadgeDesk, boss: Browser) -> None:
    stranger = desk.hall.browser("192.0.2.9")
    answer = desk.come(stranger, sub="stranger", email="stranger@city.example.jp")
    assert answer.status_code == 403
    assert "nobody here is linked to this account" in stranger.said
    assert not stranger.inside()
    boss.get("/staff/people")
    assert "stranger" not in boss.page


@pytest.mark.parametrize("email", [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}])
def test_an_address_that_was_not_verified_links_nothing(desk: BadgeDesk, olena: Browser, email: dict[str, Any]) -> None:
    assert desk.come(olena, **email).status_code == 403
    assert "nobody here is linked" in olena.said


def test_an_address_links_once(desk: BadgeDesk, olena: Browser) -> None:
    assert desk.come(olena).status_code == 303
    thief = desk.hall.browser("192.0.2.9")
    assert desk.come(thief, sub="another account with her address").status_code == 403


def test_somebody_who_was_shut_out_stays_outside(desk: BadgeDesk, boss: Browser, olena: Browser) -> None:
    desk.come(olena)
    person = f"/staff/people/{desk.hall.id('olena')}"
    boss.get(person)
    boss.post(f"{person}/disable")
    assert desk.come(desk.hall.browser()).status_code == 403


def test_who_begins_anew_is_unlinked(desk: BadgeDesk, boss: Browser, olena: Browser) -> None:
    desk.come(olena)
    person = f"/staff/people/{desk.hall.id('olena')}"
    boss.get(person)
    boss.follow(boss.post(f"{person}/renew"))
    link = boss.page.split('id="link" readonly value="')[1].split('"')[0]
    assert desk.hall.browser().join(link, "olena").status_code == 303
    assert not asyncio.run(desk.hall.store.roster.badges.badge(desk.hall.id("olena"))).linked


def test_without_a_second_factor_of_ours_it_is_set_up_first(desk: BadgeDesk, boss: Browser) -> None:
    newcomer = desk.hall.browser()
    newcomer.join(desk.hall.invited(boss), "taras")
    desk.expected(boss, "taras")
    desk.open(trusted=True)
    later = desk.hall.browser()
    assert desk.come(later).headers["location"] == "/staff/login/setup"
    later.set_up()
    assert later.inside()


@pytest.mark.parametrize(
    ("settings", "account", "taken"),
    [
        ({"domains": ("city.example.jp",)}, {}, True),
        ({"domains": ("city.example.jp",)}, {"email": "olena@CITY.example.jp"}, True),
        ({"domains": ("example.jp",)}, {}, False),
        ({"domains": ("city.example.jp",)}, {"email_verified": False}, False),
        ({"domains": ("city.example.jp",)}, {"email": f"{EMAIL}.evil.example"}, False),
        ({"groups": ("counter",)}, {"groups": ["garden", "counter"]}, True),
        ({"groups": ("counter",)}, {"groups": ["garden"]}, False),
        ({"groups": ("counter",)}, {"groups": "counter"}, False),
        ({"groups": ("counter",)}, {}, False),
        ({"domains": ("example.com",), "groups": ("counter",)}, {"groups": ["counter"]}, False),
    ],
)
def test_only_accounts_of_the_right_domain_and_group_are_taken(
    desk: BadgeDesk, olena: Browser, settings: dict[str, Any], account: dict[str, Any], *, taken: bool
) -> None:
    desk.open(**settings)
    browser = desk.hall.browser()
    answer = desk.come(browser, **account)
    assert answer.status_code == (303 if taken else 403)
    assert taken or "not taken here" in browser.said
    assert not olena.inside()


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://login.example.jp"},
        {"issuer": None},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_an_issuer_that_is_somebody_else_is_not_gone_to(desk: BadgeDesk, olena: Browser, told: dict[str, Any]) -> None:
    desk.provider.told = told
    olena.get("/staff/login")
    olena.follow(olena.post("/staff/login/office"))
    assert "could not be trusted" in olena.said
    assert "refresh" not in olena.page


@pytest.mark.parametrize("status", [302, 500])
def test_an_issuer_that_is_away_is_told_and_passwords_hold(desk: BadgeDesk, olena: Browser, status: int) -> None:
    desk.provider.status = status
    olena.get("/staff/login")
    answer = olena.follow(olena.post("/staff/login/office"))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "does not answer just now" in olena.said
    assert olena.enter("olena").status_code == 303


def test_without_settings_nothing_of_it_is_there(hall: Hall, boss: Browser) -> None:
    assert boss.inside()
    stranger = hall.browser()
    stranger.get("/staff/login")
    assert "organisation" not in stranger.page
    for path in ("/staff/login/office", "/staff/login/office/back?state=x"):
        assert stranger.get(path).status_code == 404


def test_nothing_of_an_account_can_be_read_in_the_store(desk: BadgeDesk, olena: Browser) -> None:
    desk.come(olena)
    files = [path.read_bytes() for path in desk.hall.folder.rglob("madoguchi.sqlite3*")]
    assert files
    for secret in (EMAIL, "account-7", desk.provider.issuer):
        assert not any(secret.encode() in file for file in files)
