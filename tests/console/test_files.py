"""What residents attach: fetched when somebody asks, shown only where it was drawn anew, never trusted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.media import Refused, Why, inspect
from bot.case import Reason, Resolve
from bot.message import Attachment
from tests.contract.scene import said
from tests.media.makers import HTML, OGG, PDF, SVG, picture

if TYPE_CHECKING:
    from adapters.media import Enclosure
    from bot.case import Case
    from tests.console.conftest import Desk, Office

EVIL = '"><img src=x onerror=alert(1)>/../../etc/passwd.svg'


class Postman:
    """A channel that brings what it has by the name of it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.fault: Why | None = None

    async def fetch(self, origin: str) -> Enclosure:
        self.asked.append(origin)
        if self.fault is not None:
            raise Refused(self.fault)
        return await inspect(self.files[origin], EVIL)


@pytest.fixture
def postman(office: Office) -> Postman:
    """Have the channel bring files."""
    postman = Postman()
    office.counter.bringers["line"] = postman
    return postman


def sent(office: Office, olena: Desk, kind: str = "image", name: str = "one") -> tuple[Case, str]:
    """Have a resident attach something; gives the case, and where it can be fetched."""
    case: Case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.do(office.scene.reception.receive, replace(said(Attachment(kind)), attached=name))
    office.do(office.scene.reception.rest)
    line = office.do(office.scene.lines, case)[-1]
    return case, f"/staff/cases/{case.number}/files/{line.position}"


def test_nothing_is_fetched_until_somebody_asks(office: Office, olena: Desk, postman: Postman) -> None:
    case, path = sent(office, olena)
    page = olena.get(f"/staff/cases/{case.number}").text
    assert path in page
    assert "Picture" in page
    assert postman.asked == []
    postman.files["one"] = picture()
    assert olena.get(path).status_code == 200
    assert postman.asked == ["one"]


def test_a_picture_is_shown_as_it_was_drawn_anew(office: Office, olena: Desk, postman: Postman) -> None:
    _, path = sent(office, olena)
    postman.files["one"] = picture("JPEG") + b"<script>alert(1)</script>"
    answer = olena.get(path)
    assert answer.headers["content-type"] in {"image/png", "image/jpeg"}
    assert answer.headers["content-disposition"].startswith("inline; filename*=UTF-8''")
    assert b"<script>" not in answer.content
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(("data", "mime"), [(PDF, "application/pdf"), (OGG, "audio/ogg")])
def test_everything_else_is_only_saved(office: Office, olena: Desk, postman: Postman, data: bytes, mime: str) -> None:
    _, path = sent(office, olena, "file")
    postman.files["one"] = data
    answer = olena.get(path)
    assert answer.headers["content-type"] == mime
    assert answer.headers["content-disposition"].startswith("attachment;")
    name = answer.headers["content-disposition"]
    for odd in ("<", ">", '"', "/", "..", "\n"):
        assert odd not in name.split("''")[1]


@pytest.mark.parametrize("data", [SVG, HTML, b"MZ\x90", b""])
def test_what_is_not_known_by_its_bytes_is_refused_in_words(
    office: Office, olena: Desk, postman: Postman, data: bytes
) -> None:
    _, path = sent(office, olena, "file")
    postman.files["one"] = data
    answer = olena.get(path)
    assert answer.status_code == 415
    assert "not opened, for safety" in answer.text


@pytest.mark.parametrize(("why", "status"), [(Why.GONE, 410), (Why.LATER, 503), (Why.LARGE, 415), (Why.PIXELS, 415)])
def test_why_it_cannot_be_shown_is_said(
    office: Office, olena: Desk, postman: Postman, why: Why, status: int
) -> None:  # fmt: skip
    _, path = sent(office, olena)
    postman.fault = why
    answer = olena.get(path)
    assert answer.status_code == status
    assert len(answer.text) > 500


def test_a_file_is_for_those_who_may_read_its_case(
    office: Office, olena: Desk, taras: Desk, lead: Desk, postman: Postman
) -> None:
    case, path = sent(office, olena)
    postman.files["one"] = picture()
    assert taras.get(path).status_code == 404
    assert lead.get(path).status_code == 200
    assert olena.get(path.replace("files/", "files/9")).status_code == 404
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.ANSWERED))
    assert lead.get(path).status_code == 404
    assert olena.get(path).status_code == 200
    assert len(postman.asked) == 2
