"""What counselors enclose: known by its bytes, seen and saved by whoever reads the case, and refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.media import MOST
from adapters.roster.people import Role
from bot.reply import File, Paragraph
from tests.console.conftest import Desk, Office, at
from tests.console.counter import HOME
from tests.console.enclosing import IDS, KEY, SCRIPT, answered, attach, case, files_of, page, waiting
from tests.media.makers import PDF, SVG, located

if TYPE_CHECKING:
    from bot.case import Case

__all__ = ["case"]


def test_the_limits_are_said_before_anything_is_chosen(olena: Desk, case: Case) -> None:
    shown = page(olena, case)
    assert "up to 5 files of 10 MB each" in shown
    assert 'type="file"' in shown
    assert 'aria-describedby="attach-help"' in shown


def test_a_file_waits_in_the_composer_and_goes_with_the_answer(office: Office, olena: Desk, case: Case) -> None:
    answer = attach(olena, case, ("form.pdf", PDF), ("photo.png", located()))
    assert answer.status_code == 201
    assert answer.json()["said"] == "Attached: form.pdf, photo.jpg"
    assert waiting(olena, case) == answer.json()["files"]
    assert answered(olena, case).status_code == 303
    assert waiting(olena, case) == []
    form, photo = files_of(office, case)
    assert (form.mime, form.name, form.size) == ("application/pdf", "form.pdf", len(PDF))
    assert (photo.mime, photo.name) == ("image/jpeg", "photo.jpg")
    shown = page(olena, case)
    for file in (form, photo):
        got = olena.get(f"/staff/cases/{case.number}/enclosures/{file.id}")
        assert f"/staff/cases/{case.number}/enclosures/{file.id}" in shown
        assert got.status_code == 200
        assert got.headers["content-type"] == file.mime
        assert got.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert got.headers["x-content-type-options"] == "nosniff"
        way = "inline" if file is photo else "attachment"
        assert got.headers["content-disposition"].startswith(f"{way};")
        for secret in (b"SecretCamera", b"SecretComment", b"Exif"):
            assert secret not in got.content


def test_an_answer_may_be_a_file_alone_and_an_empty_one_is_none(office: Office, olena: Desk, case: Case) -> None:
    assert olena.post(at(case, "say"), text="", seen="999999").status_code == 409
    attach(olena, case, ("a.pdf", PDF))
    assert answered(olena, case, text="").status_code == 303
    reply = office.do(office.scene.lines, case)[-1].reply
    assert [type(part) for part in reply.parts] == [File]


def test_without_scripts_files_come_with_the_very_answer(office: Office, olena: Desk, case: Case) -> None:
    fields = {"token": olena.person.token, "key": KEY, "seen": "999999", "text": "Here"}
    headers = {**olena._headers(), "origin": HOME}
    files = [("file", ("a.pdf", PDF, "application/pdf")), ("file", ("", b"", "application/octet-stream"))]
    for _ in range(2):
        answer = olena.client.post(
            at(case, "say"), data=fields, files=files, headers=headers, follow_redirects=False
        )  # fmt: skip
        assert answer.status_code == 303
    lines = [line for line in office.do(office.scene.lines, case) if line.staff]
    assert [line.reply.parts[0] for line in lines] == [Paragraph("Here")]
    assert [file.name for file in files_of(office, case)] == ["a.pdf"]
    refused = [("file", ("a.svg", SVG, "image/png"))]
    answer = olena.client.post(
        at(case, "say"), data={**fields, "key": "another-key", "text": "Kept"}, files=refused, headers=headers
    )  # fmt: skip
    assert answer.status_code == 409
    assert "nothing was sent" in answer.text
    assert ">Kept</textarea>" in answer.text
    assert len([line for line in office.do(office.scene.lines, case) if line.staff]) == 1


def test_without_scripts_choosing_keeps_what_was_written(olena: Desk, case: Case) -> None:
    answer = attach(olena, case, ("a.pdf", PDF), headers={}, text="Half a sen")
    assert answer.status_code == 303
    shown = page(olena, case)
    assert ">Half a sen</textarea>" in shown
    assert "a.pdf" in shown
    refused = attach(olena, case, ("a.exe", b"MZ\x90"), headers={}, key="other-key-1", text="Half a sentence")
    assert refused.status_code == 415
    assert "a.exe was not attached" in refused.text
    assert ">Half a sentence</textarea>" in refused.text


def test_the_same_upload_is_kept_once_and_no_more_than_five(olena: Desk, case: Case) -> None:
    first = attach(olena, case, ("a.pdf", PDF)).json()["files"]
    assert attach(olena, case, ("a.pdf", PDF)).json()["files"] == first
    for number in range(1, MOST):
        assert attach(olena, case, ("a.pdf", PDF), key=f"key-of-upload-{number}").status_code == 201
    answer = attach(olena, case, ("sixth.pdf", PDF), key="key-of-the-sixth")
    assert answer.status_code == 409
    assert answer.json()["message"] == "sixth.pdf was not attached: an answer takes 5 files."
    assert len(waiting(olena, case)) == MOST


def test_a_double_click_sends_once(office: Office, olena: Desk, case: Case) -> None:
    attach(olena, case, ("a.pdf", PDF))
    ids = waiting(olena, case)
    for _ in range(3):
        answer = olena.post(at(case, "say"), text="Here", seen="999999", enclosed=ids, key="one-and-the-same")
        assert answer.status_code == 303
    assert len([line for line in office.do(office.scene.lines, case) if line.staff]) == 1
    again = olena.post(at(case, "say"), text="Once more", seen="999999", enclosed=ids)
    assert again.status_code == 409
    assert "not there any more" in again.text


def test_a_stale_answer_is_refused_and_its_files_wait(office: Office, olena: Desk, case: Case) -> None:
    attach(olena, case, ("a.pdf", PDF))
    office.do(office.scene.say, "one more thing")
    answer = olena.post(at(case, "say"), text="Here", seen="0", enclosed=waiting(olena, case))
    assert answer.status_code == 409
    assert IDS.findall(answer.text) == waiting(olena, case) != []


def test_what_was_chosen_can_be_removed(olena: Desk, case: Case) -> None:
    [one] = attach(olena, case, ("a.pdf", PDF)).json()["files"]
    path = f"/staff/cases/{case.number}/enclosures/drop"
    assert olena.post(path, headers=SCRIPT, drop=one).json() == {"said": "Removed."}
    assert waiting(olena, case) == []
    assert olena.get(f"/staff/cases/{case.number}/enclosures/{one}").status_code == 404
    assert olena.post(path, drop=one, text="Kept").status_code == 303
    assert ">Kept</textarea>" in page(olena, case)


def test_a_file_sent_by_mistake_is_taken_back(office: Office, olena: Desk, taras: Desk, lead: Desk, case: Case) -> None:
    attach(olena, case, ("wrong-person.pdf", PDF))
    answered(olena, case)
    [file] = files_of(office, case)
    path = f"/staff/cases/{case.number}/enclosures/take-back"
    assert "Take back" in page(olena, case)
    assert taras.post(path, enclosure=file.id).status_code == 404
    assert olena.post(path, enclosure="nothing-nothing-nothing").status_code == 404
    assert olena.post(path, enclosure=file.id).status_code == 303
    shown = page(olena, case)
    assert "A file was here. It was taken back." in shown
    assert "wrong-person" not in shown
    assert olena.get(f"/staff/cases/{case.number}/enclosures/{file.id}").status_code == 404
    assert office.do(office.counter.store.drawer.sent, file.id) is None
    assert lead.get(f"/staff/cases/{case.number}").status_code == 200
    auditor = office.desk("akiko", Role.AUDITOR)
    assert "took a file back" in auditor.get("/staff/audit").text
