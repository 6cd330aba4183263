"""What counselors enclose: known by its bytes, seen and saved by whoever reads the case, and refused in words."""

from __future__ import annotations

import re
from contextlib import ExitStack
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from adapters.media import LARGEST, MOST
from adapters.roster.people import Role
from bot.case import Reason, Resolve
from bot.reply import File, Paragraph
from tests.console.conftest import Desk, Office, at
from tests.console.counter import HOME, opened
from tests.media.makers import HTML, MP3, OGG, PDF, SVG, bomb, located, mp4, picture, zipped
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    import httpx2

    from bot.case import Case

SCRIPT = {"accept": "application/json"}
KEY = "a-key-of-this-form"
_IDS = re.compile(r'name="enclosed" value="([^"]+)"')


def attach(
    desk: Desk,
    case: Case,
    *files: tuple[str, bytes],
    key: str = KEY,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> httpx2.Response:
    """Choose files, as a browser sends them: what they are said to be is always a lie."""
    fields = {"token": desk.person.token, "key": key, **more}
    given = [("file", (name, data, "text/html")) for name, data in files]
    asked = {**desk._headers(), "origin": HOME, **(SCRIPT if headers is None else headers)}
    path = f"/staff/cases/{case.number}/enclosures"
    return desk.client.post(path, data=fields, files=given, headers=asked, follow_redirects=False)


@pytest.fixture
def case(office: Office, olena: Desk) -> Case:
    """Give a case in Olena's hands."""
    found: Case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    return found


def page(desk: Desk, case: Case) -> str:
    return desk.get(f"/staff/cases/{case.number}").text


def waiting(desk: Desk, case: Case) -> list[str]:
    return _IDS.findall(page(desk, case))


def answered(desk: Desk, case: Case, text: str = "Please sign.", **more: Any) -> httpx2.Response:
    return desk.post(at(case, "say"), text=text, seen="999999", enclosed=waiting(desk, case), **more)


def files_of(office: Office, case: Case) -> list[File]:
    reply = office.do(office.scene.lines, case)[-1].reply
    return [part for part in reply.parts if isinstance(part, File)]


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


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("x.html", picture("GIF"), "image/png"),
        ("x.exe", picture("WEBP"), "image/jpeg"),
        ("x", OGG, "audio/ogg"),
        ("x.pdf", MP3, "audio/mpeg"),
        ("x.png", mp4(b"soun"), "audio/mp4"),
        ("x.jpg", PDF, "application/pdf"),
    ],
)
def test_what_a_file_is_its_bytes_say(  # noqa: PLR0913, PLR0917
    office: Office, olena: Desk, case: Case, name: str, data: bytes, mime: str
) -> None:
    assert attach(olena, case, (name, data)).status_code == 201
    answered(olena, case)
    [file] = files_of(office, case)
    assert file.mime == mime


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (SVG, 415, "only pictures"),
        (HTML, 415, "only pictures"),
        (zipped(), 415, "only pictures"),
        (mp4(b"vide"), 415, "only pictures"),
        (b"x", 415, "only pictures"),
        (bomb(), 415, "too many dots"),
        (picture()[:60], 415, "broken"),
        (PDF[:9] + b" " * LARGEST + PDF[9:], 413, "larger than 10 MB"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(olena: Desk, case: Case, data: bytes, status: int, said: str) -> None:
    answer = attach(olena, case, ("a.pdf", data))
    assert answer.status_code == status
    assert answer.json()["message"].startswith("a.pdf was not attached")
    assert said in answer.json()["message"]
    assert waiting(olena, case) == []


def test_a_body_larger_than_all_files_together_is_not_read(olena: Desk, case: Case) -> None:
    headers = {**SCRIPT, "content-length": str(60 << 20)}
    assert attach(olena, case, ("a.pdf", PDF), headers=headers).status_code == 413


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
    assert _IDS.findall(answer.text) == waiting(olena, case) != []


def test_what_was_chosen_can_be_removed(olena: Desk, case: Case) -> None:
    [one] = attach(olena, case, ("a.pdf", PDF)).json()["files"]
    path = f"/staff/cases/{case.number}/enclosures/drop"
    assert olena.post(path, headers=SCRIPT, drop=one).json() == {"said": "Removed."}
    assert waiting(olena, case) == []
    assert olena.get(f"/staff/cases/{case.number}/enclosures/{one}").status_code == 404
    assert olena.post(path, drop=one, text="Kept").status_code == 303
    assert ">Kept</textarea>" in page(olena, case)


def test_only_whoever_answers_attaches_and_nobody_sees_what_waits_for_another(
    office: Office, olena: Desk, taras: Desk, lead: Desk, case: Case
) -> None:
    [one] = attach(olena, case, ("a.pdf", PDF)).json()["files"]
    own = f"/staff/cases/{case.number}/enclosures/{one}"
    assert olena.get(own).status_code == 200
    assert lead.get(own).status_code == 404
    assert taras.get(own).status_code == 404
    assert attach(taras, case, ("a.pdf", PDF)).status_code == 404
    assert attach(lead, case, ("a.pdf", PDF)).status_code == 403
    answered(olena, case)
    assert lead.get(own).status_code == 200
    other = office.do(office.scene.claimed, "garbage", talk="other", who=olena.person.who)
    assert olena.get(f"/staff/cases/{other.number}/enclosures/{one}").status_code == 404
    smuggled = olena.post(at(other, "say"), text="x", seen="999999", enclosed=[one])
    assert smuggled.status_code == 409


def test_a_closed_case_gives_its_files_only_for_a_reason(office: Office, olena: Desk, lead: Desk, case: Case) -> None:
    attach(olena, case, ("a.pdf", PDF))
    answered(olena, case)
    [file] = files_of(office, case)
    current = office.do(office.scene.book.case, case.id)
    office.do(office.scene.act, current, Resolve(olena.person.id, Reason.ANSWERED))
    path = f"/staff/cases/{case.number}/enclosures/{file.id}"
    assert lead.get(path).status_code == 404
    lead.post(f"/staff/cases/{case.number}/reason", why="the resident asked again")
    assert lead.get(path).status_code == 200


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


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_can_do_nothing(olena: Desk, case: Case, name: str) -> None:
    clean = name.replace("\n", " ").replace("\r", " ")
    answer = attach(olena, case, (f"{clean}.pdf", PDF))
    assert answer.status_code == 201
    before = page(olena, case)
    assert answered(olena, case).status_code == 303
    for shown in (before, page(olena, case)):
        for tag in ("<script>alert", "<img src=x", "<svg/onload", "<iframe", "<style>", "<b>かんじ"):
            assert tag not in shown
        assert not re.search(r'href="(?:javascript|data):', unescape(shown))


def test_where_line_cannot_reach_us_it_is_said_what_to_set(tmp_path: Any) -> None:
    counter = opened(tmp_path, bare=frozenset({"line"}))
    with ExitStack() as stack:
        client = stack.enter_context(TestClient(counter.app, base_url=HOME, raise_server_exceptions=False))
        office = Office(client, counter)
        assert client.portal is not None
        stack.callback(client.portal.call, counter.store.close)
        olena = office.desk("olena")
        case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
        shown = page(olena, case)
        assert "PUBLIC_URL" in shown
        assert 'type="file"' not in shown
        answer = attach(olena, case, ("a.pdf", PDF))
        assert (answer.status_code, answer.json()["error"]) == (409, "bare")
        assert olena.post(at(case, "say"), text="x", seen="999999", enclosed=["x" * 22]).status_code == 409
        web = office.do(office.scene.opened, "garbage", talk="page", channel="web")
        olena.post(at(web, "claim"))
        assert attach(olena, web, ("a.pdf", PDF)).status_code == 201
