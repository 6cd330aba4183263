"""Tables for the terminal: measures, findings, and the grid of translations."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from knowledge.check.finding import Finding
    from knowledge.evaluate import Measures, Row

_HEAD = ("", "messages", "top-1", "helped", "wrong", "false", "safety", "alarms", "language")


def print_measures(measures: Measures, out: TextIO, *, confusions: int) -> None:
    """Print figures by language and by voice, then what was taken for what."""
    _table(out, "by language", {**measures.languages, "all": measures.total})
    _table(out, "by voice", measures.voices)
    out.write(f"processor time a message: p50 {measures.p50 * 1000:.1f} ms, p99 {measures.p99 * 1000:.1f} ms\n")
    if measures.confusions() and confusions:
        out.write("\nwrongly answered (asked -> given)\n")
        pairs = measures.confusions()[:confusions]
        out.writelines(f"  {times:3d}  {asked} -> {given}\n" for (asked, given), times in pairs)


def _table(out: TextIO, title: str, rows: dict[str, Row]) -> None:
    width = max(10, *(len(name) for name in rows))
    out.write(f"{title}\n{_HEAD[0]:<{width}}" + "".join(f"{head:>10}" for head in _HEAD[1:]) + "\n")
    for name, row in rows.items():
        shares = (row.top1, row.helped, row.wrong, row.false, row.safety)
        cells = "".join(f"{100 * share:>9.1f}%" for share in shares)
        out.write(f"{name:<{width}}{row.messages:>10}{cells}{row.alarms:>10}{100 * row.language:>9.1f}%\n")
    out.write("\n")


def print_findings(findings: Sequence[Finding], out: TextIO, *, errors_only: bool) -> int:
    """Print path, line, rule and what to do; 1 when there is an error."""
    errors = sum(finding.severity == "error" for finding in findings)
    for finding in findings:
        if finding.severity == "error" or not errors_only:
            place = f"{finding.path}:{finding.line}" if finding.line else str(finding.path)
            out.write(f"{place}: {finding.severity}: [{finding.rule}] {finding.message}\n")
    out.write(f"{errors} errors, {len(findings) - errors} warnings\n")
    return 1 if errors else 0


def print_grid(folder: Path, out: TextIO) -> None:
    """Print which entry is missing, outdated, machine-made or reviewed in each language."""
    from knowledge.check import coverage  # noqa: PLC0415 - the checks are not needed to answer
    from knowledge.library import load  # noqa: PLC0415

    grid = coverage(load(folder))
    tags = list(next(iter(grid.values())))
    out.write(f"{'':<26}" + "".join(f"{tag:>9}" for tag in tags) + "\n")
    lines = []
    for entry, states in grid.items():
        cells = "".join(f"{states[tag]:>9}" for tag in tags)
        lines.append(f"{entry:<26}{cells}\n")
    out.writelines(lines)


def print_languages(folder: Path, today: date, out: TextIO) -> None:
    """Print, as a page of the manual, how far each language was reviewed."""
    from knowledge.library import load  # noqa: PLC0415
    from knowledge.review.page import page  # noqa: PLC0415
    from knowledge.review.standing import standings  # noqa: PLC0415

    out.write(page(standings(load(folder)), today))
