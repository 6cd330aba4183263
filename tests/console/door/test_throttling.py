"""Guessing is slow: for a name, for a place, for passwords and for codes, however many browsers do it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.console.door.front import PASSWORD

if TYPE_CHECKING:
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser


def guess(hall: Hall, login: str, address: str, password: str = "wrong") -> int:  # noqa: S107
    return hall.browser(address).sign_in(login, password).status_code


def test_ten_wrong_passwords_for_one_name_are_five_looked_at(hall: Hall, boss: Browser) -> None:
    before = hall.front.passwords.looked
    # From everywhere, so that the place does not stop it.
    statuses = [guess(hall, "boss", f"198.51.100.{n}") for n in range(10)]
    assert statuses == [401] * 5 + [429] * 5
    assert hall.front.passwords.looked == before + 5
    assert boss.inside()


def test_the_right_password_has_to_wait_as_well(hall: Hall, boss: Browser) -> None:
    for n in range(5):
        guess(hall, "boss", f"198.51.100.{n}")
    browser = hall.browser("203.0.113.5")
    answer = browser.sign_in("boss")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "30"
    assert "Wait 30 seconds" in browser.said
    hall.clock.pass_(seconds=30)
    assert browser.sign_in("boss").status_code == 303
    assert boss.inside()


def test_an_unknown_name_is_throttled_like_a_known_one(hall: Hall, boss: Browser) -> None:
    known = [guess(hall, "boss", f"198.51.100.{n}") for n in range(8)]
    unknown = [guess(hall, "nobody", f"203.0.113.{n}") for n in range(8)]
    assert known == unknown
    assert boss.inside()


def test_ten_wrong_passwords_from_one_place_stop_it_for_every_name(hall: Hall, boss: Browser) -> None:
    statuses = [guess(hall, f"name-{n}", "198.51.100.7") for n in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert guess(hall, "boss", "198.51.100.7", PASSWORD) == 429
    assert guess(hall, "boss", "192.0.2.7", PASSWORD) == 303
    assert boss.inside()


def test_a_place_is_a_whole_network_of_addresses(hall: Hall, boss: Browser) -> None:
    statuses = [guess(hall, f"name-{n}", f"2001:db8:0:1::{n:x}") for n in range(11)]
    assert statuses == [401] * 10 + [429]
    assert guess(hall, "name", "2001:db8:0:2::1") == 401
    assert boss.inside()


def test_wrong_codes_count_like_wrong_passwords(hall: Hall, boss: Browser) -> None:
    statuses = []
    for n in range(10):
        thief = hall.browser(f"198.51.100.{n}")
        half = thief.sign_in("boss")
        if half.status_code != 303:
            statuses.append(half.status_code)
            continue
        thief.follow(half)
        statuses.append(thief.post("/staff/login/code", code="000000").status_code)
    assert statuses == [401] * 5 + [429] * 5
    assert boss.inside()


def test_a_right_password_does_not_give_new_tries_for_codes(hall: Hall, boss: Browser) -> None:
    thief = hall.browser("198.51.100.7")
    thief.follow(thief.sign_in("boss"))
    statuses = [thief.post("/staff/login/code", code=f"{n:06}").status_code for n in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    recovery = thief.get("/staff/login/recovery")
    assert recovery.status_code == 200
    assert thief.post("/staff/login/recovery", code=boss.codes[0]).status_code == 429


def test_who_came_in_is_forgiven(hall: Hall, boss: Browser) -> None:
    for _ in range(3):
        for n in range(4):
            assert guess(hall, "boss", f"198.51.100.{n}") == 401
        assert boss.inside()
        boss.post("/staff/logout")
        assert boss.enter("boss").status_code == 303


def test_a_thousand_guesses_in_a_day_are_a_hundred_looked_at(hall: Hall, boss: Browser) -> None:
    before = hall.front.passwords.looked
    browser = hall.browser("198.51.100.7")
    browser.get("/staff/login")
    for _ in range(1000):
        hall.clock.pass_(seconds=86.4)
        browser.post("/staff/login", login="boss", password="wrong")  # noqa: S106
    assert 90 <= hall.front.passwords.looked - before <= 110
    assert hall.deeds("login-failed")
    assert boss.page


def test_a_hundred_guesses_at_once_are_five(hall: Hall, boss: Browser) -> None:
    before = hall.front.passwords.looked
    browsers = [hall.browser(f"198.51.100.{n}") for n in range(40)]
    for browser in browsers:
        browser.get("/staff/login")
    with ThreadPoolExecutor(8) as threads:
        statuses = list(
            threads.map(
                lambda one: one.post("/staff/login", login="boss", password="wrong").status_code,  # noqa: S106
                browsers,
            )
        )
    assert sorted(statuses) == [401] * 5 + [429] * 35
    assert hall.front.passwords.looked == before + 5
    assert boss.inside()


def test_the_password_asked_once_more_inside_is_throttled_too(hall: Hall, boss: Browser) -> None:
    statuses = []
    for _ in range(7):
        boss.get("/staff/me/security")
        statuses.append(boss.post("/staff/me/security/codes", current="wrong").status_code)
    assert statuses == [403] * 5 + [429] * 2
    assert hall.deeds("login-failed")[-1] == (None, "login-failed", hall.id("boss"), "by=password")
    assert boss.inside()
