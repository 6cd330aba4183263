"""What holds for every test: where nothing may be missing, a skipped test is a failed one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

COMPLETE = os.environ.get("CI", "").lower() in {"1", "true"}

# A test's time says more about the machine than about the code.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test where the machine is said to have everything (CI is set)."""
    report = yield
    if COMPLETE and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = _word(item.nodeid, report.longrepr)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a skipped file in the same way."""
    report = yield
    if COMPLETE and report.skipped:
        report.outcome = "failed"
        report.longrepr = _word(collector.nodeid, report.longrepr)
    return report


def _word(name: str, reason: object) -> str:
    why = reason[2] if isinstance(reason, tuple) else str(reason)
    return f"{name}: skipped, but CI is set and nothing may be left out there. {why}"
