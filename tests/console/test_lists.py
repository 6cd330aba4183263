"""The lists: what waits, whose it is, and nothing that somebody may not know of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.roster.people import Role
from bot.case import Claim, Label, Reason, Resolve, Restrict, Urge
from tests.console.conftest import numbers

if TYPE_CHECKING:
    from tests.console.conftest import Desk, Office


def test_who_waits_is_in_the_queue_with_language_topic_waiting_time_and_first_words(
    office: Office, olena: Desk
) -> None:
    case = office.do(office.scene.opened, "what day is garbage day please")
    office.scene.now += timedelta(minutes=12)
    page = olena.get("/staff/queue").text
    # Not the "yes" to being helped, which came last.
    for said in (case.called, "English", "LINE", "Garbage", "12 min", "a person please"):
        assert said in page
    assert "Yes, please" not in page
    assert "12分" in olena.get("/staff/queue", cookie_language="ja").text


def test_urgent_cases_come_first_and_say_so(office: Office, olena: Desk, lead: Desk) -> None:
    first = office.do(office.scene.opened, "garbage", talk="one")
    second = office.do(office.scene.opened, "garbage", talk="two")
    assert sorted(numbers(olena.get("/staff/queue").text)) == sorted([first.number, second.number])
    office.do(office.scene.act, second, Urge(lead.person.id, urgent=True))
    page = olena.get("/staff/queue").text
    assert numbers(page) == [second.number, first.number]
    assert "Urgent" in page


def test_my_cases_are_mine_alone_and_show_what_i_have_not_read(office: Office, olena: Desk, taras: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.do(office.scene.say, "are you there?", "hello?")
    page = olena.get("/staff/mine").text
    assert numbers(page) == [case.number]
    assert "are you there" not in page  # only the newest words are shown
    assert "hello?" in page
    assert "<title>(1) Mine" in page
    assert numbers(taras.get("/staff/mine").text) == []
    assert numbers(taras.get("/staff/queue").text) == []


def test_all_open_cases_are_for_leads(office: Office, olena: Desk, lead: Desk) -> None:
    taken = office.do(office.scene.claimed, "garbage", talk="one", who=olena.person.who)
    waiting = office.do(office.scene.opened, "garbage", talk="two")
    page = lead.get("/staff/open").text
    assert sorted(numbers(page)) == sorted([taken.number, waiting.number])
    assert "Olena Sato" in page
    assert olena.get("/staff/open").status_code == 403
    assert "/staff/open" not in olena.get("/staff/mine").text


def test_a_case_of_another_team_or_a_restricted_one_is_not_shown(office: Office, olena: Desk) -> None:
    stranger = office.desk("stranger", teams=("elsewhere",))
    case = office.do(office.scene.opened, "garbage")
    assert numbers(olena.get("/staff/queue").text) == [case.number]
    office.do(office.scene.act, case, Restrict(stranger.person.id, restricted=True))
    assert numbers(olena.get("/staff/queue").text) == []
    assert olena.get(f"/staff/cases/{case.number}").status_code == 404


def test_closed_cases_say_why_they_were_closed_and_show_no_words_without_a_reason(
    office: Office, olena: Desk, taras: Desk, lead: Desk
) -> None:
    case = office.do(office.scene.claimed, "secret words", who=olena.person.who)
    office.do(office.scene.say, "secret words")
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.REFERRED))
    for desk in (olena, lead):
        page = desk.get("/staff/closed").text
        assert numbers(page) == [case.number]
        assert "referred to another office" in page
    assert "secret words" not in lead.get("/staff/closed").text
    assert numbers(taras.get("/staff/closed").text) == []
    office.later(days=4)
    assert numbers(olena.get("/staff/closed").text) == []
    assert numbers(lead.get("/staff/closed").text) == [case.number]


def test_labels_are_shown_in_the_readers_language_and_ones_own_as_written(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.do(office.scene.act, case, Label(olena.person.id, ("housing", "第3班")))
    assert "Housing" in olena.get("/staff/mine").text
    assert "住まい" in olena.get("/staff/mine", cookie_language="ja").text
    assert "第3班" in olena.get("/staff/mine").text


def test_the_start_leads_to_where_ones_work_is(office: Office, olena: Desk) -> None:
    assert olena.get("/staff").headers["location"] == "/staff/queue"
    auditor = office.desk("auditor", Role.AUDITOR)
    assert auditor.get("/staff").headers["location"] == "/staff/reports"


def test_an_empty_list_has_a_kind_word(olena: Desk) -> None:
    assert "Nobody is waiting right now." in olena.get("/staff/queue").text
    assert "いま待っている人はいません。" in olena.get("/staff/queue", cookie_language="ja").text


@pytest.mark.parametrize("path", ["/staff/queue?before=x", "/staff/closed?before=-1", f"/staff/closed?before={9**40}"])
def test_odd_addresses_do_no_harm(olena: Desk, path: str) -> None:
    assert olena.get(path).status_code == 200


def test_a_search_finds_words_numbers_and_nothing_of_others(office: Office, olena: Desk, taras: Desk) -> None:
    case = office.do(office.scene.claimed, "my landlord is angry", who=olena.person.who)
    found = olena.post("/staff/search", words="landlord")
    assert found.status_code == 200
    assert numbers(found.text) == [case.number]
    assert numbers(taras.post("/staff/search", words="landlord").text) == []
    assert olena.post("/staff/search", words=case.called).headers["location"] == f"/staff/cases/{case.number}"
    assert taras.post("/staff/search", words=case.called).status_code == 200
    assert "Nothing was found" in olena.post("/staff/search", words="zebra").text


def test_what_was_searched_for_is_in_no_address(olena: Desk) -> None:
    page = olena.get("/staff/search").text
    assert 'role="search" method="post"' in page
    assert olena.get("/staff/search?words=secret").text.count("secret") == 0


def test_a_claimed_case_leaves_the_queue_of_everybody(office: Office, olena: Desk, taras: Desk) -> None:
    case = office.do(office.scene.opened, "garbage")
    assert numbers(taras.get("/staff/queue").text) == [case.number]
    office.do(office.scene.act, case, Claim(*olena.person.who))
    assert numbers(taras.get("/staff/queue").text) == []
