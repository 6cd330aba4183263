"""Interpreters: called into one case, where they suggest and never speak; and the form of the city's scheme."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.roster.people import Level, Role
from knowledge.facts import read_record
from knowledge.scheme import read_scheme
from tests.console.conftest import at, numbers

if TYPE_CHECKING:
    from bot.case import Case
    from knowledge.scheme import Scheme
    from tests.console.conftest import Desk, Office

FACTS = Path(__file__).parents[2] / "knowledge" / "facts"
GOOD = {
    "day": "2026-12-02", "begins": "10:00", "ends": "11:30", "language": "ru", "office": "ward offices",
    "place": "Naka ward office, floor 3", "topic": "a lease", "kind": "",
}  # fmt: skip


def scheme() -> Scheme:
    """Give the real rules."""
    found = read_scheme({"interpreter-dispatch": read_record(FACTS / "interpreter-dispatch.yaml")})
    assert found is not None
    return found


@pytest.fixture
def case(office: Office, olena: Desk) -> Case:
    """Give a case in Olena's hands."""
    found: Case = office.do(office.scene.claimed, "my landlord is angry", who=olena.person.who)
    return found


@pytest.fixture
def ivan(office: Office) -> Desk:
    """Give the desk of an interpreter."""
    return office.desk("ivan", Role.INTERPRETER, speaks=(("uk", Level.NATIVE), ("ja", Level.FLUENT)))


def test_an_interpreter_sees_nothing_until_called_and_nothing_after(
    office: Office, olena: Desk, ivan: Desk, case: Case
) -> None:
    path = f"/staff/cases/{case.number}"
    assert numbers(ivan.get("/staff/mine").text) == []
    assert ivan.get(path).status_code == 404
    assert olena.post(f"{path}/call", staff=ivan.person.id).status_code == 303
    assert numbers(ivan.get("/staff/mine").text) == [case.number]
    assert "my landlord is angry" in ivan.get(path).text
    assert "Interpreter: Ivan Sato" in olena.get(path).text
    assert olena.post(f"{path}/dismiss", staff=ivan.person.id).status_code == 303
    assert ivan.get(path).status_code == 404
    assert [row.what for row in office.do(office.scene.book.audit, case.id)].count("call") <= 1


def test_an_interpreter_suggests_and_the_counselor_sends(office: Office, olena: Desk, ivan: Desk, case: Case) -> None:
    path = f"/staff/cases/{case.number}"
    olena.post(f"{path}/call", staff=ivan.person.id)
    page = ivan.get(path).text
    assert 'id="text"' not in page
    assert "You read this case as an interpreter." in page
    assert ivan.post(at(case, "suggest"), text="Доброго дня").status_code == 303
    assert ivan.post(at(case, "say"), text="Доброго дня", seen="999").status_code == 409
    assert "Доброго дня" not in str(office.do(office.scene.told, case))
    shown = olena.get(path).text
    assert "Suggested words" in shown
    note = office.do(office.scene.view, case).remarks[-1]
    olena.post(f"{path}/insert", text="", insert=f"note:{note.id}")
    assert office.do(office.scene.book.draft, case.id, olena.person.id).text == "Доброго дня"


def test_only_interpreters_are_called_and_only_by_whose_case_it_is(
    office: Office, olena: Desk, taras: Desk, ivan: Desk, case: Case
) -> None:
    path = f"/staff/cases/{case.number}/call"
    assert olena.post(path, staff=taras.person.id).status_code == 404
    assert olena.post(path, staff="nobody").status_code == 404
    assert taras.post(path, staff=ivan.person.id).status_code == 404
    assert list(office.do(office.counter.store.roster.called, case.id)) == []


def test_a_request_that_keeps_to_the_rules_becomes_a_note(office: Office, olena: Desk, case: Case) -> None:
    done = olena.post(f"/staff/cases/{case.number}/interpreter", **GOOD)
    assert done.status_code == 303
    page = olena.get(done.headers["location"]).text
    assert "The request is kept as a note." in page
    for said in ("Wed 2 Dec 2026 10:00–11:30", "ru", "Ward office Naka ward office, floor 3", "a lease"):
        assert said in page
    olena.post(f"/staff/cases/{case.number}/interpreter", key="interpreter-again", **GOOD)
    olena.post(f"/staff/cases/{case.number}/interpreter", key="interpreter-again", **GOOD)
    assert len(office.do(office.scene.view, case).remarks) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"day": "2026-11-25"}, "Requests are made 7 days before. The first possible day is 2026-11-30."),
        ({"day": "2026-12-05"}, "There are no interpreters on this day of the week."),
        ({"day": ""}, "Please fill this in."),
        ({"day": "soon"}, "This cannot be read."),
        ({"begins": "07:00"}, "Choose a time between 08:45 and 17:15."),
        ({"ends": "14:30"}, "At most 2 hours."),
        ({"ends": "09:00"}, "The end has to be after the beginning."),
        ({"office": "my home"}, "Interpreters are not sent there."),
        ({"topic": "x" * 300}, "At most 200 letters."),
        ({"language": "uk"}, "This language is not in the list. Ask the desk."),
        ({"kind": "medical care"}, "This is said not to be covered. Ask the desk."),
    ],
)
def test_what_breaks_the_rules_is_said_beside_its_field(
    office: Office, olena: Desk, case: Case, change: dict[str, str], says: str
) -> None:
    answer = olena.post(f"/staff/cases/{case.number}/interpreter", **{**GOOD, **change})
    assert answer.status_code == 422
    assert says in answer.text
    assert office.do(office.scene.view, case).remarks == ()


def test_what_the_rules_leave_open_can_be_asked_for_all_the_same(office: Office, olena: Desk, case: Case) -> None:
    path = f"/staff/cases/{case.number}/interpreter"
    asked = olena.post(path, **{**GOOD, "language": "uk"})
    assert 'name="sure"' in asked.text
    assert olena.post(path, **{**GOOD, "language": "uk"}, sure="1").status_code == 303
    assert olena.post(path, **{**GOOD, "office": "my home"}, sure="1").status_code == 422
    assert len(office.do(office.scene.view, case).remarks) == 1


def test_the_form_says_the_rules_and_the_desks_in_both_languages(olena: Desk, case: Case) -> None:
    path = f"/staff/cases/{case.number}/interpreter"
    page = olena.get(path).text
    for said in ("At least 7 days before", "Weekdays 08:45-17:15", "At most 2 hours", "Free of charge", "English"):
        assert said in page
    assert "7日前までに依頼" in olena.get(path, cookie_language="ja").text


def test_every_office_and_exclusion_of_the_rules_has_a_word(olena: Desk, case: Case) -> None:
    page = olena.get(f"/staff/cases/{case.number}/interpreter", cookie_language="ja").text
    assert page.count("<option") > 10
    for name in (*scheme().offices, *scheme().excluded):
        assert f">{name}<" not in page, name


def test_the_form_is_for_whose_case_it_is(office: Office, taras: Desk, case: Case) -> None:
    office.scene.now += timedelta(seconds=1)
    assert taras.get(f"/staff/cases/{case.number}/interpreter").status_code == 404
