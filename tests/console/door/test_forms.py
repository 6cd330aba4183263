"""Forms: only from our own pages, with this session's token, in the shape of a form, no larger than agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from tests.console.door.front import HOME, PASSWORD, front

if TYPE_CHECKING:
    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser

OURS = {"origin": HOME, "sec-fetch-site": "same-origin"}
FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://counter.example"},
    {"origin": "https://counter.example.evil.example"},
    {"origin": "https://counter.example:8443"},
    {"origin": HOME, "sec-fetch-site": "cross-site"},
    {"origin": HOME, "sec-fetch-site": "same-site"},
    {"origin": HOME, "sec-fetch-site": "none"},
    {},
]


def posts(hall: Hall) -> list[str]:
    return [way.path.replace("{id}", "x").replace("{link}", "x" * 43) for way in hall.front.ways if way.post]


def test_no_form_is_taken_from_another_page(hall: Hall, boss: Browser) -> None:
    boss.get("/staff/me")
    for path in posts(hall):
        for headers in FOREIGN:
            answer = boss.client.post(path, data={"token": boss.token}, headers=headers, follow_redirects=False)
            assert answer.status_code == 403, (path, headers)
    assert boss.inside()


def test_no_form_is_taken_without_the_token(hall: Hall, boss: Browser) -> None:
    other = hall.colleague(boss, "hanako")
    other.get("/staff/me")
    for path in posts(hall):
        for fields in ({}, {"token": ""}, {"token": "x"}, {"token": other.token}, {"token": "é"}):
            answer = boss.client.post(path, data=fields, headers=OURS, follow_redirects=False)
            assert answer.status_code == 403, (path, fields)
    assert boss.inside()
    assert other.inside()


def test_the_login_form_is_protected_as_well(hall: Hall, boss: Browser) -> None:
    attacker, victim = hall.browser(), hall.browser()
    attacker.get("/staff/login")
    for token in ("", attacker.token):
        fields = {"login": "boss", "password": PASSWORD, "token": token}
        answer = victim.client.post("/staff/login", data=fields, headers=OURS, follow_redirects=False)
        assert answer.status_code == 403
    # Without the cookie that the form came with, its token is nothing worth.
    victim.get("/staff/login")
    token = victim.token
    victim.client.cookies.clear()
    fields = {"login": "boss", "password": PASSWORD, "token": token}
    assert victim.client.post("/staff/login", data=fields, headers=OURS).status_code == 403
    assert boss.inside()


def test_the_token_of_the_door_is_not_that_of_the_session(boss: Browser) -> None:
    boss.get("/staff/me")
    inside = boss.token
    boss.post("/staff/logout")
    boss.get("/staff/login")
    door = boss.token
    assert door != inside
    assert boss.enter("boss").status_code == 303
    boss.get("/staff/me")
    assert boss.token not in {inside, door}


def test_to_look_changes_nothing(hall: Hall, boss: Browser) -> None:
    hall.colleague(boss, "hanako")
    before = hall.deeds()
    for way in hall.front.ways:
        path = way.path.replace("{id}", hall.id("hanako")).replace("{link}", "x" * 43)
        for method in ("GET", "HEAD"):
            answer = boss.client.request(method, path, follow_redirects=False)
            assert answer.status_code == 405 if way.get is None else answer.status_code < 500
            if way.get is None:
                assert answer.headers["allow"] == "POST"
    assert hall.deeds() == before
    assert boss.inside()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_not_there(hall: Hall, boss: Browser, method: str) -> None:
    for way in hall.front.ways:
        path = way.path.replace("{id}", "x").replace("{link}", "x")
        assert boss.client.request(method, path, headers=OURS).status_code == 405


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b'{"token": "x"}', 415),
        ("text/plain", b"token=x", 415),
        ("", b"token=x", 415),
        ("application/x-www-form-urlencoded", b"a" * 70_000, 413),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(300)), 400),
        ("multipart/form-data", b"--x", 400),
        ("multipart/form-data; boundary=x", b"--y\r\n", 400),
        ("application/x-www-form-urlencoded; charset=utf-8", b"\xff\xfe=%ff&%", 403),
    ],
)
def test_a_body_that_is_no_form_is_refused(boss: Browser, kind: str, body: bytes, status: int) -> None:
    headers = {**OURS, "content-type": kind}
    answer = boss.client.post("/staff/me", content=body, headers=headers, follow_redirects=False)
    assert answer.status_code == status
    assert boss.inside()


def test_a_body_that_lies_about_its_size_is_cut(boss: Browser) -> None:
    headers = {**OURS, "content-type": "application/x-www-form-urlencoded"}

    def endless() -> object:
        for _ in range(100):
            yield b"a" * 1000

    answer = boss.client.post("/staff/me", content=endless(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413
    odd = {**headers, "content-length": "twelve"}
    assert boss.client.post("/staff/me", content=b"x", headers=odd).status_code == 400
    packed = {**headers, "content-encoding": "gzip"}
    assert boss.client.post("/staff/me", content=b"x", headers=packed).status_code == 415


@pytest.mark.parametrize("host", ["evil.example", "counter.example.evil.example", "", "[", "localhost.evil.example"])
def test_under_a_foreign_name_nobody_answers(boss: Browser, host: str) -> None:
    answer = boss.client.get("/staff/login", headers={"host": host})
    assert answer.status_code == 421
    assert "password" not in answer.text


@pytest.mark.parametrize("home", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", HOME])
def test_under_its_names_the_counter_answers(hall: Hall, home: str) -> None:
    client = TestClient(front(hall.store.roster, hall.clock, "" if home != HOME else HOME).app, base_url=home)
    assert client.get("/staff/login").status_code == 200


def test_scripts_get_a_status_and_no_page(hall: Hall, boss: Browser) -> None:
    stranger = hall.browser()
    for headers in ({"accept": "application/json"}, {"accept": "text/event-stream"}, {"x-requested-by": "live"}):
        answer = stranger.client.get("/staff/room/mine", headers=headers, follow_redirects=False)
        assert answer.status_code == 401
        assert answer.json()["go"].startswith("/staff/login?next=")
        refused = boss.client.get("/staff/room/mine", headers=headers)
        assert refused.status_code == 403
        assert refused.json()["error"] == "door_forbidden"
