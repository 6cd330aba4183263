"""A counselor's browser that attaches files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.reply import File
from tests.console.conftest import Desk, Office, at
from tests.console.counter import HOME

if TYPE_CHECKING:
    import httpx2

    from bot.case import Case

SCRIPT = {"accept": "application/json"}
KEY = "a-key-of-this-form"
IDS = re.compile(r'name="enclosed" value="([^"]+)"')


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
    return IDS.findall(page(desk, case))


def answered(desk: Desk, case: Case, text: str = "Please sign.", **more: Any) -> httpx2.Response:
    return desk.post(at(case, "say"), text=text, seen="999999", enclosed=waiting(desk, case), **more)


def files_of(office: Office, case: Case) -> list[File]:
    reply = office.do(office.scene.lines, case)[-1].reply
    return [part for part in reply.parts if isinstance(part, File)]
