"""Coming by a link: the first one, who is invited, who begins anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.console.door.front import HOME, PASSWORD

if TYPE_CHECKING:
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser


def test_the_first_one_comes_by_the_link_of_the_start(hall: Hall) -> None:
    link = hall.first()
    assert link is not None
    assert link.startswith(f"{HOME}/staff/join/")
    browser = hall.browser()
    answer = browser.join(link, "boss")
    assert answer.headers["location"] == "/staff/login/setup"
    assert not browser.inside()
    browser.set_up()
    assert "Boss Sato administrator" in browser.get("/staff").text
    assert hall.first() is None


def test_the_link_works_once(hall: Hall) -> None:
    link = hall.first()
    assert link is not None
    assert hall.browser().join(link, "boss").status_code == 303
    late = hall.browser()
    assert late.get(link.removeprefix(HOME)).status_code == 404
    assert "used, is too old" in late.said


def test_to_look_at_a_link_does_not_use_it_up(hall: Hall) -> None:
    link = hall.first()
    assert link is not None
    for _ in range(3):
        assert hall.browser().get(link.removeprefix(HOME)).status_code == 200
    assert hall.browser().join(link, "boss").status_code == 303


def test_every_start_gives_a_new_link_while_nobody_can_enter(hall: Hall) -> None:
    old, new = hall.first(), hall.first()
    assert old is not None
    assert new is not None
    assert old != new
    assert hall.browser().get(old.removeprefix(HOME)).status_code == 200
    # Who stops half-way is not locked out, and nobody else is either.
    assert hall.browser().join(new, "boss").status_code == 303
    assert hall.browser().get(old.removeprefix(HOME)).status_code == 404
    third = hall.first()
    assert third is not None
    assert hall.browser().join(third, "other").status_code == 303


def test_the_link_is_over_after_a_day(hall: Hall) -> None:
    link = hall.first()
    assert link is not None
    hall.clock.pass_(hours=24)
    assert hall.browser().get(link.removeprefix(HOME)).status_code == 404


def test_the_login_page_says_where_the_link_is(hall: Hall) -> None:
    assert "first administrator" in hall.browser().get("/staff/login").text
    hall.administrator()
    assert "first administrator" not in hall.browser().get("/staff/login").text


@pytest.mark.parametrize(
    "link", ["", "x", "a" * 43, "%00" * 14, "a" * 5000, "../" * 14 + "a", "é" * 43, "a" * 42 + "%0a"]
)
def test_a_made_up_link_opens_nothing(hall: Hall, link: str) -> None:
    assert hall.browser().get(f"/staff/join/{link}").status_code == 404


def test_who_is_invited_becomes_what_the_link_says(hall: Hall, boss: Browser) -> None:
    browser = hall.browser("192.0.2.8")
    link = hall.invited(boss, "lead", team="ukraine")
    assert browser.join(link, "hanako", role="administrator", team="desk").status_code == 303
    browser.set_up()
    assert "Hanako Sato lead" in browser.get("/staff").text
    assert "ウクライナ" in browser.get("/staff/me").text
    assert "相談窓口" not in browser.page


def test_an_invitation_is_over_after_a_week(hall: Hall, boss: Browser) -> None:
    link = hall.invited(boss)
    hall.clock.pass_(days=7)
    assert hall.browser().get(link.removeprefix(HOME)).status_code == 404


def test_an_invitation_is_taken_back(hall: Hall, boss: Browser) -> None:
    link = hall.invited(boss)
    boss.get("/staff/people")
    number = boss.page.split('name="id" value="')[1].split('"')[0]
    assert boss.post("/staff/people/withdraw", id=number).status_code == 303
    assert hall.browser().get(link.removeprefix(HOME)).status_code == 404
    assert boss.post("/staff/people/withdraw", id=number).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("login", "", "2 to 32"),
        ("login", "a", "2 to 32"),
        ("login", "花子", "2 to 32"),
        ("login", "a/b", "2 to 32"),
        ("login", "a" * 33, "2 to 32"),
        ("login", "boss", "Somebody else has"),
        ("login", " ＢＯＳＳ ", "Somebody else has"),
        ("name", "", "at most 60"),
        ("name", "x" * 61, "at most 60"),
        ("name", "a\u202eb", "could not be read"),
        ("alias", "", "at most 20"),
        ("alias", "相" * 21, "at most 20"),
        ("alias", "😀" * 11, "at most 20"),
        ("alias", "Line desk", "LINE does not allow"),
        ("password", "short", "12 to 128"),
        ("password", "x" * 129, "12 to 128"),
        ("password", "password1234", "too easy"),
        ("password", "hanako-hanako-1", "too easy"),
        ("password", "Hanako Sato 12", "too easy"),
        ("again", "something else here", "not the same"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(hall: Hall, boss: Browser, field: str, value: str, said: str) -> None:
    browser, link = hall.browser("192.0.2.8"), hall.invited(boss)
    fields = {field: value, **({"again": value} if field == "password" else {})}
    answer = browser.join(link, **{"login": "hanako", **fields})
    assert answer.status_code in {400, 422}
    assert said in browser.said
    assert PASSWORD not in browser.page
    # And the link is as good as before.
    assert browser.join(link, "hanako").status_code == 303


def test_a_password_in_any_script_is_good_however_it_is_typed(hall: Hall, boss: Browser) -> None:
    browser, link = hall.browser("192.0.2.8"), hall.invited(boss)
    password = "ガラスの向こうに青い馬が二頭"  # noqa: S105
    assert browser.join(link, "hanako", password=password, again=password).status_code == 303
    browser.set_up()
    browser.post("/staff/logout")
    half_width = "ｶﾞﾗｽの向こうに青い馬が二頭"
    assert browser.enter("ｈａｎａｋｏ", half_width).status_code == 303
    assert browser.inside()


def test_nobody_is_inside_before_the_second_factor(hall: Hall, boss: Browser) -> None:
    browser, link = hall.browser("192.0.2.8"), hall.invited(boss)
    browser.join(link, "hanako")
    for path in ("/staff", "/staff/me", "/staff/me/security", "/staff/room/mine"):
        assert browser.get(path).headers["location"] == "/staff/login/setup"
    browser.get("/staff/login/setup")
    for code in ("", "000000", "12345", "１２３４５６", "abcdef"):
        assert browser.post("/staff/login/setup", code=code).status_code in {401, 429}
    assert not browser.inside()


def test_who_stopped_half_way_goes_on_with_the_password(hall: Hall, boss: Browser) -> None:
    link = hall.invited(boss)
    hall.browser("192.0.2.8").join(link, "hanako")
    hall.clock.pass_(days=2)
    browser = hall.browser("192.0.2.8")
    assert browser.sign_in("hanako").headers["location"] == "/staff/login/setup"
    browser.set_up()
    assert browser.inside()


def test_the_set_up_has_half_an_hour(hall: Hall, boss: Browser) -> None:
    browser, link = hall.browser("192.0.2.8"), hall.invited(boss)
    browser.join(link, "hanako")
    hall.clock.pass_(minutes=29)
    assert browser.get("/staff/login/setup").status_code == 200
    hall.clock.pass_(minutes=1)
    assert browser.get("/staff/login/setup").headers["location"].startswith("/staff/login")


def test_a_new_beginning_makes_everything_old_void(hall: Hall, boss: Browser) -> None:
    lost = hall.colleague(boss, "hanako")
    boss.get(f"/staff/people/{hall.id('hanako')}")
    boss.follow(boss.post(f"/staff/people/{hall.id('hanako')}/renew"))
    link = boss.page.split('id="link" readonly value="')[1].split('"')[0]
    assert lost.inside()
    again = hall.browser("192.0.2.9")
    new = "seven green umbrellas"
    assert again.join(link, "ignored", password=new, again=new).status_code == 303
    again.set_up()
    assert "Hanako Sato counselor" in again.get("/staff").text
    assert not lost.inside()
    hall.clock.pass_(seconds=30)
    assert lost.sign_in("hanako").status_code == 401
    assert lost.sign_in("hanako", new).status_code == 303
    lost.get("/staff/login/code")
    assert lost.post("/staff/login/code", code=lost.code).status_code == 401
    lost.get("/staff/login/recovery")
    assert lost.post("/staff/login/recovery", code=lost.codes[0]).status_code == 401
    assert hall.browser().get(link.removeprefix(HOME)).status_code == 404


def test_recovery_codes_are_shown_until_they_are_kept_and_never_again(hall: Hall, boss: Browser) -> None:
    browser = hall.browser("192.0.2.8")
    browser.join(hall.invited(boss), "hanako")
    browser.get("/staff/login/setup")
    secret = browser.page.split('translate="no">')[1].split("<")[0].replace(" ", "")
    browser.secret = secret
    shown = browser.follow(browser.post("/staff/login/setup", code=browser.code)).text
    # An answer that got lost on its way is no loss.
    assert browser.get("/staff/me/codes").text == shown
    assert browser.post("/staff/me/codes").headers["location"] == "/staff/me"
    assert browser.get("/staff/me/codes").headers["location"] == "/staff/me/security"
    assert secret not in browser.get("/staff/me/security").text
    assert browser.get("/staff/login/setup").status_code == 303


def test_a_link_is_shown_until_it_is_passed_on(boss: Browser) -> None:
    boss.get("/staff/people")
    boss.follow(boss.post("/staff/people/invite", role="counselor", note="Hanako"))
    link = boss.page.split('id="link" readonly value="')[1].split('"')[0]
    assert link in boss.get("/staff/people").text
    boss.post("/staff/people/passed")
    assert link not in boss.get("/staff/people").text
    assert "Hanako" in boss.page
