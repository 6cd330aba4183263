"""Reports add up, are drawn within their frame, stand in tables, and make sheets without formulas."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as some

from adapters.console import drawing, figures
from adapters.console.ports import Tally
from adapters.console.sheet import sheet
from bot.case import Rate, Reason, Resolve

if TYPE_CHECKING:
    from tests.console.conftest import Desk, Office

FIRST = date(2026, 11, 1)


def _tally(day: date = FIRST, language: str = "uk", **counts: int) -> Tally:
    return Tally(day, language, "life-garbage", "line", **counts)  # type: ignore[arg-type]


def test_counters_are_added_up_and_means_made_of_them() -> None:
    total = figures.total([_tally(opened=2, replied=1, answered=60), _tally(opened=1, replied=1, answered=120)])
    assert (total.opened, total.reply, total.waiting, total.open) == (3, 90, None, 3)


def test_groups_come_with_the_largest_first() -> None:
    groups = figures.by([_tally(opened=1), _tally(language="vi", opened=5)], lambda tally: tally.language)
    assert [name for name, _ in groups] == ["vi", "uk"]


@pytest.mark.parametrize(("days", "columns"), [(1, 1), (62, 62), (90, 14), (800, 27)])
def test_long_spans_are_put_together_by_weeks_and_months(days: int, columns: int) -> None:
    last = FIRST + timedelta(days=days - 1)
    made = figures.by_day([_tally(last, opened=3)], FIRST, last)
    assert abs(len(made) - columns) <= 1
    assert sum(total.opened for _, total in made) == 3


@given(some.lists(some.floats(0, 1e7), min_size=1, max_size=80))
def test_columns_stay_in_their_frame(sizes: list[float]) -> None:
    chart = drawing.columns([("x", size, str(size)) for size in sizes])
    for mark in chart.marks:
        assert 0 <= mark.y <= mark.y + mark.height <= chart.height
        assert 0 <= mark.x <= mark.x + mark.width <= chart.width
    heights = [mark.height for mark in chart.marks]
    assert sizes.index(max(sizes)) in [index for index, height in enumerate(heights) if height == max(heights)]


@given(some.lists(some.integers(0, 10**6), max_size=20))
def test_rows_are_as_long_as_their_numbers(sizes: list[int]) -> None:
    chart = drawing.rows([("name", size, str(size)) for size in sizes])
    for size, mark in zip(sizes, chart.marks, strict=True):
        assert mark.width == pytest.approx(drawing.NARROW * size / (max(sizes) or 1), abs=0.01)


def test_long_names_are_cut_by_their_width() -> None:
    assert drawing.clipped("住まいについて" * 5).endswith("…")
    assert len(drawing.clipped("住" * 40)) <= 18
    assert drawing.clipped("short") == "short"


@pytest.mark.parametrize(
    "evil",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "\u200b=1", '=HYPERLINK("https://evil")', "|cmd"],
)
def test_no_cell_is_a_formula(evil: str) -> None:
    cell = next(csv.reader(io.StringIO(sheet([[evil, 3, -2.5]]).removeprefix("\ufeff"))))
    assert cell[0].startswith("'")
    assert cell[1:] == ["3", "-2.5"]


def test_quotes_and_commas_survive_a_sheet() -> None:
    rows = [["a,b", 'say "hi"', "two\nlines", ""]]
    assert list(csv.reader(io.StringIO(sheet(rows).removeprefix("\ufeff")))) == rows


def test_the_page_shows_what_was_counted_as_picture_and_as_table(office: Office, olena: Desk, lead: Desk) -> None:
    case = office.do(office.scene.claimed, "what day is garbage day please", who=olena.person.who)
    office.later(minutes=3)
    office.do(office.scene.speak, case, "On Tuesday.", olena.person.who)
    office.do(office.scene.act, case, Resolve(olena.person.id, Reason.ANSWERED))
    office.do(office.scene.book.act, case.id, Rate(5), "rate-key-0001")
    office.do(office.scene.opened, "school", talk="two")
    page = lead.get("/staff/reports").text
    assert page.count("<svg viewBox") == page.count("<table>") == 7
    for said in ("Garbage", "English", "LINE", "answered", "5 of 5", "3 min"):
        assert said in page, said
    assert page.count('role="img"') == 7


def test_the_days_can_be_chosen_and_nonsense_does_no_harm(lead: Desk) -> None:
    page = lead.get("/staff/reports?first=2026-01-01&last=2026-01-31").text
    assert 'value="2026-01-01"' in page
    assert "Nothing was recorded" in page
    for query in ("first=x&last=y", "first=2026-05-01&last=2026-01-01", "first=1000-01-01", "last=9999-12-31"):
        assert lead.get(f"/staff/reports?{query}").status_code == 200, query


def test_the_sheet_has_a_row_for_every_counter(office: Office, olena: Desk, lead: Desk) -> None:
    office.do(office.scene.claimed, "what day is garbage day please", who=olena.person.who)
    answer = lead.get("/staff/reports.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    heads, row = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    shown = dict(zip(heads, row, strict=True))
    assert (shown["Day"], shown["Language"], shown["Topic"], shown["Cases"]) == (
        "2026-11-23",
        "English",
        "Garbage",
        "1",
    )


def test_reports_are_for_leads_and_those_who_look_after_the_whole(olena: Desk) -> None:
    assert olena.get("/staff/reports").status_code == 403
    assert olena.get("/staff/reports.csv").status_code == 403
    assert "/staff/reports" not in olena.get("/staff/queue").text
