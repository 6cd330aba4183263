"""No way in without a session, no form without its token, none from another site; no address that acts on GET."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adapters.console.door import HEADERS
from tests.console.conftest import at
from tests.console.counter import HOME

if TYPE_CHECKING:
    from adapters.console.visit import Way
    from tests.console.conftest import Desk, Office

OPEN = ("/staff/login", "/staff/join", "/staff/language", "/staff/logout", "/staff/static", "/staff/passkey")


def inside(office: Office) -> list[Way]:
    """Give the ways that need somebody to be inside."""
    ways = [way for way in office.counter.console.ways if way.needs is not None]
    assert len(ways) > 25
    return ways


def path(way: Way, number: int) -> str:
    """Give an address of a way."""
    given = {"number": str(number), "what": "claim", "position": "1", "id": "staff-olena"}
    return re.sub(r"\{(\w+)\}", lambda part: given.get(part[1], "x"), way.path)


def test_every_way_needs_somebody_but_the_door(office: Office) -> None:
    free = [way.path for way in office.counter.console.ways if way.needs is None]
    assert [one for one in free if not one.startswith(OPEN)] == []


def test_nobody_comes_in_without_a_session(office: Office) -> None:
    case = office.do(office.scene.opened, "garbage")
    for way in inside(office):
        address = path(way, case.number)
        if way.get is not None:
            answer = office.client.get(address, follow_redirects=False)
            assert answer.status_code == 303, address
            assert answer.headers["location"].startswith("/staff/login"), address
        if way.post is not None:
            answer = office.client.post(address, data={"token": "x"}, headers={"origin": HOME}, follow_redirects=False)
            assert answer.status_code in {303, 403}, address
            assert case.called not in answer.text


def test_no_form_passes_without_its_token_or_from_another_site(office: Office, lead: Desk) -> None:
    case = office.do(office.scene.opened, "garbage")
    before = office.do(office.scene.book.audit)
    for way in inside(office):
        if way.post is None:
            continue
        address = path(way, case.number)
        for token, headers in (
            (None, {}),
            ("", {}),
            ("wrong", {}),
            (lead.person.token, {"origin": "https://evil.example"}),
            (lead.person.token, {"sec-fetch-site": "cross-site"}),
            (lead.person.token, {"origin": "null"}),
        ):
            answer = lead.post(address, headers=headers, token=token)
            assert answer.status_code == 403, (address, token, headers)
    assert office.do(office.scene.book.audit) == before
    assert office.do(office.scene.book.case, case.id) == case


def test_nothing_is_done_by_going_to_an_address(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.opened, "garbage")
    for way in inside(office):
        if way.post is not None and way.get is None:
            assert olena.get(path(way, case.number)).status_code == 405, way.path
    assert office.do(office.scene.book.case, case.id) == case


def test_every_answer_is_strict_and_not_kept(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    for address in ("/staff/queue", f"/staff/cases/{case.number}", "/staff/cases/1", "/staff/reports.csv"):
        answer = olena.get(address)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in HEADERS["content-security-policy"]


@pytest.mark.parametrize("where", ["queue", "case", "reports"])
def test_no_page_holds_a_script_or_a_style_of_its_own(office: Office, olena: Desk, lead: Desk, where: str) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    desk, address = {
        "queue": (olena, "/staff/queue"),
        "case": (olena, f"/staff/cases/{case.number}"),
        "reports": (lead, "/staff/reports"),
    }[where]
    page = desk.get(address).text
    assert page.count("<script") == page.count('<script type="module" src="/staff/static/')
    assert "<style" not in page
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page)
    assert "//" not in page.replace("http://www.w3.org", "")


def test_plain_forms_keep_their_origin(olena: Desk) -> None:
    # Under "no-referrer" browsers send a form without scripts with an origin of "null", which is nobody's.
    assert olena.get("/staff/queue").headers["referrer-policy"] == "same-origin"


def test_a_form_says_only_what_its_own_fields_say(office: Office, olena: Desk, taras: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    olena.post(at(case, "say"), text="Hello.", seen="999", by=taras.person.id, alias="Mayor", lead="1", role="lead")
    line = office.do(office.scene.lines, case)[-1]
    assert line.staff == olena.person.id
    assert line.reply.sender == olena.person.alias
