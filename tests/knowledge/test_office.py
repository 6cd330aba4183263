"""When counselors answer: closing, lunch, holidays, nth Saturdays, year-end, last intake, days that differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from knowledge.calendar import TOKYO
from knowledge.office import Team, Teams
from knowledge.teams import load_office
from knowledge.times import Times
from tests.knowledge.offices import CENTRE, LUNCH, TEAM, at, library, office, said, team

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Office


@pytest.mark.parametrize(
    ("moment", "closes", "opens"),
    [
        ("2026-11-27T09:59:59", None, "2026-11-27T10:00"),
        ("2026-11-27T10:00:00", "2026-11-27T17:00", "2026-11-28T10:00"),
        ("2026-11-27T16:59:59", "2026-11-27T17:00", "2026-11-28T10:00"),  # then a 4th Saturday
        ("2026-11-27T17:00:00", None, "2026-11-28T10:00"),
        ("2026-12-11T17:00:00", None, "2026-12-12T10:00"),  # before a 2nd Saturday
        ("2026-12-12T12:59:59", "2026-12-12T13:00", "2026-12-14T10:00"),
        ("2026-12-18T17:00:00", None, "2026-12-21T10:00"),  # before a 3rd Saturday
        ("2026-11-20T17:00:00", None, "2026-11-24T10:00"),  # a 3rd Saturday, a Sunday, and a holiday on Monday
        ("2026-11-23T11:00:00", None, "2026-11-24T10:00"),  # Labour Thanksgiving Day
        ("2026-05-02T11:00:00", None, "2026-05-07T10:00"),  # three holidays, and the 6th instead of Sunday the 3rd
        ("2027-03-22T11:00:00", None, "2027-03-23T10:00"),  # instead of Sunday the 21st
        ("2026-09-22T11:00:00", None, "2026-09-24T10:00"),  # between two holidays, so one too
        ("2026-12-28T16:00:00", "2026-12-28T17:00", "2027-01-04T10:00"),
        ("2026-12-28T17:00:00", None, "2027-01-04T10:00"),  # the year's end
        ("2026-12-31T23:59:59", None, "2027-01-04T10:00"),
        ("2027-01-01T00:00:00", None, "2027-01-04T10:00"),
    ],
)
def test_an_office_says_when_it_closes_and_when_it_opens_next(
    moment: str, closes: str | None, opens: str, tmp_path: Path
) -> None:
    desk, now = office(tmp_path, team(CENTRE)), at(moment)
    assert desk.open_for("en", now) is (closes is not None)
    assert said(desk.closes("en", now)) == closes
    assert said(desk.opens("en", now)) == opens


@pytest.mark.parametrize(
    ("moment", "open_", "takes", "next_"),
    [
        ("2026-11-27T12:29:59", True, True, "2026-11-27T13:30"),  # lunch is no closing: who asks now waits in the line
        ("2026-11-27T12:30:00", False, False, "2026-11-27T13:30"),
        ("2026-11-27T13:29:59", False, False, "2026-11-27T13:30"),
        ("2026-11-27T13:30:00", True, True, "2026-11-30T09:00"),
        ("2026-11-27T16:29:59", True, True, "2026-11-30T09:00"),
        ("2026-11-27T16:30:00", True, False, "2026-11-30T09:00"),
        ("2026-11-27T16:59:59", True, False, "2026-11-30T09:00"),
        ("2026-11-27T17:00:00", False, False, "2026-11-30T09:00"),
    ],
)
def test_nobody_new_is_taken_in_shortly_before_closing(
    moment: str, *, open_: bool, takes: bool, next_: str, tmp_path: Path
) -> None:
    desk, now = office(tmp_path, team(LUNCH, "last_intake_minutes: '30'")), at(moment)
    assert (desk.open_for("ja", now), desk.takes("ja", now), said(desk.opens("ja", now))) == (open_, takes, next_)


def test_the_line_closes_for_lunch_and_goes_on_after_it(tmp_path: Path) -> None:
    desk = office(tmp_path, team(LUNCH))
    assert said(desk.closes("ja", at("2026-11-27T12:00"))) == "2026-11-27T12:30"
    assert said(desk.closes("ja", at("2026-11-27T14:00"))) == "2026-11-27T17:00"


def test_single_days_differ_from_the_week(tmp_path: Path) -> None:
    lines = ("closed: ['2026-11-30', '2026-12-02 to 2026-12-04']", "extra: {'2026-11-29': '10:00-12:00, 13:00-14:00'}")
    desk = office(tmp_path, team("Mo-Fr 10:00-17:00; PH off", *lines))
    assert said(desk.opens("ja", at("2026-11-27T17:00"))) == "2026-11-29T10:00"  # a Sunday, for once
    assert said(desk.opens("ja", at("2026-11-29T12:30"))) == "2026-11-29T13:00"
    assert said(desk.opens("ja", at("2026-11-29T14:00"))) == "2026-12-01T10:00"
    assert said(desk.opens("ja", at("2026-12-01T17:00"))) == "2026-12-07T10:00"
    assert not desk.open_for("ja", at("2026-12-03T11:00"))


def test_an_extra_day_may_be_a_holiday_and_at_the_years_end(tmp_path: Path) -> None:
    desk = office(tmp_path, team(CENTRE, "extra: {'2026-12-30': '10:00-12:00', '2027-01-11': '10:00-12:00'}"))
    assert said(desk.opens("ja", at("2026-12-28T17:00"))) == "2026-12-30T10:00"
    assert said(desk.closes("ja", at("2027-01-11T11:00"))) == "2027-01-11T12:00"


def test_hours_that_do_not_speak_of_holidays_promise_nothing_on_them(tmp_path: Path) -> None:
    silent = office(tmp_path, team("Mo-Fr 10:00-17:00"))
    assert said(silent.opens("ja", at("2026-11-20T17:00"))) == "2026-11-24T10:00"
    assert said(silent.opens("ja", at("2026-12-28T17:00"))) == "2027-01-04T10:00"
    working = office(tmp_path, team("Mo-Fr 10:00-17:00; PH 13:00-15:00"))
    assert said(working.opens("ja", at("2026-11-20T17:00"))) == "2026-11-23T13:00"


def test_a_night_ends_the_next_morning_and_midnight_is_no_gap(tmp_path: Path) -> None:
    night = office(tmp_path, team("Mo-Fr 22:00-02:00; PH off"))
    assert said(night.closes("ja", at("2026-11-27T23:30"))) == "2026-11-28T02:00"
    assert said(night.closes("ja", at("2026-11-28T01:59"))) == "2026-11-28T02:00"
    assert night.closes("ja", at("2026-11-28T02:00")) is None
    two_days = office(tmp_path, team("Tu 10:00-24:00; We 00:00-12:00; PH off"))
    assert said(two_days.closes("ja", at("2026-11-24T23:59"))) == "2026-11-25T12:00"
    assert said(two_days.closes("ja", at("2026-11-25T00:00"))) == "2026-11-25T12:00"
    assert said(two_days.opens("ja", at("2026-11-24T23:59"))) == "2026-12-01T10:00"


def test_an_office_that_never_closes_and_one_that_never_opens(tmp_path: Path) -> None:
    always = office(tmp_path, team("24/7", "last_intake_minutes: '30'"))
    for moment in (at("2026-12-31T23:50"), at("2027-01-01T00:00")):
        assert always.open_for("ja", moment)
        assert always.takes("ja", moment)
        assert always.closes("ja", moment) is always.opens("ja", moment) is None
    never = office(tmp_path, team("off"))
    now = at("2026-11-27T11:00")
    assert not never.open_for(None, now)
    assert not never.takes(None, now)
    assert never.closes(None, now) is never.opens(None, now) is None


TWO = f"""\
{TEAM}    hours: 'Mo-Fr 10:00-17:00; PH off'
    last_intake_minutes: '30'
  two:
    name: {{ja: ウクライナ担当, en: Ukraine desk}}
    languages:
      uk: native
      ja: fluent
      ru: {{level: some, hours: 'We 13:00-15:00; PH off'}}
      zh-Hans: ''
    hours: 'Mo-Fr 12:00-19:00; PH off'
