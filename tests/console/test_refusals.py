"""What is not possible is refused in words, with what was written kept, and nothing done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.case import Claim, Reason, Resolve
from tests.console.conftest import at

if TYPE_CHECKING:
    from tests.console.conftest import Desk, Office


def test_of_many_who_claim_one_wins_and_the_others_hear_who(office: Office, olena: Desk, taras: Desk) -> None:
    case = office.do(office.scene.opened, "garbage")
    with ThreadPoolExecutor(8) as many:
        tries = [many.submit(desk.post, at(case, "claim")) for desk in (olena, taras) * 8]
        answers = [one.result() for one in tries]
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 15
    winner = office.do(office.scene.book.case, case.id).owner
    losers = [answer.text for answer in answers if answer.status_code == 409]
    name = {olena.person.id: "Olena Sato", taras.person.id: "Taras Sato"}[winner]
    assert all(f"{name} has this case already." in text or "You have this case already." in text for text in losers)
    audit = office.do(office.scene.book.audit, case.id)
    assert [row.what for row in audit].count("claim") == 1


def test_the_one_who_comes_second_is_told_the_winners_name(office: Office, olena: Desk, lead: Desk) -> None:
    case = office.do(office.scene.opened, "garbage")
    olena.post(at(case, "claim"))
    late = lead.post(at(case, "claim"))
    assert late.status_code == 409
    assert "Olena Sato has this case already." in late.text


def test_a_stale_answer_is_shown_what_was_missed_and_keeps_its_words(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    seen = str(office.do(office.scene.lines, case)[-1].position)
    office.do(office.scene.say, "Wait, it is my neighbour's!")
    refused = olena.post(at(case, "say"), text="On Tuesday.", seen=seen)
    assert refused.status_code == 409
    assert "The resident wrote more after you looked." in refused.text
    missed = refused.text.split('class="missed"')[1].split("</ul>")[0]
    assert "Wait, it is my neighbour&#39;s!" in missed
    assert ">On Tuesday.</textarea>" in refused.text
    assert "I have read it, send" in refused.text
    assert "On Tuesday." not in str(office.do(office.scene.told, case))


def test_after_reading_it_is_sent_and_a_still_newer_line_refuses_again(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    seen = str(office.do(office.scene.lines, case)[-1].position)
    office.do(office.scene.say, "One more thing.")
    first = olena.post(at(case, "say"), text="On Tuesday.", seen=seen)
    newer = first.text.split('id="reply-seen" value="')[1].split('"')[0]
    office.do(office.scene.say, "And another.")
    assert olena.post(at(case, "say"), text="On Tuesday.", seen=newer).status_code == 409
    assert olena.post(at(case, "say"), text="On Tuesday.", seen=newer, confirmed="1").status_code == 303
    assert str(office.do(office.scene.told, case)).count("On Tuesday.") == 1


def test_a_case_is_not_closed_over_unread_words(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    seen = str(office.do(office.scene.lines, case)[-1].position)
    office.do(office.scene.say, "Wait!")
    refused = olena.post(at(case, "resolve"), reason="answered", seen=seen)
    assert refused.status_code == 409
    assert "before you close the case" in refused.text
    assert office.do(office.scene.book.case, case.id).state.open


def test_one_form_sent_twice_does_one_thing(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    answers = [
        olena.post(at(case, "say"), key="the-same-key-0001", text="On Tuesday.", seen="999").status_code
        for _ in range(5)
    ]
    assert answers == [303] * 5
    assert str(office.do(office.scene.told, case)).count("On Tuesday.") == 1


def test_every_form_of_a_page_has_a_key_of_its_own(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    page = olena.get(f"/staff/cases/{case.number}").text
    keys = [part.split('"')[0] for part in page.split('name="key"')[1:] for part in [part.split('value="')[1]]]
    assert len(keys) >= 6
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("what", "fields", "says"),
    [
        ("say", {"text": "  "}, "Write something first."),
        ("say", {"text": "x" * 4001}, "That is too long."),
        ("transfer", {"to": "", "note": " "}, "Write a note for whoever takes it."),
        ("transfer", {"to": "nobody", "note": "x"}, "cannot be handed to that person"),
        ("hold", {"until": "2020-01-01T10:00"}, "still to come"),
        ("hold", {"until": "soon"}, "still to come"),
        ("resolve", {"reason": "tired"}, "Choose why the case is closed."),
        ("resume", {}, "not on hold"),
        ("note", {"text": ""}, "Write something first."),
        ("claim", {}, "already"),
        ("say", {"text": "x", "key": ""}, "out of date"),
        ("say", {"text": "x", "key": "short"}, "out of date"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    office: Office, olena: Desk, what: str, fields: dict[str, str], says: str
) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    before = office.do(office.scene.lines, case)
    answer = olena.post(at(case, what), seen="999", **fields)
    assert answer.status_code in {409, 422}
    assert says in answer.text
    assert office.do(office.scene.lines, case) == before


def test_a_refusal_is_said_in_japanese_too(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    olena.language = "ja"
    assert "文を書いてください。" in olena.post(at(case, "say"), text="", seen="999").text


@pytest.mark.parametrize("what", ["say", "transfer", "hold", "resolve", "urgent", "labels", "note", "restrict"])
def test_nobody_acts_on_a_case_they_may_not_read(office: Office, olena: Desk, taras: Desk, what: str) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    before = office.do(office.scene.book.case, case.id)
    fields = {"text": "x", "to": "", "note": "x", "until": "2026-12-01T10:00", "reason": "other", "seen": "999"}
    assert taras.post(at(case, what), **fields).status_code == 404
    assert office.do(office.scene.book.case, case.id) == before


def test_a_lead_does_not_speak_in_anothers_case(office: Office, olena: Desk, lead: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    answer = lead.post(at(case, "say"), text="I am the lead.", seen="999")
    assert answer.status_code == 409
    assert "This case is not yours." in answer.text
    assert "I am the lead." not in str(office.do(office.scene.told, case))


def test_a_move_that_is_none_is_refused(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    assert olena.post(at(case, "explode")).status_code == 409


def test_full_hands_take_no_more(office: Office) -> None:
    busy = office.desk("busy", capacity=1)
    first, second = (office.do(office.scene.opened, "garbage", talk=talk) for talk in ("one", "two"))
    assert busy.post(at(first, "claim")).status_code == 303
    answer = busy.post(at(second, "claim"))
    assert answer.status_code == 409
    assert "as many cases as you can take" in answer.text


def test_what_is_over_is_said_to_be_over(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.ANSWERED))
    answer = olena.post(at(case, "note"), text="A late thought.")
    assert answer.status_code == 303
    assert olena.post(at(case, "say"), text="Oh, and", seen="999").status_code == 409
    page = olena.get(f"/staff/cases/{case.number}").text
    assert "Closed at 20:00" in page
    assert 'id="text"' not in page


def test_a_waiting_case_asks_to_be_taken_before_it_is_answered(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.opened, "garbage")
    page = olena.get(f"/staff/cases/{case.number}").text
    assert "To answer, take this case first." in page
    assert 'id="text"' not in page
    office.do(office.scene.act, case, Claim(*olena.person.who))
    assert 'id="text"' in olena.get(f"/staff/cases/{case.number}").text


@pytest.mark.parametrize("number", ["0", "99999999999", "abc", "1" * 40])
def test_a_case_that_is_not_there_is_not_there(olena: Desk, number: str) -> None:
    answer = olena.get(f"/staff/cases/{number}")
    assert answer.status_code == 404
    assert "Madoguchi" in answer.text
