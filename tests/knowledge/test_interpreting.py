"""The form for an interpreter, held against the city's rules: each with its source and date in the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.errors import KnowledgeError
from knowledge.interpreting import Checked, Fault, Field, Problem, Request, check
from knowledge.scheme import RECORD, Scheme, read_scheme
from tests.knowledge.offices import at, library

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = at("2026-11-20T16:00")  # a Friday
FORM = {
    "day": "2026-11-27",
    "begins": "10:00",
    "ends": "12:00",
    "language": "vi",
    "office": "ward offices",
    "place": "Naka Ward Office",
    "topic": "Moving to another ward",
}


def scheme() -> Scheme:
    found = read_scheme(library().records)
    assert found is not None
    return found


def held(changes: Mapping[str, str], now: datetime = NOW) -> Checked:
    return check({**FORM, **changes}, scheme(), now)


def faults(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.field.value, problem.fault.value) for problem in checked.problems]


def test_the_rules_are_the_facts_of_the_library_with_source_and_date() -> None:
    rules, record = scheme(), library().records[RECORD]
    assert (rules.ahead, rules.longest, rules.free) == (timedelta(days=7), timedelta(hours=2), True)
    assert rules.hours == record.value("opening_hours")
    assert rules.languages == record.fields["languages"].values
    assert rules.offices == record.fields["places"].values
    assert all(fact.source and fact.as_of for fact in rules.facts.values())


def test_a_request_that_keeps_to_the_rules_is_taken() -> None:
    expected = Request(
        date(2026, 11, 27), time(10), time(12), "vi", "ward offices", "Naka Ward Office", "Moving to another ward"
    )
    assert held({}) == Checked(expected)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        # seven days ahead
        ({"day": "2026-11-26"}, [("day", "too-soon")]),
        ({"day": "2026-11-20"}, [("day", "too-soon")]),
        ({"day": "2026-11-19"}, [("day", "too-soon")]),
        ({"day": "2026-11-30"}, []),
        # weekdays that are no holidays
        ({"day": "2026-11-28"}, [("day", "no-weekday")]),
        ({"day": "2026-11-29"}, [("day", "no-weekday")]),
        ({"day": "2027-01-11"}, [("day", "holiday")]),
        ({"day": "2026-12-29"}, [("day", "holiday")]),
        ({"day": "2026-12-28"}, []),
        # from 8:45 to 17:15
        ({"begins": "08:45", "ends": "10:45"}, []),
        ({"begins": "15:15", "ends": "17:15"}, []),
        ({"begins": "08:44", "ends": "10:00"}, [("begins", "outside-hours")]),
        ({"begins": "16:00", "ends": "17:16"}, [("ends", "outside-hours")]),
        ({"begins": "17:15", "ends": "18:00"}, [("begins", "outside-hours")]),
        ({"begins": "19:00", "ends": "20:00"}, [("begins", "outside-hours")]),
        # two hours at most
        ({"ends": "12:01"}, [("ends", "too-long")]),
        ({"begins": "08:00", "ends": "18:00"}, [("begins", "outside-hours"), ("ends", "too-long")]),
        ({"ends": "10:00"}, [("ends", "backwards")]),
        ({"ends": "09:00"}, [("ends", "backwards")]),
        # languages, offices, and what it is not for
        ({"language": "zh-Hant"}, []),
        ({"language": "uk"}, [("language", "other-language")]),
        ({"office": "restaurant"}, [("office", "other-office")]),
        ({"kind": "medical care"}, [("kind", "not-covered")]),
        ({"kind": ""}, []),
        # what is not there, and what cannot be read
        ({"day": ""}, [("day", "missing")]),
        ({"day": "next Friday"}, [("day", "unreadable")]),
        ({"day": "2062-11-27"}, [("day", "unreadable")]),
        ({"day": "9999-12-31"}, [("day", "unreadable")]),
        ({"begins": "ten", "ends": "25:00"}, [("begins", "unreadable"), ("ends", "unreadable")]),
        ({"begins": "10:00+09:00"}, [("begins", "unreadable")]),
        ({"topic": "  "}, [("topic", "missing")]),
        ({"place": "x" * 201}, [("place", "too-much-text")]),
        ({"day": "2026-11-21", "language": "", "ends": "9:00"}, [
            ("day", "too-soon"), ("day", "no-weekday"), ("ends", "unreadable"), ("language", "missing"),
        ]),
    ],
)  # fmt: skip
def test_every_rule_is_held_and_told_at_its_field(changes: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert faults(held(changes)) == found


@pytest.mark.parametrize("changes", [{"day": "2027-01-11"}, {"language": "uk"}, {"kind": "medical care"}])
def test_what_the_rules_leave_open_is_asked_at_the_desk_and_does_not_stand_in_the_way(changes: dict[str, str]) -> None:
    checked = held(changes)
    assert checked.request is not None
    assert [problem.firm for problem in checked.problems] == [False]


def test_a_rule_that_is_broken_stands_in_the_way() -> None:
    checked = held({"day": "2026-11-26"})
    assert checked.request is None
    assert checked.problems == (Problem(Field.DAY, Fault.TOO_SOON, (("days", "7"), ("day", "2026-11-27"))),)
    assert checked.problems[0].firm


def test_a_sentence_about_it_gets_the_numbers_from_the_facts() -> None:
    assert held({"ends": "12:01"}).problems[0].slots == (("hours", "2"),)
    assert held({"begins": "08:00", "ends": "09:00"}).problems[0].slots == (("begins", "08:45"), ("ends", "17:15"))


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-20T16:00", "2026-11-27"),
        ("2026-11-21T09:00", "2026-11-30"),  # a week ahead is a Saturday
        ("2026-11-20T23:59:59", "2026-11-27"),
        ("2026-11-22T00:00:00", "2026-11-30"),
    ],
)
def test_the_first_day_that_can_still_be_asked_for(now: str, first: str) -> None:
    assert scheme().first_day(at(now)).isoformat() == first
    assert faults(held({"day": first}, at(now))) == []


def test_the_day_is_counted_here_whatever_the_zone_of_the_clock() -> None:
    midnight_here = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert faults(held({"day": "2026-11-27"}, midnight_here)) == [("day", "too-soon")]
    assert faults(held({"day": "2026-11-27"}, midnight_here - timedelta(seconds=1))) == []


def test_a_library_without_the_record_has_no_form_and_one_with_holes_says_so() -> None:
    assert read_scheme({}) is None
    record = library().records[RECORD]
    hollow = replace(record, fields={name: fact for name, fact in record.fields.items() if name != "hours_max"})
    with pytest.raises(KnowledgeError, match=r"facts/interpreter-dispatch.yaml: hours_max has no value"):
        read_scheme({RECORD: hollow})
    odd = replace(record, fields={**record.fields, "hours_max": replace(record.fields["hours_max"], value="two")})
    with pytest.raises(KnowledgeError, match=r"interpreter-dispatch.yaml: .*two.*; write the fact as a number"):
        read_scheme({RECORD: odd})


VALUES = st.sampled_from(
    ["", "2026-11-27", "2026-02-29", "0001-01-01", "9999-12-31", "10:00", "24:00", "08:45", "vi", "x" * 300]
) | st.text(max_size=12)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*Field, "other"]), VALUES))
def test_whatever_is_filled_in_is_answered(form: Mapping[str, str]) -> None:
    checked = check(form, scheme(), NOW)
    assert (checked.request is None) == (any(problem.firm for problem in checked.problems))
    assert checked.problems or checked.request
