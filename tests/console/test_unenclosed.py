"""What counselors may not enclose, or not see, or not send: refused in words, and harmless whatever it is called."""

from __future__ import annotations

import re
from contextlib import ExitStack
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from adapters.media import LARGEST
from bot.case import Reason, Resolve
from tests.console.conftest import Desk, Office, at
from tests.console.counter import HOME, opened
from tests.console.enclosing import SCRIPT, answered, attach, case, files_of, page, waiting
from tests.media.makers import HTML, MP3, OGG, PDF, SVG, bomb, mp4, picture, zipped
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    from bot.case import Case

__all__ = ["case"]


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
