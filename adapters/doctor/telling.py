"""Telling what was found: a line for people, or a JSON object for programs."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from adapters.doctor.examine import examine
from adapters.doctor.finding import Finding, wrong
from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.settings import Settings

_COLUMN = 18


def tell(read: Callable[[], Settings], out: TextIO, *, as_json: bool = False) -> int:
    """Examine and write what was found; 1 when anything is wrong. ``read`` reads the settings."""
    return asyncio.run(_tell(read, out, as_json=as_json))


async def _tell(read: Callable[[], Settings], out: TextIO, *, as_json: bool) -> int:
    findings: list[Finding] = []
    async for finding in _findings(read):
        findings.append(finding)
        if not as_json:
            out.write(_line(finding))
            out.flush()
    count = {verdict: sum(each.verdict == verdict for each in findings) for verdict in ("ok", "warning", "wrong")}
    if as_json:
        rows = [asdict(finding) for finding in findings]
        out.write(json.dumps({"healthy": not count["wrong"], "findings": rows}, ensure_ascii=False, indent=1) + "\n")
    else:
        out.write(f"\n{count['ok']} ok, {count['warning']} warnings, {count['wrong']} wrong\n")
    return 1 if count["wrong"] else 0


async def _findings(read: Callable[[], Settings]) -> AsyncIterator[Finding]:
    try:
        settings = read()
    except SettingsError as error:
        for problem in error.problems:
            name, _, do = problem.partition(": ")
            yield wrong("settings", f"{name} is not right", do)
        return
    async for finding in examine(settings):
        yield finding


def _line(finding: Finding) -> str:
    line = f"{finding.verdict:<8} {finding.check:<{_COLUMN}} {finding.says}\n"
    return line + (f"{'':<{9 + _COLUMN}} -> {finding.do}\n" if finding.do else "")
