"""Reports: what the counters say of some days, drawn, as tables, and for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.responses import Response

from adapters.console import drawing, figures
from adapters.console.sheet import sheet
from adapters.console.visit import Way
from adapters.console.when import from_day, local
from adapters.roster.roles import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from adapters.console.bureau import Bureau
    from adapters.console.drawing import Chart
    from adapters.console.figures import Total
    from adapters.console.ports import Tally
    from adapters.console.teller import Teller
    from adapters.console.visit import Visit

USUAL = 30
LONGEST = 366 * 3
MOST_ROWS = 12
"""Bars of one chart; the table beside it has all."""
REASONS = ("answered", "referred", "no-reply", "duplicate", "misuse", "other")


@dataclass(frozen=True, slots=True)
class Report:
    """One chart with its table. ``rows``: a name, then the cells; ``heads``: keys of their words."""

    id: str
    word: str
    chart: Chart
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, Sequence[str]]]
    tall: bool = False


class Reports:
    """The page of reports, and its sheets."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        return (
            Way("/staff/reports", self.show, needs=Action.REPORTS),
            Way("/staff/reports.csv", self.download, needs=Action.REPORTS),
        )

    async def show(self, visit: Visit) -> Response:
        """Show the reports of some days."""
        first, last = _span(visit)
        tallies = await self._bureau.casebook.tally(first, last)
        teller = self._bureau.teller(visit, {})
        total = figures.total(tallies)
        return self._bureau.view.page(
            visit, "reports.html",
            t=teller, first=first, last=last, total=total, numbers=_numbers(total, teller),
            reports=_reports(tallies, first, last, teller), today=local(visit.now).date(),
        )  # fmt: skip

    async def download(self, visit: Visit) -> Response:
        """Give the counters as they are, a row for each day, language, topic and channel."""
        first, last = _span(visit)
        tallies = await self._bureau.casebook.tally(first, last)
        teller = self._bureau.teller(visit, {})
        words = visit.words
        heads = [words[f"report_{name}"] for name in _SHEET]
        reasons = [words.of("reason", reason) for reason in REASONS]
        stars = [words.say("stars", n=str(stars)) for stars in figures.STARS]
        rows = [
            [
                tally.day.isoformat(), teller.language(tally.language), teller.topic(tally.topic or None),
                teller.channel(tally.channel), *(getattr(tally, name) for name in _SHEET[4:]),
                *(tally.reasons.get(reason, 0) for reason in REASONS),
                *(tally.faces.get(stars, 0) for stars in figures.STARS),
            ]
            for tally in sorted(tallies, key=lambda one: (one.day, one.language, one.topic, one.channel))
        ]  # fmt: skip
        name = f"madoguchi-{first.isoformat()}-{last.isoformat()}.csv"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(sheet([[*heads, *reasons, *stars], *rows]), headers=headers, media_type="text/csv")


_SHEET = (
    "day", "language", "topic", "channel", "opened", "claimed", "waited", "replied", "answered", "resolved", "lasted",
    "abandoned", "reopened", "merged", "rated", "stars",
)  # fmt: skip


def _span(visit: Visit) -> tuple[date, date]:
    """Give the days that are asked for; the last thirty, when what is asked for makes no sense."""
    today = local(visit.now).date()
    last = from_day(visit.query("last")) or today
    first = from_day(visit.query("first")) or last - timedelta(days=USUAL - 1)
    if first > last:
        first, last = last, first
    return max(first, last - timedelta(days=LONGEST)), last


def _numbers(total: Total, t: Teller) -> list[tuple[str, str]]:
    def length(seconds: float | None) -> str:
        return t.length(seconds) if seconds is not None else "–"

    return [
        ("report_opened", str(total.opened)),
        ("report_waiting_mean", length(total.waiting)),
        ("report_reply_mean", length(total.reply)),
        ("report_resolved", str(total.resolved)),
        ("report_solving_mean", length(total.solving)),
        ("report_abandoned", _share(total.abandoned, total.opened)),
        ("report_reopened", str(total.reopened)),
        ("report_merged", str(total.merged)),
        ("report_liking", f"{total.liking:.1f} / 5" if total.liking is not None else "–"),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part} ({round(100 * part / whole)} %)" if whole else str(part)


def _reports(tallies: Sequence[Tally], first: date, last: date, t: Teller) -> list[Report]:
    days = figures.by_day(tallies, first, last)
    return [
        Report(
            "days", "report_by_day",
            drawing.columns([(t.short_day(day), total.opened, str(total.opened)) for day, total in days]),
            ("report_opened", "report_resolved", "report_abandoned"),
            [(t.day(day), (str(each.opened), str(each.resolved), str(each.abandoned))) for day, each in days],
            tall=True,
        ),
        Report(
            "replies", "report_reply_by_day",
            drawing.columns([_minutes(t.short_day(day), total.reply, t) for day, total in days]),
            ("report_waiting_mean", "report_reply_mean", "report_solving_mean"),
            [
                (t.day(day), [t.length(mean) if mean is not None else "–" for mean in _means(each)])
                for day, each in days
            ],
            tall=True,
        ),
        *(
            _grouped(name, f"report_by_{name}", figures.by(tallies, key), t, say)
            for name, key, say in (
                ("language", lambda tally: tally.language, t.language),
                ("topic", lambda tally: tally.topic, lambda topic: t.topic(topic or None)),
                ("channel", lambda tally: tally.channel, t.channel),
            )
        ),
        _ends(figures.total(tallies), t),
        _faces(figures.total(tallies), t),
    ]  # fmt: skip


def _means(total: Total) -> tuple[float | None, float | None, float | None]:
    return total.waiting, total.reply, total.solving


def _minutes(name: str, seconds: float | None, t: Teller) -> tuple[str, float, str]:
    return name, (seconds or 0) / 60, t.length(seconds) if seconds is not None else ""


def _grouped(
    name: str, word: str, groups: Sequence[tuple[str, Total]], t: Teller, say: Callable[[str], str]
) -> Report:  # fmt: skip
    drawn = [(say(key), total.opened, str(total.opened)) for key, total in groups[:MOST_ROWS]]
    rows = [
        (
            say(key),
            (
                str(total.opened), t.length(total.reply) if total.reply is not None else "–", str(total.resolved),
                str(total.abandoned), f"{total.liking:.1f}" if total.liking is not None else "–",
            ),
        )
        for key, total in groups
    ]  # fmt: skip
    heads = ("report_opened", "report_reply_mean", "report_resolved", "report_abandoned", "report_liking")
    return Report(name, word, drawing.rows(drawn), heads, rows)


def _ends(total: Total, t: Teller) -> Report:
    counts = [(t.words.of("reason", reason), total.reasons.get(reason, 0)) for reason in REASONS]
    counts += [(t.words["report_abandoned"], total.abandoned), (t.words["report_still_open"], total.open)]
    return _counted("ends", "report_by_end", counts, total.opened)


def _faces(total: Total, t: Teller) -> Report:
    counts = [(t.words.say("stars", n=str(stars)), total.faces.get(stars, 0)) for stars in reversed(figures.STARS)]
    return _counted("faces", "report_by_stars", counts, total.rated)


def _counted(name: str, word: str, counts: Sequence[tuple[str, int]], whole: int) -> Report:
    shares = [f"{round(100 * count / whole)} %" if whole else "–" for _, count in counts]
    chart = drawing.rows([(said, count, str(count)) for said, count in counts])
    rows = [(said, (str(count), share)) for (said, count), share in zip(counts, shares, strict=True)]
    return Report(name, word, chart, ("report_count", "report_share"), rows)
