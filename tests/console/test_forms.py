"""Every form of a case works as a plain form: it is sent, something is done, and the browser is sent on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.case import CaseState, Reason
from tests.console.conftest import at, said

if TYPE_CHECKING:
    from tests.console.conftest import Desk, Office


def test_a_whole_case_by_plain_forms(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.opened, "what day is garbage day please")
    claimed = olena.post(at(case, "claim"))
    assert claimed.status_code == 303
    assert claimed.headers["location"] == f"/staff/cases/{case.number}?view=mine"
    sent = olena.post(at(case, "say"), text="On Tuesday.", seen="999")
    assert sent.status_code == 303
    page = olena.get(f"/staff/cases/{case.number}").text
    assert "On Tuesday." in page
    assert "Waiting for reply" in page
    closed = olena.post(at(case, "resolve"), reason="answered", seen="999")
    assert closed.status_code == 303
    after = office.do(office.scene.book.case, case.id)
    assert (after.state, after.reason) == (CaseState.RESOLVED, Reason.ANSWERED)


def test_a_case_is_handed_to_a_colleague_with_a_note(office: Office, olena: Desk, taras: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    assert "Taras Sato" in olena.get(f"/staff/cases/{case.number}").text
    done = olena.post(at(case, "transfer"), to=taras.person.id, note="He knows garbage.")
    assert done.headers["location"] == "/staff/mine"
    assert office.do(office.scene.book.case, case.id).owner == taras.person.id
    page = taras.get(f"/staff/cases/{case.number}").text
    assert "He knows garbage." in page
    assert "Note at the transfer" in page
    assert olena.get(f"/staff/cases/{case.number}").status_code == 404


def test_a_case_goes_back_to_the_queue_with_a_note(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    assert olena.post(at(case, "transfer"), to="", note="I have to leave.").status_code == 303
    assert office.do(office.scene.book.case, case.id).state is CaseState.QUEUED


def test_a_hold_has_a_time_of_tokyo_and_ends_again(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.scene.now += timedelta(seconds=1)
    assert olena.post(at(case, "hold"), until="2026-11-24T10:30").status_code == 303
    held = office.do(office.scene.book.case, case.id)
    assert held.state is CaseState.ON_HOLD
    assert held.due.isoformat() == "2026-11-24T01:30:00+00:00"
    assert "On hold until Tue 24 Nov 10:30" in olena.get(f"/staff/cases/{case.number}").text
    assert olena.post(at(case, "resume")).status_code == 303
    assert office.do(office.scene.book.case, case.id).state is CaseState.ASSIGNED


def test_urgent_labels_restriction_and_notes(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    for what, fields in (
        ("urgent", {"urgent": "1"}),
        ("labels", {"label": ["housing", "legal"], "more": "第3班、 again ,housing"}),
        ("restrict", {"restricted": "1"}),
        ("note", {"text": "Only we read this."}),
    ):
        assert olena.post(at(case, what), **fields).status_code == 303, what
    after = office.do(office.scene.book.case, case.id)
    assert after.urgent
    assert after.restricted
    assert after.labels == ("housing", "legal", "第3班", "again")
    assert "Only we read this." in olena.get(f"/staff/cases/{case.number}").text
    assert "Only we read this." not in str(office.scene.posted)
    olena.post(at(case, "urgent"), urgent="")
    assert not office.do(office.scene.book.case, case.id).urgent


def test_a_lead_takes_over_for_somebody_and_answers(office: Office, olena: Desk, lead: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    page = lead.get(f"/staff/cases/{case.number}").text
    assert "Olena Sato has this case" in page
    assert lead.post(at(case, "transfer"), to=lead.person.id, note="She is ill.").status_code == 303
    assert office.do(office.scene.book.case, case.id).owner == lead.person.id


def test_an_uncertain_line_says_so_and_is_sent_again_once(office: Office, olena: Desk) -> None:
    case, position = said(office, olena, "On Tuesday.", "uncertain")
    page = olena.get(f"/staff/cases/{case.number}").text
    assert "Not sure that it arrived" in page
    assert "Checked, send again" in page
    again = olena.post(f"/staff/cases/{case.number}/resend", position=str(position))
    assert again.status_code == 303
    assert "Not sure that it arrived" not in olena.get(f"/staff/cases/{case.number}").text
    assert olena.post(f"/staff/cases/{case.number}/resend", position=str(position)).status_code == 409
    assert "On Tuesday." in " ".join(office.do(office.scene.send_all))


def test_an_uncertain_line_may_be_known_to_have_arrived(office: Office, olena: Desk) -> None:
    case, position = said(office, olena, "On Tuesday.", "uncertain")
    done = olena.post(f"/staff/cases/{case.number}/resend", position=str(position), arrived="1")
    assert done.status_code == 303
    assert office.do(office.scene.send_all) == []
    assert "Not sure that it arrived" not in olena.get(f"/staff/cases/{case.number}").text


def test_a_failed_line_says_why(office: Office, olena: Desk) -> None:
    case, _ = said(office, olena, "On Tuesday.", "dead")
    page = olena.get(f"/staff/cases/{case.number}").text
    assert "Not delivered: this month&#39;s messages are used up" in page
    assert (
        "届きませんでした: 今月の送信数を使い切りました"
        in olena.get(f"/staff/cases/{case.number}", cookie_language="ja").text
    )


def test_a_draft_is_kept_private_and_gone_when_it_was_sent(office: Office, olena: Desk, lead: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    kept = olena.post(f"/staff/cases/{case.number}/draft", text="I will\r\nask.")
    assert kept.status_code == 303
    assert "I will\nask." in olena.get(f"/staff/cases/{case.number}").text
    assert "I will" not in lead.get(f"/staff/cases/{case.number}").text
    olena.post(at(case, "say"), text="I will ask.", seen="999")
    assert "</textarea>" in olena.get(f"/staff/cases/{case.number}").text
    assert office.do(office.scene.book.draft, case.id, olena.person.id) is None


def test_a_script_that_keeps_a_draft_hears_when(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    answer = olena.post(f"/staff/cases/{case.number}/draft", {"accept": "application/json"}, text="Well")
    assert answer.json() == {"said": "Draft kept 20:00"}


def test_canned_replies_and_answers_go_into_the_draft_without_scripts(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "what day is garbage day please", who=olena.person.who)
    path = f"/staff/cases/{case.number}/insert"
    assert olena.post(path, text="Good morning.", insert="canned:hello").headers["location"].endswith("#text")
    olena.post(path, text=office.do(office.scene.book.draft, case.id, olena.person.id).text, insert="entry:life-school")
    draft = office.do(office.scene.book.draft, case.id, olena.person.id).text
    assert draft == "Good morning.\n\nHello, my name is Olena.\n\n[en] School"
    olena.post(path, text="x", insert="entry:nothing")
    assert office.do(office.scene.book.draft, case.id, olena.person.id).text == "x"


def test_answers_are_found_in_the_residents_language_and_readable_in_ones_own(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "what day is garbage day please", who=olena.person.who)
    page = olena.post(f"/staff/cases/{case.number}/answers", question="papers").text
    assert page.count('data-insert="[en]') == 4
    assert "[en] School" in page
    japanese = olena.get(f"/staff/cases/{case.number}?answers=1", cookie_language="ja").text
    assert "日本語で読む" in japanese
    assert "[ja] Garbage" in japanese
    assert "Nothing was found" in olena.post(f"/staff/cases/{case.number}/answers", question="zebra").text
