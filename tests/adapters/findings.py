"""What the doctor found, the worst of each check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.doctor.examine import examine_ways
from tests.adapters.platforms import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from adapters.doctor import Finding
    from adapters.settings import Settings


async def found(settings: Settings, now: datetime = NOW) -> dict[str, Finding]:
    """Give the worst finding of each check on the way to people."""
    return await worst(examine_ways(settings, now))


async def worst(findings: AsyncIterator[Finding]) -> dict[str, Finding]:
    """Give the worst finding of each check."""
    order = ("ok", "warning", "wrong")
    seen: dict[str, Finding] = {}
    async for finding in findings:
        before = seen.get(finding.check)
        if before is None or order.index(finding.verdict) > order.index(before.verdict):
            seen[finding.check] = finding
        assert finding.verdict == "ok" or finding.do, finding
        assert "canary" not in f"{finding}", finding
    return seen
