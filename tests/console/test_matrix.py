"""Every address with every role, on every kind of case: made from the addresses themselves, so none is forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from starlette.routing import Route

from adapters.console.door import Door
from adapters.roster.people import Role, Viewer
from adapters.roster.roles import TABLE, Action, may
from adapters.store.tables_cases import cases as table
from bot.case import Claim, Reason, Resolve, Restrict
from tests.console.counter import HOME

if TYPE_CHECKING:
    import httpx2

    from adapters.console.visit import Way
    from bot.case import Case
    from tests.console.conftest import Desk, Office

# Two actions lead to this page, and one of them is enough.
NARROWER = {"/staff/erasures": {Role.LEAD, Role.ADMINISTRATOR}}
QUIET = {"accept": "application/json"}


def address(way: Way, number: int | str = 20261128999, what: str = "note") -> str:
    parts = {"number": str(number), "what": what, "position": "1", "digest": "0", "name": "console.css"}
    return re.sub(r"\{(\w+)\}", lambda part: parts.get(part[1], "nobody"), way.path)


def ways(office: Office) -> list[Way]:
    found = list(office.counter.console.ways)
    assert len(found) > 50
    return found


def asked(desk: Desk, method: str, path: str) -> httpx2.Response:
    if method == "POST":
        return desk.post(path, headers=QUIET)
    return desk.get(path, **QUIET)


def methods(way: Way) -> list[str]:
    # A live line is asked for by its own tests: it does not end.
    return [name for name, handler in (("GET", way.get), ("POST", way.post)) if handler and "events" not in way.path]


def test_there_is_no_way_around_the_door(office: Office) -> None:
    routes = office.counter.console.router.routes
    assert len(routes) == len(ways(office))
    assert all(isinstance(route, Route) and isinstance(route.endpoint, Door) for route in routes)


@pytest.mark.parametrize("role", list(Role))
def test_a_way_is_open_to_the_roles_of_the_table_and_to_no_other(office: Office, role: Role) -> None:
    desk = office.desk("somebody", role, teams=("desk",))
    for way in ways(office):
        for method in methods(way):
            if way.path in {"/staff/logout", "/staff/me/security/sessions"}:
                continue
            answer = asked(desk, method, address(way))
            shut = role not in NARROWER.get(way.path, Role) or (way.needs is not None and not TABLE[way.needs][role])
            assert answer.status_code < 500, (method, way.path, answer.text)
            refused = answer.status_code == 403 and answer.json()["error"] == "door_forbidden"
            assert refused is shut, (role, method, way.path, answer.status_code)
            assert answer.status_code != 401 or way.needs is None


@pytest.fixture
def cases(office: Office) -> dict[str, Case]:
    """Give a case of every kind. Whose they are: the other's, or the one's who asks ("mine")."""
    scene, other = office.scene, office.desk("other", teams=("desk",))
    made = {name: office.do(scene.opened, f"garbage {name}", talk=name) for name in (
        "queued", "mine", "theirs", "secret", "closed", "my closed", "my secret", "elsewhere",
    )}  # fmt: skip
    me = ("staff-me", "Me")
    for name in ("mine", "my closed", "my secret"):
        made[name] = office.do(scene.act, made[name], Claim(*me))
    for name in ("theirs", "closed"):
        made[name] = office.do(scene.act, made[name], Claim(*other.person.who))
    for name, by in (("secret", other.person.id), ("my secret", "staff-me")):
        made[name] = office.do(scene.act, made[name], Restrict(by, restricted=True))
    for name, by in (("closed", other.person.id), ("my closed", "staff-me")):
        made[name] = office.do(scene.act, made[name], Resolve(by, Reason.ANSWERED))
    moved = update(table).where(table.c.id == made["elsewhere"].id).values(team="ukraine")
    office.do(office.counter.store.submit, lambda connection: connection.execute(moved).rowcount)
    return {name: office.do(scene.book.case, case.id) for name, case in made.items()}


@pytest.mark.parametrize("role", list(Role))
def test_a_case_that_somebody_may_not_read_is_not_there(office: Office, cases: dict[str, Case], role: Role) -> None:
    me = office.desk("me", role, teams=("desk",))
    viewer = Viewer(me.person.id, "Me", "Me", role, office.scene.now, teams=("desk",))
    about = [way for way in ways(office) if "{number}" in way.path]
    assert len(about) > 12
    for name, case in cases.items():
        readable = may(viewer, Action.READ, case)
        for way in about:
            if way.needs is not None and not TABLE[way.needs][role]:
                continue
            for method in methods(way):
                answer = asked(me, method, address(way, case.number))
                if not readable:
                    assert answer.status_code == 404, (role, name, method, way.path)
                    assert case.called not in answer.text
                    assert "garbage" not in answer.text
                assert answer.status_code < 500


@pytest.mark.parametrize("role", list(Role))
def test_no_field_of_a_form_makes_somebody_more_than_they_are(
    office: Office, cases: dict[str, Case], role: Role
) -> None:
    me = office.desk("me", role, teams=("desk",))
    before = office.do(office.scene.book.case, cases["theirs"].id)
    for what in ("say", "note", "transfer", "resolve", "labels", "restrict", "urgent", "hold"):
        me.post(
            f"/staff/cases/{cases['theirs'].number}/do/{what}", text="smuggled", role="lead", lead="1", to="staff-me",
            by="staff-other", viewer="staff-other", owner="staff-me", reason="answered", restricted="1", urgent="1",
        )  # fmt: skip
    after = office.do(office.scene.book.case, cases["theirs"].id)
    assert before is not None
    assert after is not None
    if role is not Role.LEAD:
        assert after == before
    before_me = office.do(office.counter.store.roster.member, me.person.id)
    me.post("/staff/me", name="Me", alias="Me", capacity="5", role="administrator", teams="ukraine", team="ukraine")
    after_me = office.do(office.counter.store.roster.member, me.person.id)
    assert before_me is not None
    assert after_me is not None
    assert (after_me.role, after_me.teams) == (before_me.role, before_me.teams) == (role, ("desk",))


def test_the_door_is_the_same_for_everybody_who_is_not_inside(office: Office) -> None:
    for way in ways(office):
        for method in methods(way):
            answer = office.client.request(method, address(way), headers={**QUIET, "origin": HOME})
            if way.needs is not None:
                assert (answer.status_code, list(answer.json())) == (401, ["go"]), way.path
