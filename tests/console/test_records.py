"""Documents that are dated and always the same, reading with a reason, erasure by three, and the audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from adapters.roster.people import Role
from bot.case import Reason, Remark, Resolve, Restrict
from tests.console.conftest import at

if TYPE_CHECKING:
    from bot.case import Case
    from tests.console.conftest import Desk, Office


def _talk(office: Office, olena: Desk) -> Case:
    case: Case = office.do(office.scene.claimed, "my landlord is angry", who=olena.person.who)
    office.do(office.scene.act, case, Remark(olena.person.id, "He is known here."))
    office.do(office.scene.speak, case, "Since when?", olena.person.who)
    office.do(office.scene.say, "Since Monday.")
    return case


def test_a_transcript_of_one_moment_is_always_the_same(office: Office, olena: Desk, lead: Desk) -> None:
    case = _talk(office, olena)
    path = f"/staff/cases/{case.number}/transcript"
    office.later(minutes=5)
    first = lead.post(path, as_of="2026-11-23T20:02")
    office.do(office.scene.say, "He came again.")
    office.later(hours=3)
    second = lead.post(path, as_of="2026-11-23T20:02")
    assert first.content == second.content
    assert first.headers["content-disposition"] == f'attachment; filename="{case.called}-20261123T200200.txt"'
    assert "He came again." in lead.post(path).text


def test_a_transcript_says_who_said_what_and_when_but_no_name_of_staff(office: Office, olena: Desk, lead: Desk) -> None:
    case = _talk(office, olena)
    text = lead.post(f"/staff/cases/{case.number}/transcript").text
    for said in (
        case.called,
        "my landlord is angry",
        "Since when?",
        "Since Monday.",
        "He is known here.",
        "Counselor 1",
    ):
        assert said in text
    assert "Mon 23 Nov 2026 20:00:00 JST" in text
    assert "Olena" not in text.replace("(taken Olena)", "")
    assert "SHA-256" in text
    lead.language = "ja"
    assert "相談員1" in lead.post(f"/staff/cases/{case.number}/transcript").text


def test_all_data_of_a_person_is_given_as_json_and_noted(office: Office, olena: Desk, lead: Desk) -> None:
    case = _talk(office, olena)
    answer = lead.post(f"/staff/cases/{case.number}/export")
    assert answer.headers["content-type"].startswith("application/json")
    assert "Since Monday." in json.dumps(json.loads(answer.text), ensure_ascii=False)
    rows = office.do(office.scene.book.audit, case.id)
    assert (rows[0].what, rows[0].by) == ("export", lead.person.id)


def test_documents_are_not_for_everybody(office: Office, olena: Desk) -> None:
    case = _talk(office, olena)
    for what in ("transcript", "export"):
        assert olena.post(f"/staff/cases/{case.number}/{what}").status_code == 403
    assert "transcript" not in olena.get(f"/staff/cases/{case.number}").text


def test_a_closed_case_is_read_with_a_reason_which_is_kept(office: Office, olena: Desk, lead: Desk) -> None:
    case = _talk(office, olena)
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.ANSWERED))
    asked = lead.get(f"/staff/cases/{case.number}")
    assert asked.status_code == 200
    assert "Why you need to read it" in asked.text
    assert "Since Monday." not in asked.text
    assert lead.post(f"/staff/cases/{case.number}/reason", why=" ").status_code == 422
    assert lead.post(f"/staff/cases/{case.number}/reason", why="A complaint came in.").status_code == 303
    page = lead.get(f"/staff/cases/{case.number}").text
    assert "Since Monday." in page
    assert "A complaint came in." in page
    rows = office.do(office.scene.book.audit, case.id)
    assert [(row.what, row.by) for row in rows if row.what == "viewed"] == [("viewed", lead.person.id)]
    assert "complaint" not in str(rows)


def test_the_reason_holds_for_an_hour_and_for_one_person(office: Office, olena: Desk, lead: Desk) -> None:
    case = _talk(office, olena)
    other = office.desk("second", Role.LEAD)
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.ANSWERED))
    lead.post(f"/staff/cases/{case.number}/reason", why="A complaint.")
    assert "Since Monday." in lead.get(f"/staff/cases/{case.number}").text
    assert "Since Monday." not in other.get(f"/staff/cases/{case.number}").text
    office.later(minutes=61)
    assert "Since Monday." not in lead.get(f"/staff/cases/{case.number}").text
    assert "Since Monday." in olena.get(f"/staff/cases/{case.number}").text


def test_a_restricted_case_asks_a_lead_for_a_reason_too(office: Office, olena: Desk, lead: Desk) -> None:
    case = _talk(office, olena)
    office.do(office.scene.act, case, Restrict(olena.person.id, restricted=True))
    assert "Why you need to read it" in lead.get(f"/staff/cases/{case.number}").text
    assert "Since Monday." not in lead.get("/staff/open").text
    refused = lead.post(at(case, "note"), text="")
    assert "Since Monday." not in refused.text


def test_erasing_takes_somebody_who_asks_another_who_approves_and_one_who_does_it(
    office: Office, olena: Desk, lead: Desk
) -> None:
    case = _talk(office, olena)
    other, admin = office.desk("second", Role.LEAD), office.desk("admin", Role.ADMINISTRATOR)
    done = lead.post(f"/staff/cases/{case.number}/erasure")
    assert "Erasure is asked for." in lead.get(done.headers["location"]).text
    assert case.called in admin.get("/staff/erasures").text
    erase = {"case": case.id, "key": "erase-it-now-1"}
    assert admin.post("/staff/erasures/erase", **erase).status_code == 409
    assert lead.post("/staff/erasures/approve", case=case.id).status_code == 409
    assert admin.post("/staff/erasures/approve", case=case.id).status_code == 403
    assert other.post("/staff/erasures/approve", case=case.id).status_code == 303
    assert other.post("/staff/erasures/erase", **erase).status_code == 403
    assert admin.post("/staff/erasures/erase", **erase).status_code == 303
    assert "Since Monday." not in olena.get(f"/staff/cases/{case.number}").text
    assert "Nothing is asked for" in admin.get("/staff/erasures").text
    assert olena.get("/staff/erasures").status_code == 403


def test_the_audit_says_who_did_what_and_never_a_word(office: Office, olena: Desk) -> None:
    case = _talk(office, olena)
    auditor = office.desk("auditor", Role.AUDITOR)
    page = auditor.get("/staff/audit").text
    for said in ("took a case", "wrote a note", "answered", case.called, "Olena Sato", "Mon 23 Nov 2026 20:00:00 JST"):
        assert said in page
    assert "landlord" not in page
    assert "He is known here" not in page
    assert "took a case" in auditor.get(f"/staff/audit?case={case.called}").text
    assert "There are no records." in auditor.get("/staff/audit?case=999999-99999").text
    assert olena.get("/staff/audit").status_code == 403
    assert auditor.get(f"/staff/cases/{case.number}").status_code in {403, 404}
