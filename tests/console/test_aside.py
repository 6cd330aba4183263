"""Snooze, merge, stepping in, and one's own Telegram, as staff do them in the console."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from adapters.console.when import field
from adapters.roster.linking import hashed, typed
from adapters.roster.people import Role
from bot.aside import Merge, Snooze
from bot.case import CaseState, Claim, Reason, Resolve
from tests.console.conftest import Office, at, numbers
from tests.console.counter import HOME, opened

if TYPE_CHECKING:
    from pathlib import Path

    from bot.case import Case
    from tests.console.conftest import Desk

NO_LEADS = [role for role in Role if role is not Role.LEAD]


def standing(office: Office, case: Case) -> Case:
    found: Case = office.do(office.scene.book.case, case.id)
    return found


@pytest.fixture
def case(office: Office, olena: Desk) -> Case:
    """Give a case that Olena has."""
    found: Case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    return found


@pytest.fixture
def other(office: Office, olena: Desk) -> Case:
    """Give another one of hers, in another talk."""
    found: Case = office.do(office.scene.claimed, "SECOND words", talk="other-talk", who=olena.person.who)
    return found


def test_a_case_is_put_aside_with_one_click_and_stands_in_a_list_of_its_own(
    office: Office, olena: Desk, case: Case
) -> None:
    page = olena.get(f"/staff/cases/{case.number}").text
    quick = re.findall(r'name="quick" value="([^"]+)"', page)
    assert len(quick) == 4
    answer = olena.post(at(case, "snooze"), quick=quick[1], until="")
    assert answer.status_code == 303
    assert standing(office, case).snoozed is not None
    assert numbers(olena.get("/staff/mine").text) == []
    aside = olena.get("/staff/aside").text
    assert numbers(aside) == [case.number]
    assert "snoozed until" in aside
    assert olena.post(at(case, "wake")).status_code == 303
    assert numbers(olena.get("/staff/mine").text) == [case.number]


def test_a_date_may_be_given_and_what_is_over_is_refused(office: Office, olena: Desk, case: Case) -> None:
    until = office.scene.now + timedelta(days=9)
    olena.post(at(case, "snooze"), until=field(until))
    assert standing(office, case).snoozed == until
    answer = olena.post(at(case, "snooze"), until=field(office.scene.now - timedelta(days=1)))
    assert answer.status_code == 409
    assert "still to come" in answer.text


def test_a_lead_sees_what_everybody_put_aside_and_others_do_not(
    office: Office, olena: Desk, taras: Desk, lead: Desk, case: Case
) -> None:
    office.do(office.scene.act, case, Snooze(olena.person.id, office.scene.now + timedelta(days=1)))
    assert numbers(lead.get("/staff/aside").text) == [case.number]
    assert numbers(lead.get("/staff/open").text) == []
    assert numbers(taras.get("/staff/aside").text) == []
    assert taras.post(at(case, "wake")).status_code == 404


def test_two_cases_become_one_and_each_names_the_other(office: Office, olena: Desk, case: Case, other: Case) -> None:
    page = olena.get(f"/staff/cases/{case.number}").text
    assert f'<option value="{other.number}">' in page
    answer = olena.post(at(case, "merge"), into=str(other.number), sure="1", note="the same phone")
    assert answer.headers["location"] == f"/staff/cases/{other.number}?view=mine"
    assert standing(office, case).into == other.id
    survivor = olena.get(f"/staff/cases/{other.number}").text
    assert case.called in survivor
    assert "the same phone" in survivor
    assert "garbage" in survivor
    assert 'name="via"' in survivor
    closed = olena.get(f"/staff/cases/{case.number}").text
    assert f'merged into <a class="number" href="/staff/cases/{other.number}' in closed
    assert "SECOND words" not in closed


def test_an_answer_goes_to_the_talk_that_was_chosen(office: Office, olena: Desk, case: Case, other: Case) -> None:
    office.do(office.scene.act, case, Merge(olena.person.id, other.id, other.called))
    office.scene.posted.clear()
    page = olena.get(f"/staff/cases/{other.number}").text
    newest = re.search(r'id="reply-seen" value="(\d+)"', page)
    assert newest
    olena.post(at(other, "say"), text="for the first talk", via=case.id, seen=newest[1])
    assert [each.conversation for each in office.scene.posted] == ["talk"]
    answer = olena.post(at(other, "say"), text="nowhere", via="somebody-elses", seen=newest[1])
    assert answer.status_code == 409
    assert "went back to the automatic counter" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"sure": ""}, "Say first"), ({"into": "1"}, "no such open case"), ({"into": "x"}, "no such open case")],
)
def test_nothing_is_merged_by_mistake(
    office: Office, case: Case, other: Case, fields: dict[str, str], said: str
) -> None:
    answer = office.desk("hanako", Role.LEAD).post(
        at(case, "merge"), **{"into": str(other.number), "sure": "1", **fields}
    )
    assert answer.status_code == 409
    assert said in answer.text
    assert standing(office, case) == case


def test_nobody_merges_into_a_case_that_is_not_theirs_to_move(
    office: Office, olena: Desk, taras: Desk, lead: Desk, case: Case
) -> None:
    theirs = office.do(office.scene.claimed, "SECOND words", talk="other-talk", who=taras.person.who)
    assert f'<option value="{theirs.number}">' not in olena.get(f"/staff/cases/{case.number}").text
    answer = olena.post(at(case, "merge"), into=str(theirs.number), sure="1")
    assert (answer.status_code, standing(office, case)) == (409, case)
    assert "SECOND" not in answer.text
    assert lead.post(at(case, "merge"), into=str(theirs.number), sure="1").status_code == 303
    assert standing(office, case).into == theirs.id


def rung(office: Office, lead: Desk) -> str:
    """Have an emergency ring; gives its number on the page."""
    office.do(office.scene.say, "my secret", "fire", "they are at the door")
    page = lead.get("/staff/alarms").text
    assert "Fire or ambulance" in page
    assert "at the door" not in page
    assert "Emergencies without a person: 1" in lead.get("/staff/queue").text
    found = re.search(r'name="alarm" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_lead_steps_in_where_an_emergency_rang(office: Office, lead: Desk) -> None:
    number = rung(office, lead)
    assert lead.post("/staff/alarms", alarm=number).status_code == 422
    answer = lead.post("/staff/alarms", alarm=number, sure="1")
    (case,) = [row.case for row in office.do(office.scene.book.open_cases)]
    assert answer.headers["location"] == f"/staff/cases/{case.number}?view=mine"
    assert (case.state, case.owner, case.urgent) == (CaseState.ASSIGNED, lead.person.id, True)
    page = lead.get(f"/staff/cases/{case.number}").text
    assert "they are at the door" in page
    assert "my secret" not in page
    assert "stepped in at an emergency" in office.desk("auditor", Role.AUDITOR).get("/staff/audit").text
    assert lead.post("/staff/alarms", alarm=number, sure="1").status_code == 409


@pytest.mark.parametrize("role", NO_LEADS)
def test_nobody_else_sees_it_or_steps_in(office: Office, lead: Desk, role: Role) -> None:
    number = rung(office, lead)
    desk = office.desk("somebody", role, teams=("desk",))
    assert desk.get("/staff/alarms").status_code == 403
    assert desk.post("/staff/alarms", alarm=number, sure="1").status_code == 403
    assert "/staff/alarms" not in desk.get("/staff/me").text
    assert office.do(office.scene.book.open_cases) == []


def test_without_a_group_there_is_nothing_to_link(olena: Desk) -> None:
    assert olena.get("/staff/me/telegram").status_code == 404
    assert "/staff/me/telegram" not in olena.get("/staff/me").text


def test_a_code_is_shown_until_it_was_used_and_can_be_undone(tmp_path: Path) -> None:
    counter = opened(tmp_path, telegram=True)
    with TestClient(counter.app, base_url=HOME, raise_server_exceptions=False) as client:
        office = Office(client, counter)
        olena = office.desk("olena")
        assert "/link" not in olena.get("/staff/me/telegram").text
        olena.post("/staff/me/telegram")
        page = olena.get("/staff/me/telegram").text
        found = re.search(r"<code translate=\"no\">(/link [a-z0-9-]+)</code>", page)
        assert found
        code = typed(found[1])
        assert code is not None
        linked = office.do(counter.store.roster.link, 42, hashed(code), office.scene.now)
        assert linked is not None
        assert linked.id == olena.person.id
        page = olena.get("/staff/me/telegram").text
        assert "linked since" in page
        assert found[1] not in page
        assert olena.post("/staff/me/telegram/unlink").status_code == 303
        assert office.do(counter.store.roster.by_telegram, 42) is None
        assert office.desk("auditor", Role.AUDITOR).get("/staff/me/telegram").status_code == 403
        assert client.portal is not None
        client.portal.call(counter.store.close)


def test_a_reopened_case_is_for_whoever_had_it_as_soon_as_they_are_back(
    office: Office, olena: Desk, taras: Desk, case: Case
) -> None:
    for desk, name in ((olena, "Olena"), (taras, "Taras")):
        desk.post("/staff/me", name=name, alias=name, capacity="5", **{"level-en": "native"})
    taras.post("/staff/me/presence", presence="here")
    olena.post("/staff/me/presence", presence="away")
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.ANSWERED))
    office.do(office.scene.say, "he came back")
    state = office.do(office.counter.store.open, "line", "talk")
    office.do(office.scene.say, *[unescape(each.label) for each in state.offered[:1]])
    again = standing(office, case)
    assert (again.state, again.again, again.former) == (CaseState.QUEUED, True, olena.person.id)
    assert "for you" in taras.get("/staff/queue").text
    olena.post("/staff/me/presence", presence="here")
    assert "for you" in olena.get("/staff/queue").text
    assert "for you" not in taras.get("/staff/queue").text
    office.do(office.scene.act, again, Claim(*olena.person.who))
    assert standing(office, case).again is False
