"""The small notes of an open page: who is here, who writes, what was read; and what is no sign of life."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.case import Case
    from tests.console.conftest import Desk, Office


def _mine(office: Office, olena: Desk) -> Case:
    case: Case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    return case


def test_who_has_a_case_open_and_who_writes_is_seen_by_others(office: Office, olena: Desk, lead: Desk) -> None:
    case = _mine(office, olena)
    path = f"/staff/cases/{case.number}"
    assert olena.post(f"{path}/here").status_code == 204
    assert "Olena Sato is looking at this" in lead.get(path).text
    assert "looking at this" not in olena.get(path).text
    olena.post(f"{path}/here", typing="1")
    assert "Olena Sato is writing" in lead.get(path).text
    olena.post(f"{path}/away")
    assert "Olena Sato is" not in lead.get(path).text


def test_what_was_read_is_read_no_further_than_that(office: Office, olena: Desk) -> None:
    case = _mine(office, olena)
    office.do(office.scene.say, "one", "two")
    lines = office.do(office.scene.lines, case)
    assert olena.post(f"/staff/cases/{case.number}/seen", position=str(lines[-2].position)).status_code in {204, 303}
    assert office.do(office.scene.book.mine, olena.person.id)[0].unread == 1
    olena.post(f"/staff/cases/{case.number}/seen", position="x")
    assert office.do(office.scene.book.mine, olena.person.id)[0].unread == 1


@pytest.mark.parametrize("what", ["here", "away", "seen", "draft"])
def test_nobody_leaves_notes_on_what_they_may_not_read(office: Office, olena: Desk, taras: Desk, what: str) -> None:
    case = _mine(office, olena)
    answer = taras.post(f"/staff/cases/{case.number}/{what}", typing="1", position="1", text="x")
    assert answer.status_code == 404
    assert office.do(office.scene.book.presence, case.id) == ()


def test_a_draft_is_no_longer_than_an_answer(office: Office, olena: Desk) -> None:
    case = _mine(office, olena)
    long = "x" * 5000
    olena.post(f"/staff/cases/{case.number}/draft", text=long)
    assert len(office.do(office.scene.book.draft, case.id, olena.person.id).text) == 4000


def test_what_a_page_asks_by_itself_is_no_sign_of_life(office: Office, olena: Desk) -> None:
    case = _mine(office, olena)
    for _ in range(4):
        office.scene.now += timedelta(minutes=9)
        olena.get(f"/staff/cases/{case.number}", **{"x-requested-by": "live"})
        olena.post(f"/staff/cases/{case.number}/here")
    answer = olena.get(f"/staff/cases/{case.number}", **{"x-requested-by": "live"})
    assert answer.status_code == 401
    assert answer.json()["go"].startswith("/staff/login")


def test_who_moves_at_their_desk_is_here(office: Office, olena: Desk) -> None:
    for _ in range(4):
        office.scene.now += timedelta(minutes=9)
        assert olena.post("/staff/alive", {"accept": "application/json"}).status_code == 204
    assert olena.get("/staff/queue").status_code == 200
    members = office.do(office.counter.store.roster.members)
    assert members[0].on_duty(office.scene.now)


def test_no_more_live_lines_than_somebody_can_have_pages(office: Office, olena: Desk) -> None:
    desktop = office.counter.console._desktop
    desktop._open[olena.person.session] = 12
    answer = olena.get("/staff/events", accept="text/event-stream")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "10"
    assert olena.get("/staff/events", **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_taking_cases_and_going_away_is_one_tap(office: Office, olena: Desk) -> None:
    assert "Taking cases" in olena.get("/staff/mine").text
    done = olena.post("/staff/presence", presence="away", back="/staff/mine")
    assert done.headers["location"] == "/staff/mine"
    assert "Away" in olena.get("/staff/mine").text
    assert not office.do(office.counter.store.roster.members)[0].on_duty(office.scene.now)
    assert olena.post("/staff/presence", presence="here", back="//evil.example").headers["location"] == "/staff"
    assert olena.post("/staff/presence", presence="asleep").status_code == 400


def test_the_hours_of_the_office_are_said_as_they_are_now(office: Office, olena: Desk) -> None:
    assert "Office open until Tue 24 Nov 02:00" in olena.get("/staff/queue").text
    office.later(hours=7)
    assert "Office closed. Opens 19:00" in olena.get("/staff/queue").text
    assert "窓口は閉まっています。次は19:00" in olena.get("/staff/queue", cookie_language="ja").text
