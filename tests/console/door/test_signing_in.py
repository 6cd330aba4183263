"""Name and password, then the second factor; and what is said to whom is not let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.roster.roles import Action
from adapters.store.staff import SqlRoster
from tests.console.door.front import PASSWORD

if TYPE_CHECKING:
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser


def alert(browser: Browser) -> str:
    return browser.page.split('role="alert"')[1].split("</p>")[0].split(">", 1)[1]


def test_name_password_and_code_let_in(hall: Hall, boss: Browser) -> None:
    boss.post("/staff/logout")
    assert not boss.inside()
    assert boss.enter("boss").headers["location"] == "/staff"
    assert boss.inside()
    assert [what for _, what, _, _ in hall.deeds("login", "logout")] == ["logout", "login"]


def test_somebody_goes_where_they_wanted_to_go(hall: Hall, boss: Browser) -> None:
    boss.post("/staff/logout")
    answer = boss.get("/staff/room/staff?view=mine&n=2")
    assert answer.headers["location"] == "/staff/login?next=/staff/room/staff%3Fview%3Dmine%26n%3D2"
    boss.follow(answer)
    hall.clock.pass_(seconds=30)
    action = boss.page.split('<form method="post" action="/staff/login')[1].split('"')[0]
    half = boss.post(f"/staff/login{action}", login="boss", password=PASSWORD)
    boss.follow(half)
    inside = boss.post(half.headers["location"], code=boss.code)
    assert inside.headers["location"] == "/staff/room/staff?view=mine&n=2"


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "/staff@evil.example", "/staff/../webhooks",
        "javascript:alert(1)", "/staff/login", "/staff\r\nset-cookie: x=y", "/", "/staffevil", "/staff//evil.example",
        "/staff?x=//evil.example", "/staff/%2e%2e/x",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_a_foreign_page(hall: Hall, boss: Browser, foreign: str) -> None:
    boss.post("/staff/logout")
    hall.clock.pass_(seconds=30)
    sent = {"origin": boss.home}
    boss.get("/staff/login")
    answer = boss.client.post(
        "/staff/login",
        params={"next": foreign},
        data={"token": boss.token, "login": "boss", "password": PASSWORD},
        headers=sent,
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/staff/login/code"
    boss.get("/staff/login/code")
    answer = boss.client.post(
        "/staff/login/code",
        params={"next": foreign},
        data={"token": boss.token, "code": boss.code},
        headers=sent,
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/staff"


def test_who_is_not_let_in_hears_the_same_whatever_was_wrong(hall: Hall, boss: Browser) -> None:
    hall.colleague(boss, "hanako")
    boss.get(f"/staff/people/{hall.id('hanako')}")
    boss.post(f"/staff/people/{hall.id('hanako')}/disable")
    said = set()
    for login, password in (
        ("boss", "wrong"), ("nobody", PASSWORD), ("hanako", PASSWORD), ("", ""), ("x" * 600, "y" * 600),
    ):  # fmt: skip
        stranger = hall.browser("198.51.100.7")
        answer = stranger.sign_in(login, password)
        said.add((answer.status_code, alert(stranger), stranger.page.count("<")))
        assert "madoguchi-staff=" not in str(answer.headers)
    assert len(said) == 1
    assert next(iter(said))[0] == 401


def test_a_password_is_looked_at_for_an_unknown_name_too(hall: Hall, boss: Browser) -> None:
    before = hall.front.passwords.looked
    hall.browser("198.51.100.7").sign_in("nobody")
    hall.browser("198.51.100.8").sign_in("boss", "wrong")
    assert hall.front.passwords.looked == before + 2
    assert boss.inside()


def test_a_known_and_an_unknown_name_take_the_same_steps(
    hall: Hall, boss: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for name in ("knock", "credentials", "refused", "excuse", "begin", "rehash", "member", "entered", "nobody"):
        real = getattr(SqlRoster, name)

        def noted(*given: Any, name: str = name, real: Any = real) -> Any:
            steps.append(name)
            return real(*given)

        monkeypatch.setattr(SqlRoster, name, noted)
    taken = []
    for login in ("boss", "nobody"):
        stranger = hall.browser("198.51.100.7")
        stranger.get("/staff/login")
        steps.clear()
        stranger.post("/staff/login", login=login, password="wrong")  # noqa: S106
        taken.append(tuple(steps))
    assert taken[0] == taken[1]
    assert set(taken[0]) >= {"knock", "credentials", "refused"}
    assert boss.inside()


def test_every_failure_is_noted_without_what_was_typed(hall: Hall, boss: Browser) -> None:
    hall.browser("198.51.100.7").sign_in("my secret password", "typed into the wrong field")
    hall.browser("198.51.100.7").sign_in("boss", "wrong")
    assert hall.deeds("login-failed") == [
        (None, "login-failed", "", "by=password"),
        (None, "login-failed", hall.id("boss"), "by=password"),
    ]
    assert boss.inside()


def test_a_code_is_never_taken_twice(hall: Hall, boss: Browser) -> None:
    hall.clock.pass_(seconds=30)
    code = boss.code
    one, two = hall.browser(), hall.browser()
    for browser in (one, two):
        browser.sign_in("boss")
        browser.get("/staff/login/code")
    assert one.post("/staff/login/code", code=code).status_code == 303
    assert one.inside()
    assert two.post("/staff/login/code", code=code).status_code == 401
    assert "used already" in alert(two)
    assert not two.inside()
    hall.clock.pass_(seconds=30)
    two.get("/staff/login/code")
    assert two.post("/staff/login/code", code=boss.code).status_code == 303


def test_the_code_that_confirmed_the_app_lets_nobody_in(hall: Hall, boss: Browser) -> None:
    again = hall.browser()
    again.sign_in("boss")
    again.get("/staff/login/code")
    assert again.post("/staff/login/code", code=boss.code).status_code == 401


@pytest.mark.parametrize(("late", "right"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_telephones_clock_may_be_half_a_minute_wrong(hall: Hall, boss: Browser, late: int, *, right: bool) -> None:
    hall.clock.pass_(minutes=5)
    boss.post("/staff/logout")
    boss.sign_in("boss")
    boss.get("/staff/login/code")
    hall.clock.pass_(seconds=late)
    code = boss.code
    hall.clock.pass_(seconds=-late)
    spaced = f" {code[:3]} {code[3:]} "
    assert (boss.post("/staff/login/code", code=spaced).status_code == 303) is right


def test_a_recovery_code_lets_in_once(hall: Hall, boss: Browser) -> None:
    typed = boss.codes[0].upper().replace("-", " ")
    for expected in (303, 401):
        browser = hall.browser()
        browser.sign_in("boss")
        browser.get("/staff/login/recovery")
        answer = browser.post("/staff/login/recovery", code=typed)
        assert answer.status_code == expected
    assert "9 recovery codes are left" in boss.get("/staff/me/security").text
    assert hall.deeds("login")[-1][3] == "by=recovery-code"


def test_somebody_who_used_a_recovery_code_is_told_what_to_do(hall: Hall, boss: Browser) -> None:
    browser = hall.browser()
    browser.sign_in("boss")
    browser.get("/staff/login/recovery")
    browser.follow(browser.post("/staff/login/recovery", code=boss.codes[1]))
    assert "set up another app now" in browser.said


def test_recovery_codes_of_others_are_nothing_worth(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    browser = hall.browser()
    browser.sign_in("boss")
    browser.get("/staff/login/recovery")
    assert browser.post("/staff/login/recovery", code=hanako.codes[0]).status_code == 401


def test_the_second_step_has_ten_minutes(hall: Hall, boss: Browser) -> None:
    browser = hall.browser()
    browser.sign_in("boss")
    hall.clock.pass_(minutes=9)
    assert browser.get("/staff/login/code").status_code == 200
    hall.clock.pass_(minutes=1)
    assert browser.get("/staff/login/code").headers["location"] == "/staff/login"
    assert boss.inside()


def test_the_second_step_alone_is_no_way_in(hall: Hall, boss: Browser) -> None:
    stranger = hall.browser()
    for path in ("/staff/login/code", "/staff/login/recovery", "/staff/login/setup"):
        assert stranger.get(path).headers["location"] == "/staff/login"
        stranger.get("/staff/login")
        assert stranger.post(path, code=boss.code).headers["location"] == "/staff/login"
    half = hall.browser()
    half.sign_in("boss")
    assert half.get("/staff/login/setup").headers["location"] == "/staff/login"
    for action in Action:
        assert half.get(f"/staff/room/{action}").headers["location"] == "/staff/login/code"


def test_who_is_inside_needs_no_door(boss: Browser) -> None:
    for path in ("/staff/login", "/staff/login/code", "/staff/login/recovery"):
        assert boss.get(path).headers["location"] == "/staff"
    assert boss.get("/staff/login?next=/staff/me").headers["location"] == "/staff/me"


def test_a_better_hash_is_written_when_rules_became_stricter(hall: Hall, boss: Browser) -> None:
    import asyncio  # noqa: PLC0415

    from pwdlib import PasswordHash  # noqa: PLC0415
    from pwdlib.hashers.argon2 import Argon2Hasher  # noqa: PLC0415

    old = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1),)).hash(PASSWORD)
    known = asyncio.run(hall.store.roster.credentials("boss"))
    assert known is not None
    asyncio.run(hall.store.roster.rehash(known.member.id, known.password, old))
    boss.post("/staff/logout")
    assert boss.enter("boss").status_code == 303
    known = asyncio.run(hall.store.roster.credentials("boss"))
    assert known is not None
    assert "m=8,t=1,p=1" in known.password


def test_the_language_is_chosen_before_and_after_the_door(hall: Hall, boss: Browser) -> None:
    stranger = hall.browser()
    stranger.get("/staff/login")
    assert "Sign-in name" in stranger.page
    answer = stranger.post("/staff/language", language="ja")
    assert answer.headers["location"] == "/staff/login"
    assert "ログイン名" in stranger.follow(answer).text
    assert 'lang="ja"' in stranger.page
    boss.get("/staff/me")
    assert boss.post("/staff/language", language="xx").headers["location"] == "/staff/me"
    assert "Sign-in name" in boss.get("/staff/me").text


def test_a_plain_connection_is_warned_of(hall: Hall) -> None:
    from starlette.testclient import TestClient  # noqa: PLC0415

    from tests.console.door.front import front  # noqa: PLC0415

    for home, warned in (
        ("http://192.0.2.1:8000", True), ("http://127.0.0.1:8000", False), ("http://localhost:8000", False),
    ):  # fmt: skip
        client = TestClient(front(hall.store.roster, hall.clock, "").app, base_url=home)
        answer = client.get("/staff/login", headers={"accept-language": "en"})
        assert ("not encrypted" in answer.text) is warned