"""


@pytest.mark.parametrize(
    ("language", "open_", "opens", "closes"),
    [
        ("en", True, "2026-11-26T10:00", "2026-11-25T17:00"),
        ("ja", True, "2026-11-25T12:00", "2026-11-25T17:00"),  # the second team opens, the first is open now
        ("ja-easy", True, "2026-11-25T12:00", "2026-11-25T17:00"),
        ("uk", False, "2026-11-25T12:00", None),
        ("ru", False, "2026-11-25T13:00", None),
        ("zh-Hant", False, "2026-11-25T12:00", None),
        ("th", False, None, None),
        (None, True, "2026-11-25T12:00", "2026-11-25T17:00"),
    ],
)
def test_every_language_has_its_own_hours(
    language: str | None, *, open_: bool, opens: str | None, closes: str | None, tmp_path: Path
) -> None:
    desk, now = office(tmp_path, TWO), at("2026-11-25T11:00")
    assert desk.open_for(language, now) is open_
    assert said(desk.opens(language, now)) == opens
    assert said(desk.closes(language, now)) == closes


def test_the_last_team_that_is_open_is_the_one_that_counts(tmp_path: Path) -> None:
    desk, now = office(tmp_path, TWO), at("2026-11-25T16:45")
    assert said(desk.closes("ja", now)) == "2026-11-25T19:00"
    assert desk.takes("ja", now)  # the first takes nobody new any more
    assert not desk.takes("en", now)
    assert [each.id for each in desk.at_work("ja", now)] == ["one", "two"]
    assert [each.id for each in desk.at_work("ru", now)] == []
    assert desk.team("two") is not None
    assert desk.team("three") is None


def test_any_time_zone_is_understood_and_none_at_all_is_not(tmp_path: Path) -> None:
    desk: Office = office(tmp_path, team(CENTRE))
    for zone in (UTC, ZoneInfo("Europe/Kyiv"), ZoneInfo("America/New_York")):
        assert desk.open_for("en", at("2026-11-27T10:00").astimezone(zone))
        assert not desk.open_for("en", at("2026-11-27T09:59:59").astimezone(zone))
        assert desk.opens("en", at("2026-11-27T18:00").astimezone(zone)) == at("2026-11-28T10:00")
    with pytest.raises(ValueError, match="time zone"):
        desk.open_for("en", datetime(2026, 11, 27, 10, 0))  # noqa: DTZ001 - that is the point


def test_summer_time_elsewhere_moves_nothing_here(tmp_path: Path) -> None:
    desk, kyiv = (
        office(tmp_path, team("Mo-Su 10:00-17:00; PH 10:00-17:00; Dec 25-Jan 05 10:00-17:00")),
        ZoneInfo("Europe/Kyiv"),
    )
    for day in (datetime(2026, 3, 29, tzinfo=TOKYO), datetime(2026, 10, 25, tzinfo=TOKYO)):
        noon = day.replace(hour=12).astimezone(kyiv)
        assert desk.closes("ja", noon) == day.replace(hour=17)
        assert desk.opens("ja", noon) == day.replace(hour=10) + timedelta(days=1)


RULES = st.sampled_from(
    [CENTRE, LUNCH, "24/7", "off", "Mo-Fr 22:00-02:00; PH off", "Sa[2,4] 10:00-13:00", "Tu 10:00-24:00"]
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001


@given(st.lists(RULES, min_size=1, max_size=3), MOMENTS, st.sampled_from([0, 30, 600]))
def test_what_an_office_says_of_a_moment_fits_together(rules: list[str], now: datetime, intake: int) -> None:
    teams = tuple(
        Team(f"t{n}", {}, {"ja": None}, Times(rule), {}, timedelta(minutes=intake)) for n, rule in enumerate(rules)
    )
    desk = Teams(teams, timedelta(days=90))
    opens, closes = desk.opens("ja", now), desk.closes("ja", now)
    assert desk.open_for("ja", now) or not desk.takes("ja", now)
    if opens is not None:
        assert opens > now
        assert desk.open_for("ja", opens)
        assert desk.open_for("ja", now) or not desk.open_for("ja", opens - timedelta(seconds=1))
    if closes is not None:
        assert desk.open_for("ja", now)
        assert closes > now
        assert any(team.open_for("ja", closes - timedelta(seconds=1)) for team in teams)
        assert not all(team.open_for("ja", closes) for team in teams)
    if not desk.open_for("ja", now):
        assert closes is None


def test_the_shipped_office_is_the_consultation_centre_as_its_facts_say() -> None:
    desk = load_office(library())
    assert desk is not None
    facts = library().records["consultation-center"]
    [centre] = desk.teams
    assert centre.times == Times(facts.value("opening_hours"))
    assert tuple(centre.languages) == facts.fields["languages_listed"].values
    assert centre.name["ja"] == facts.name_ja
    assert centre.last_intake == timedelta(minutes=30)
    assert set(centre.languages.values()) == {None}
    assert (centre.capacity, centre.answer_within) == (None, None)
    assert desk.keep == timedelta(days=90)
    assert not desk.open_for("uk", at("2026-11-27T11:00"))
    assert desk.opens("uk", at("2026-11-27T11:00")) is None
