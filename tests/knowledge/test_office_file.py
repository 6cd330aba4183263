"""The file of teams: what it may say, and how it says what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.counselor import Level
from bot.errors import KnowledgeError
from knowledge.teams import FILE, load_office, read_teams
from tests.knowledge.offices import KNOWLEDGE, TEAM, library, office, team, written

if TYPE_CHECKING:
    from pathlib import Path

HOURS = "Mo-Fr 10:00-17:00; PH off"


def test_a_counter_without_the_file_or_without_teams_has_no_office(tmp_path: Path) -> None:
    assert load_office(written(tmp_path, "keep_days: '30'\nteams:\n")) is None
    (tmp_path / FILE).unlink()
    assert load_office(written(tmp_path, "")) is None
    (tmp_path / FILE).unlink()
    (tmp_path / "office").rmdir()
    assert not (tmp_path / FILE).exists()


def test_the_example_at_the_top_of_the_file_can_be_used_as_it_stands(tmp_path: Path) -> None:
    shipped = (KNOWLEDGE / FILE).read_text(encoding="utf-8")
    example = "\n".join(line.removeprefix("#   ") for line in shipped.splitlines() if line.startswith("#   "))
    assert example.startswith("teams:")
    [ukraine] = office(tmp_path, example).teams
    assert (ukraine.id, ukraine.name) == ("ukraine", {"ja": "ウクライナ担当", "en": "Ukraine desk"})
    assert ukraine.languages == {"uk": Level.NATIVE, "ja": Level.FLUENT, "ru": Level.SOME}
    assert ukraine.own["ru"].rules == "We 13:00-17:00"
    assert ukraine.times.closed == {date(2027, 2, 15), *(date(2027, 8, day) for day in range(10, 15))}
    assert ukraine.times.extra == ((date(2027, 2, 20), ((time(10), time(12)),)),)
    assert (ukraine.last_intake, ukraine.capacity) == (timedelta(minutes=30), 5)
    assert ukraine.answer_within == timedelta(minutes=15)


def test_values_may_be_facts_of_the_library(tmp_path: Path) -> None:
    [one] = office(
        tmp_path, "teams:\n  one: {name: '{tsurumi.name}', languages: [ja], hours: '{tsurumi.opening_hours}'}\n"
    ).teams
    assert one.name["ja"] == library().records["tsurumi"].name_ja
    assert one.times.rules == library().records["tsurumi"].value("opening_hours")


def test_how_long_talks_are_kept_is_the_operators_to_say(tmp_path: Path) -> None:
    assert office(tmp_path, team(HOURS)).keep == timedelta(days=90)
    assert office(tmp_path, f"keep_days: '30'\n{team(HOURS)}").keep == timedelta(days=30)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[]", 1, "expected “key: value” lines"),
        ("teams: [one]\n", 1, "expected “key: value” lines"),
        ("teams:\n  one: no\n", 2, "expected “key: value” lines"),
        (f"team:\n{team(HOURS)}", 1, "“team” is not known"),
        (f"keep_days: 'long'\n{team(HOURS)}", 1, "“long” is no whole number"),
        (f"keep_days: '-1'\n{team(HOURS)}", 1, "“-1” is no whole number"),
        (f"keep_days: '1000000'\n{team(HOURS)}", 1, "no whole number"),
        (f"keep_days: '0'\n{team(HOURS)}", 1, "a day at least"),
        (team("weekdays"), 5, "opening hours 'weekdays'"),
        (team("Mo-Fr 10:00-17:00 unknown"), 5, "leave them out"),
        (team("{naka.hours}"), 5, "no record has this"),
        (team("{nowhere.opening_hours}"), 5, "no record has this"),
        (team(HOURS, "hours: '24/7'"), 6, "stands here twice"),
        (team(HOURS, "hour: '24/7'"), 6, "“hour” is not known"),
        (team(HOURS, "capacity: '0'"), 6, "Write 1 or more"),
        (team(HOURS, "capacity: many"), 6, "no whole number"),
        (team(HOURS, "last_intake_minutes: [30]"), 6, "expected one text"),
        (team(HOURS, "answer_within_minutes: '15 min'"), 6, "no whole number"),
        (team(HOURS, "closed: ['2026-02-29']"), 6, "“2026-02-29” is no date"),
        (team(HOURS, "closed: ['2026-12-28 to soon']"), 6, "“soon” is no date"),
        (team(HOURS, "closed: ['2027-01-04 to 2026-12-28']"), 6, "does not end within a year"),
        (team(HOURS, "closed: ['2027-01-04 to 2029-12-28']"), 6, "does not end within a year"),
        (team(HOURS, "extra: ['2027-01-04']"), 6, "expected “key: value” lines"),
        (team(HOURS, "extra:", "  '4 January': '10:00-12:00'"), 7, "“4 January” is no date"),
        (team(HOURS, "extra:", "  '2027-01-04': 'ten to twelve'"), 7, "not understood"),
        (team(HOURS, "extra:", "  '2027-01-04': 'Tu 10:00-12:00'"), 7, "gives no hours on 2027-01-04"),
        (team(HOURS, "closed: '2027-01-04'", "extra: {'2027-01-04': '10:00-12:00'}"), 7, "stands under closed: too"),
        ("teams:\n  One:\n    name: {ja: a, en: a}\n    languages: [ja]\n    hours: '24/7'\n", 2, "id of a team"),
        ("teams:\n  one:\n    name: {ja: 担当}\n    languages: [ja]\n    hours: '24/7'\n", 3, "missing in “en”"),
        ("teams:\n  one:\n    name: Desk\n    languages: [ja]\n    hours: '24/7'\n", 3, "write the name as"),
        (
            "teams:\n  one:\n    name: '{nowhere.name}'\n    languages: [ja]\n    hours: '24/7'\n",
            3,
            "write the name as",
        ),
        (f"{TEAM}", 2, "needs hours:"),
        ("teams:\n  one:\n    name: {ja: a, en: a}\n    hours: '24/7'\n", 2, "needs languages:"),
        ("teams:\n  one:\n    name: {ja: a, en: a}\n    languages: ja\n    hours: '24/7'\n", 4, "as a list"),
        ("teams:\n  one:\n    name: {ja: a, en: a}\n    languages: []\n    hours: '24/7'\n", 4, "needs languages:"),
        ("teams:\n  one:\n    name: {ja: a, en: a}\n    languages: [日本語]\n    hours: '24/7'\n", 4, "is no language"),
        (
            "teams:\n  one:\n    name: {ja: a, en: a}\n    languages: '{naka.tel}'\n    hours: '24/7'\n",
            4,
            "no list of languages",
        ),
        (
            "teams:\n  one:\n    name: {ja: a, en: a}\n    languages:\n      uk: good\n    hours: '24/7'\n",
            5,
            "no level",
        ),
        (
            "teams:\n  one:\n    name: {ja: a, en: a}\n    languages:\n      uk: {since: '2022'}\n    hours: '24/7'\n",
            5,
            "“since” is not known",
        ),
        (
            "teams:\n  one:\n    name: {ja: a, en: a}\n    languages:\n      uk: {hours: always}\n    hours: '24/7'\n",
            5,
            "not understood",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(text: str, line: int, message: str, tmp_path: Path) -> None:
    faulty = written(tmp_path, text)
    _, sheet = read_teams(tmp_path / FILE, faulty.records)
    found = [each for each in sheet.told if message in each.message]
    assert {each.line for each in found} == {line}
    assert all(each.message.endswith(".") for each in sheet.told)
    with pytest.raises(KnowledgeError, match=re.escape(message)) as caught:
        load_office(faulty)
    assert f"{tmp_path / FILE}:{line}: " in str(caught.value)


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_office(written(tmp_path, team("weekdays", "capacity: '0'", "closed: [soon]")))
    assert str(caught.value).count(FILE) == 3


def test_what_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"teams.yaml:3: not valid YAML"):
        load_office(written(tmp_path, "teams:\n  one: {\n"))


NODES = st.recursive(
    st.sampled_from(["", "ja", "native", "24/7", "10:00-17:00", "2026-11-27", "30", "{naka.name}", "{naka.tel}", "①"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["ja", "en", "level", "hours", "2026-11-27", "x"]), inner, max_size=3
    ),
    max_leaves=6,
)  # fmt: skip
KEYS = st.sampled_from(
    [
        "name",
        "languages",
        "hours",
        "closed",
        "extra",
        "last_intake_minutes",
        "capacity",
        "answer_within_minutes",
        "what",
    ]
)
SHEETS = st.fixed_dictionaries(
    {"teams": NODES | st.dictionaries(st.sampled_from(["one", "two"]), NODES | st.dictionaries(KEYS, NODES))},
    optional={"keep_days": NODES},
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=SHEETS)
def test_whatever_stands_in_the_file_is_read_or_told(sheet: dict[str, object], tmp_path: Path) -> None:
    loaded, told = read_teams(tmp_path / FILE, written(tmp_path, yaml.safe_dump(sheet, allow_unicode=True)).records)
    assert all(each.line >= 1 and each.message for each in told.troubles)
    assert loaded is None or all(each.languages and each.name for each in loaded.teams) or told.troubles
