"""Opening hours: now, next, all week; on holidays, over lunch, past midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from knowledge.hours import TOKYO, Hours
from knowledge.yamlfile import mapping, read_yaml

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

OFFICE = "Mo-Fr 10:00-17:00; Sa[2,4] 10:00-13:00; PH off; Dec 29-Jan 03 off"
LUNCH = "Mo-Fr 09:00-12:00,13:00-17:00"
NIGHT = "Mo-Sa 22:00-02:00; PH off"


def english(key: str, **slots: str) -> str:
    path = KNOWLEDGE / "phrases" / "en.yaml"
    return str(mapping(mapping(read_yaml(path), path)["phrases"], path)[key]).format(**slots)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=TOKYO)


def status(rules: str, moment: str) -> str:
    return Hours(rules).status(at(moment), "en", english)


def describe(rules: str) -> str:
    return Hours(rules).describe("en", english)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-27T09:59", "Closed now, opens today at 10:00"),
        ("2026-11-27T10:00", "Open now, until 17:00"),
        ("2026-11-27T16:59", "Open now, until 17:00"),
        ("2026-11-27T17:00", "Closed now, opens tomorrow at 10:00"),  # the next day is a 4th Saturday
        ("2026-12-12T12:59", "Open now, until 13:00"),  # a 2nd Saturday
        ("2026-12-12T13:00", "Closed now, opens on Monday at 10:00"),
        ("2026-12-18T17:30", "Closed now, opens on Monday at 10:00"),  # before a 3rd Saturday
        ("2026-11-22T10:00", "Closed now, opens on Tuesday at 10:00"),  # Monday the 23rd is a holiday
        ("2027-03-22T11:00", "Closed now, opens tomorrow at 10:00"),  # a Monday instead of a Sunday
        ("2026-09-22T11:00", "Closed now, opens on Thursday at 10:00"),  # between two holidays, so one too
        ("2026-12-31T11:00", "Closed now, opens on Monday at 10:00"),
        ("2026-12-28T11:00", "Open now, until 17:00"),
    ],
)
def test_an_office_says_whether_it_is_open_and_what_comes_next(moment: str, said: str) -> None:
    assert status(OFFICE, moment) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-27T11:59", "Open now, until 12:00"),
        ("2026-11-27T12:00", "Closed now, opens today at 13:00"),
        ("2026-11-27T13:00", "Open now, until 17:00"),
    ],
)
def test_a_lunch_break_is_closed(moment: str, said: str) -> None:
    assert status(LUNCH, moment) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-27T23:30", "Open now, until 02:00"),
        ("2026-11-28T01:59", "Open now, until 02:00"),
        ("2026-11-28T02:00", "Closed now, opens today at 22:00"),
        ("2026-11-29T01:00", "Open now, until 02:00"),  # Saturday's night
        ("2026-11-30T01:00", "Closed now, opens today at 22:00"),  # no night on Sunday
        ("2026-11-24T01:00", "Closed now, opens today at 22:00"),  # the night of a holiday
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(moment: str, said: str) -> None:
    assert status(NIGHT, moment) == said


def test_a_night_is_said_as_one() -> None:
    assert describe("Fr 22:00-26:00") == describe("Fr 22:00-02:00") == "Fri 22:00–02:00"
    assert Hours("Fr 22:00-02:00").on(date(2026, 11, 27)) == ((time(22), time(2)),)
    assert Hours("Fr 22:00-02:00").on(date(2026, 11, 28)) == ()


def test_the_hours_of_a_night_end_where_midnight_is_written_either_way() -> None:
    assert Hours("Fr 10:00-24:00").on(date(2026, 11, 27)) == Hours("Fr 10:00-00:00").on(date(2026, 11, 27))


def test_what_never_closes_says_so() -> None:
    assert status("24/7", "2026-12-31T03:00") == "Open day and night, every day"
    assert describe("24/7") == "Open day and night, every day"
    assert Hours("24/7").next_change(at("2026-12-31T03:00")) is None


def test_what_never_opens_says_so() -> None:
    assert status("off", "2026-11-27T11:00") == "closed"
    assert describe("off") == "every day closed"
    assert Hours("off").next_change(at("2026-11-27T11:00")) is None


def test_a_place_open_for_days_says_on_which_day_it_closes() -> None:
    rules = "Mo-Th 00:00-24:00; Fr 00:00-12:00"
    assert status(rules, "2026-11-23T11:00") == "Open now, until Friday 27 November 12:00"


def test_more_than_a_week_away_the_date_is_said() -> None:
    assert status("Apr 05-20 10:00-16:00", "2026-03-01T11:00") == "Closed now, opens on Sunday 5 April at 10:00"


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        (date(2026, 11, 27), ((time(10), time(17)),)),
        (date(2026, 12, 12), ((time(10), time(13)),)),
        (date(2026, 12, 19), ()),
        (date(2026, 11, 3), ()),
        (date(2026, 5, 6), ()),  # instead of Sunday, 3 May
        (date(2024, 9, 23), ()),
        (date(2025, 12, 31), ()),
    ],
)
def test_a_day_has_its_hours(day: date, spans: tuple[tuple[time, time], ...]) -> None:
    assert Hours(OFFICE).on(day) == spans


def test_a_holiday_may_have_hours_of_its_own() -> None:
    lounge = Hours("Mo-Sa 09:00-21:00; Su,PH 09:00-17:00")
    assert lounge.on(date(2026, 11, 23)) == ((time(9), time(17)),)
    assert lounge.on(date(2026, 11, 30)) == ((time(9), time(21)),)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            "Mo-Fr 10:00-17:00; Sa[2,4] 10:00-13:00; PH off",
            "Mon–Fri 10:00–17:00; 2nd and 4th Saturday of the month 10:00–13:00; public holidays closed",
        ),
        (LUNCH, "Mon–Fri 09:00–12:00, 13:00–17:00"),
        ("Mo,Th,Sa,Su 09:30-17:30; Tu,Fr 09:30-20:00; We off",
         "Mon, Thu, Sat, Sun 09:30–17:30; Tue, Fri 09:30–20:00; Wed closed"),
        ("Mo-Su 09:00-17:00; Mo[3] off", "every day 09:00–17:00; 3rd Monday of the month closed"),
        ("Mo-Sa 09:00-21:00; Su,PH 09:00-17:00", "Mon–Sat 09:00–21:00; Sun 09:00–17:00; public holidays 09:00–17:00"),
        ("Mo-Fr 00:00-24:00; Sa 09:00-12:00", "Mon–Fri 24 hours; Sat 09:00–12:00"),
        ("Apr-Sep Mo-Fr 09:00-18:00; Oct-Mar 09:00-17:00",
         "April – September Mon–Fri 09:00–18:00; October – March every day 09:00–17:00"),
        ("09:00-17:00; Jan 01-03,Aug 15 off", "every day 09:00–17:00; 1 Jan – 3 Jan, 15 Aug closed"),
    ],
)  # fmt: skip
def test_a_whole_week_is_said_in_one_line(rules: str, said: str) -> None:
    assert describe(rules) == said


def test_one_day_is_said_with_its_date() -> None:
    hours = Hours(OFFICE)
    assert hours.on_day(date(2026, 11, 28), "en", english) == "Saturday 28 November: open 10:00–13:00"
    assert hours.on_day(date(2026, 11, 29), "en", english) == "Sunday 29 November: closed"


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("", "empty"),
        ("Mo-Xx 09:00-17:00", "character 4"),
        ("Mo-Fr 9-17", "character 7"),
        ("hello", "character 1"),
        ('Mo-Fr 09:00-17:00 "by appointment"', "comments"),
        ("Mo-Fr sunrise-17:00", "clock times"),
        ("Mo-Fr 10:00+", "closing time"),
        ("Su[-1] off", "end of the month"),
        ("SH off", "school holidays"),
        ("PH +1 day off", "dates"),
        ("Mo-Fr 09:00-17:00 || unknown", "uncertain"),
    ],
)
def test_what_is_wrong_is_said_to_the_author(rules: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"opening hours.*") as caught:
        Hours(rules)
    assert reason in str(caught.value)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Hours("24/7").open_at(datetime(2026, 11, 27, 10))  # noqa: DTZ001 - that is the point


def test_any_time_zone_will_do() -> None:
    assert Hours(OFFICE).open_at(datetime(2026, 11, 27, 7, 59, tzinfo=UTC))
    assert not Hours(OFFICE).open_at(datetime(2026, 11, 27, 8, 0, tzinfo=UTC))


@given(
    rules=st.sampled_from([OFFICE, LUNCH, NIGHT, "Mo-Th 00:00-24:00; Fr 00:00-12:00"]),
    minutes=st.integers(0, 2 * 366 * 24 * 60),
)
def test_until_the_next_change_nothing_changes(rules: str, minutes: int) -> None:
    hours, now = Hours(rules), at("2026-01-01T00:00") + timedelta(minutes=minutes)
    change = hours.next_change(now)
    assert change is not None
    assert change > now
    assert hours.open_at(change - timedelta(minutes=1)) == hours.open_at(now) != hours.open_at(change)


def published() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for folder in ("places", "facts"):
        for path in sorted((KNOWLEDGE / folder).glob("*.yaml")):
            fields = mapping(read_yaml(path), path).values()
            hours = (field for field in fields if isinstance(field, dict) and field.get("type") == "hours")
            found += [(path.stem, str(field["value"])) for field in hours if field.get("value")]
    return found


@pytest.mark.parametrize(("record", "rules"), published())
def test_all_published_hours_can_be_said(record: str, rules: str) -> None:
    assert describe(rules), record
    assert status(rules, "2026-11-27T11:00"), record
