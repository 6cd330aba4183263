"""Sessions: a new id at every step up, an end when nobody uses them, and an end at once when it is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.console.door.front import PASSWORD

if TYPE_CHECKING:
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser

SESSION = "__Host-madoguchi-staff"
NEW = "seven green umbrellas"


def key(browser: Browser) -> str:
    return browser.client.cookies.get(SESSION) or ""


def shows(hall: Hall, value: str) -> bool:
    """Say whether a session id opens the door for whoever shows it."""
    thief = hall.browser("203.0.113.9")
    return thief.get("/staff", cookie=f"{SESSION}={value}").status_code == 200


def test_every_step_has_another_id(hall: Hall, boss: Browser) -> None:
    inside = key(boss)
    boss.get("/staff/me")
    boss.post("/staff/logout")
    assert key(boss) == ""
    hall.clock.pass_(seconds=30)
    boss.follow(boss.sign_in("boss"))
    half = key(boss)
    assert boss.post("/staff/login/code", code=boss.code).status_code == 303
    again = key(boss)
    assert len({inside, half, again}) == 3
    assert [shows(hall, each) for each in (inside, half, again)] == [False, False, True]


def test_an_id_that_a_browser_brought_along_is_never_taken_up(hall: Hall, boss: Browser) -> None:
    planted = "A" * 43
    victim = hall.browser()
    victim.client.cookies.set(SESSION, planted, domain="counter.example")
    victim.secret = boss.secret
    assert victim.enter("boss").status_code == 303
    assert key(victim) != planted
    assert not shows(hall, planted)


def test_to_sign_in_again_ends_the_session_before(hall: Hall, boss: Browser) -> None:
    before = key(boss)
    boss.client.cookies.clear()
    boss.client.cookies.set(SESSION, before, domain="counter.example")
    hall.clock.pass_(minutes=31)  # it went idle, but its row is still there
    assert boss.enter("boss").status_code == 303
    assert not shows(hall, before)


def test_a_session_nobody_uses_is_over_after_half_an_hour(hall: Hall, boss: Browser) -> None:
    for _ in range(3):
        hall.clock.pass_(minutes=29)
        assert boss.inside()
    hall.clock.pass_(minutes=30)
    assert not boss.inside()


def test_every_session_is_over_after_twelve_hours(hall: Hall, boss: Browser) -> None:
    for _ in range(48):
        hall.clock.pass_(minutes=14, seconds=59)
        assert boss.inside()
    hall.clock.pass_(minutes=1)
    assert not boss.inside()


def test_who_goes_is_out_and_so_is_whoever_knows_the_id(hall: Hall, boss: Browser) -> None:
    before = key(boss)
    assert boss.inside()
    answer = boss.post("/staff/logout")
    assert answer.headers["location"] == "/staff/login"
    assert f'{SESSION}=""' in answer.headers["set-cookie"]
    assert not shows(hall, before)


def test_a_new_role_gives_a_new_id_and_the_old_one_is_void(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    assert hanako.get("/staff/room/mine").status_code == 200
    before = key(hanako)
    boss.get(f"/staff/people/{hall.id('hanako')}")
    assert boss.post(f"/staff/people/{hall.id('hanako')}", role="auditor").status_code == 303
    answer = hanako.get("/staff/room/audit")
    assert answer.status_code == 200
    assert key(hanako) != before
    assert not shows(hall, before)
    assert hanako.get("/staff/room/mine").status_code == 403
    after = key(hanako)
    hanako.get("/staff/room/audit")
    assert key(hanako) == after
    assert ("role", "counselor>auditor") in [(what, detail) for _, what, _, detail in hall.deeds()]


def test_a_form_from_before_the_new_role_still_fits(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    hanako.get("/staff/me")
    boss.get(f"/staff/people/{hall.id('hanako')}")
    boss.post(f"/staff/people/{hall.id('hanako')}", role="lead")
    answer = hanako.post("/staff/me", name="Hanako Abe", alias="Hana", capacity="3")
    assert answer.headers["location"] == "/staff/me?done=profile"


def test_who_is_shut_out_is_out_with_the_next_click(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    assert hanako.inside()
    boss.get(f"/staff/people/{hall.id('hanako')}")
    assert boss.post(f"/staff/people/{hall.id('hanako')}/disable").status_code == 303
    assert not hanako.inside()
    assert hanako.sign_in("hanako").status_code == 401
    boss.get(f"/staff/people/{hall.id('hanako')}")
    assert boss.post(f"/staff/people/{hall.id('hanako')}/enable").status_code == 303
    assert not hanako.inside()
    assert hanako.enter("hanako").status_code == 303


def test_the_administrator_ends_all_sessions_of_somebody(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    boss.get(f"/staff/people/{hall.id('hanako')}")
    boss.post(f"/staff/people/{hall.id('hanako')}/sessions")
    assert not hanako.inside()
    boss.get(f"/staff/people/{hall.id('boss')}")
    boss.post(f"/staff/people/{hall.id('boss')}/sessions")
    assert boss.inside()


def test_a_new_password_ends_all_sessions_and_renews_this_one(hall: Hall, boss: Browser) -> None:
    elsewhere = hall.browser()
    elsewhere.secret = boss.secret
    elsewhere.enter("boss")
    assert elsewhere.inside()
    before = key(boss)
    boss.get("/staff/me/security")
    answer = boss.post("/staff/me/security/password", current=PASSWORD, password=NEW, again=NEW)
    assert answer.headers["location"] == "/staff/me/security?done=password"
    assert boss.inside()
    assert not elsewhere.inside()
    assert not shows(hall, before)
    assert elsewhere.sign_in("boss").status_code == 401
    assert elsewhere.sign_in("boss", NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "status"),
    [
        ("wrong", NEW, NEW, 403),
        (PASSWORD, NEW, "something else", 422),
        (PASSWORD, "short", "short", 422),
        (PASSWORD, "boss-boss-boss-1", "boss-boss-boss-1", 422),
    ],
)
def test_a_password_is_not_changed_unless_all_is_right(  # noqa: PLR0913, PLR0917
    hall: Hall, boss: Browser, current: str, new: str, again: str, status: int
) -> None:
    boss.get("/staff/me/security")
    answer = boss.post("/staff/me/security/password", current=current, password=new, again=again)
    assert answer.status_code == status
    boss.get("/staff/me/security")
    boss.post("/staff/logout")
    assert boss.enter("boss").status_code == 303
    assert hall.deeds("password") == []


def test_another_telephone_ends_all_other_sessions(hall: Hall, boss: Browser) -> None:
    elsewhere = hall.browser()
    elsewhere.secret = boss.secret
    elsewhere.enter("boss")
    old, codes = boss.secret, boss.codes
    boss.get("/staff/me/security")
    assert boss.post("/staff/me/security/second", current=PASSWORD).headers["location"] == "/staff/login/setup"
    # Until the new one is confirmed, the old one holds.
    assert elsewhere.inside()
    boss.set_up()
    assert boss.secret != old
    assert not elsewhere.inside()
    assert set(boss.codes).isdisjoint(codes)
    elsewhere.secret = old
    assert elsewhere.enter("boss").status_code == 401
    elsewhere.secret = boss.secret
    assert elsewhere.enter("boss").status_code == 303


def test_new_recovery_codes_make_the_old_ones_void(hall: Hall, boss: Browser) -> None:
    old = boss.codes[0]
    boss.get("/staff/me/security")
    boss.follow(boss.post("/staff/me/security/codes", current=PASSWORD))
    new = re.findall(r"<code>([a-z0-9-]{19})</code>", boss.page)
    boss.post("/staff/me/codes")
    for code, status in ((old, 401), (new[0], 303)):
        browser = hall.browser()
        browser.sign_in("boss")
        browser.get("/staff/login/recovery")
        assert browser.post("/staff/login/recovery", code=code).status_code == status


def test_ones_own_sessions_are_listed_and_ended_one_by_one(hall: Hall, boss: Browser) -> None:
    elsewhere = hall.browser("203.0.113.4")
    elsewhere.secret = boss.secret
    elsewhere.enter("boss")
    hanako = hall.colleague(boss, "hanako")
    boss.get("/staff/me/security")
    assert "Firefox, Linux" in boss.page
    assert "203.0.113.4" in boss.page
    names = re.findall(r'name="only" value="([0-9a-f]{32})"', boss.page)
    assert len(names) == 1
    # Somebody else's name does nothing.
    hanako.get("/staff/me/security")
    hanako.post("/staff/me/security/sessions", only=names[0])
    assert elsewhere.inside()
    boss.get("/staff/me/security")
    boss.post("/staff/me/security/sessions", only=names[0])
    assert not elsewhere.inside()
    assert boss.inside()


def test_all_other_sessions_are_ended_at_once(hall: Hall, boss: Browser) -> None:
    others = [hall.browser(f"203.0.113.{n}") for n in range(3)]
    for other in others:
        other.secret = boss.secret
        other.enter("boss")
    boss.get("/staff/me/security")
    boss.post("/staff/me/security/sessions")
    assert boss.inside()
    assert not any(other.inside() for other in others)


@pytest.mark.parametrize("value", ["", "x", "A" * 43, "A" * 44, "../../etc/passwd", "é" * 43, "A" * 5000, '"' * 43])
def test_a_made_up_cookie_is_nobody(hall: Hall, boss: Browser, value: str) -> None:
    thief = hall.browser()
    cookie = {"cookie": f"{SESSION}={value}".encode()}
    assert thief.client.get("/staff", headers=cookie, follow_redirects=False).status_code == 303  # type: ignore[arg-type]
    assert thief.client.get("/staff/login", headers=cookie).status_code == 200  # type: ignore[arg-type]
    assert boss.inside()
