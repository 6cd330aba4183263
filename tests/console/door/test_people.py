"""The administrator's pages, and everybody's own: what can be changed by whom, and how it is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.roster.people import Level, Presence, Role

if TYPE_CHECKING:
    from adapters.roster.people import Member
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser

XSS = '"><img src=x onerror=alert(1)>'


def member(hall: Hall, login: str) -> Member:
    found = asyncio.run(hall.store.roster.member(hall.id(login)))
    assert found is not None
    return found


def test_people_say_who_they_are(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    hanako.get("/staff/me")
    answer = hanako.post(
        "/staff/me", name="佐藤 花子", alias="相談員 花", capacity="7",
        **{"level-uk": "native", "level-ja": "fluent", "level-ja-easy": "", "level-xx": "native"},
    )  # fmt: skip
    hanako.follow(answer)
    assert "Saved" in hanako.said
    found = member(hall, "hanako")
    assert (found.name, found.alias, found.capacity) == ("佐藤 花子", "相談員 花", 7)
    assert found.languages == (("ja", Level.FLUENT), ("uk", Level.NATIVE))
    assert 'value="相談員 花"' in hanako.page
    assert '<option value="native" selected>' in hanako.page


@pytest.mark.parametrize("name", ["佐藤　花子", "Нгуєн Тхі О’Ніл", "राज र्\u200dयादव", "María José Ñ.", "นายสมชาย"])
def test_names_of_the_world_are_names(hall: Hall, boss: Browser, name: str) -> None:
    boss.get("/staff/me")
    assert boss.post("/staff/me", name=name, alias=name[:20], capacity="5").status_code == 303
    assert member(hall, "boss").name == name


def test_a_role_is_nobodys_own_to_say(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    hanako.get("/staff/me")
    hanako.post(
        "/staff/me", name="Hanako", alias="Hana", capacity="5", role="administrator", team="ukraine", login="root",
        active="1", id=hall.id("boss"),
    )  # fmt: skip
    found = member(hall, "hanako")
    assert (found.role, found.login, found.teams, found.name) == (Role.COUNSELOR, "hanako", (), "Hanako")
    assert member(hall, "boss").name == "Boss Sato"


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("name", "", 422), ("name", "x" * 61, 422), ("alias", "", 422), ("alias", "a LINE desk", 422),
        ("capacity", "0", 422), ("capacity", "51", 422), ("capacity", "-1", 422), ("capacity", "many", 400),
        ("capacity", "", 422), ("capacity", "１", 422), ("name", "a\nb", 400), ("alias", "a\u202eb", 400),
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_saved(hall: Hall, boss: Browser, field: str, value: str, status: int) -> None:
    boss.get("/staff/me")
    answer = boss.post("/staff/me", **{"name": "New", "alias": "New", "capacity": "5", field: value})
    assert answer.status_code == status
    assert member(hall, "boss").name == "Boss Sato"


def test_presence_is_said_with_one_click(hall: Hall, boss: Browser) -> None:
    hanako = hall.colleague(boss, "hanako")
    assert "You take no new cases" in hanako.get("/staff/me").text
    hanako.follow(hanako.post("/staff/me/presence", presence="here"))
    assert member(hall, "hanako").presence is Presence.HERE
    assert "You take cases" in hanako.page
    assert hanako.post("/staff/me/presence", presence="gone").status_code == 400
    # An administrator takes none, and the page does not offer it.
    assert "Presence" not in boss.get("/staff/me").text
    assert boss.post("/staff/me/presence", presence="here").status_code == 403


def test_the_list_shows_everybody(hall: Hall, boss: Browser) -> None:
    hall.colleague(boss, "hanako")
    hall.browser("192.0.2.9").join(hall.invited(boss, "lead", team="desk"), "taro")
    boss.get("/staff/people")
    for words in ("Hanako Sato", "may enter", "has not finished the set-up", "相談窓口", "Administrator"):
        assert words in boss.said
    boss.get(f"/staff/people/{hall.id('hanako')}")
    boss.follow(boss.post(f"/staff/people/{hall.id('hanako')}/disable"))
    assert "shut out" in boss.get("/staff/people").text


def test_role_and_teams_are_changed(hall: Hall, boss: Browser) -> None:
    hall.colleague(boss, "hanako")
    path = f"/staff/people/{hall.id('hanako')}"
    boss.get(path)
    boss.follow(boss.post(path, role="lead", team="ukraine"))
    assert "Saved" in boss.said
    found = member(hall, "hanako")
    assert (found.role, found.teams) == (Role.LEAD, ("ukraine",))
    boss.post(path, role="lead", team="unknown-team")
    assert member(hall, "hanako").teams == ()
    assert boss.post(path, role="emperor").status_code == 400
    assert member(hall, "hanako").role is Role.LEAD


def test_the_last_administrator_stays(hall: Hall, boss: Browser) -> None:
    path = f"/staff/people/{hall.id('boss')}"
    for action, fields in (("", {"role": "lead"}), ("/disable", {})):
        boss.get(path)
        answer = boss.post(path + action, **fields)
        assert answer.status_code == 409
        assert "last administrator" in boss.said
    assert boss.inside()
    hall.colleague(boss, "second", "administrator")
    boss.get(path)
    assert boss.post(path, role="lead").status_code == 303
    assert boss.get("/staff/people").status_code == 403


def test_nobody_is_not_there(hall: Hall, boss: Browser) -> None:
    for path in ("/staff/people/nobody", "/staff/people/%2e%2e", "/staff/people/" + "x" * 500):
        assert boss.get(path).status_code == 404
    boss.get("/staff/people")
    for action in ("", "/disable", "/enable", "/sessions", "/renew"):
        assert boss.post(f"/staff/people/nobody{action}", role="lead").status_code == 404
    assert hall.deeds("role", "disable") == []


def test_who_is_shut_out_gets_no_new_beginning(hall: Hall, boss: Browser) -> None:
    hall.colleague(boss, "hanako")
    path = f"/staff/people/{hall.id('hanako')}"
    boss.get(path)
    boss.post(f"{path}/disable")
    boss.get(path)
    assert boss.post(f"{path}/renew").status_code == 422


def test_what_an_administrator_does_is_noted(hall: Hall, boss: Browser) -> None:
    hall.colleague(boss, "hanako")
    path = f"/staff/people/{hall.id('hanako')}"
    for action, fields in (
        ("", {"role": "lead"}),
        ("/renew", {}),
        ("/sessions", {}),
        ("/disable", {}),
        ("/enable", {}),
    ):
        boss.get(path)
        boss.post(path + action, **fields)
    me, them = hall.id("boss"), hall.id("hanako")
    noted = [(by, what, on) for by, what, on, _ in hall.deeds() if by == me and on == them]
    assert noted == [(me, what, them) for what in ("role", "renewal", "revoke", "disable", "enable")]
    # Codes and ids, never what somebody wrote.
    assert "somebody" not in str(hall.deeds())
    assert "Sato" not in str(hall.deeds())


@pytest.mark.parametrize("words", [XSS, "{{ 'zy' * 3 }}", "javascript:alert(1)", "<script>alert(1)</script>", "a&b"])
def test_what_people_write_is_never_markup(hall: Hall, boss: Browser, words: str) -> None:
    browser = hall.browser("192.0.2.9")
    link = hall.invited(boss)
    boss.get("/staff/people")
    boss.post("/staff/people/invite", role="counselor", note=words[:60])
    alias = words[:20]
    assert browser.join(link, "hanako", name=words, alias=alias).status_code == 303
    browser.set_up()
    pages = [
        boss.get(path).text for path in ("/staff/people", f"/staff/people/{hall.id('hanako')}")
    ] + [browser.get(path).text for path in ("/staff/me", "/staff/me/security")]  # fmt: skip
    for html in pages:
        assert "<img src=x" not in html
        assert "<script>" not in html
        assert "zyzyzy" not in html
        assert "a&b" not in html


def test_the_pages_speak_japanese(hall: Hall, boss: Browser) -> None:
    boss.client.headers["accept-language"] = "ja"
    for path, words in (
        ("/staff/me", "相談者に表示する名前"), ("/staff/me/security", "回復コード"), ("/staff/people", "招待する"),
        (f"/staff/people/{hall.id('boss')}", "利用を停止する"),
    ):  # fmt: skip
        html = boss.get(path).text
        assert words in html
        assert '<html lang="ja">' in html
    boss.post("/staff/logout")
    assert "サインイン" in boss.get("/staff/login").text
