"""Words of emergencies from a worksheet must not ring where people only ask something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.library import load
from knowledge.watch import SheetError, load_watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.safety import Watch
    from knowledge.review.bench import Bench
    from knowledge.review.verdict import Verdict

_TOPIC = "safety"


def false_alarms(bench: Bench, verdicts: Iterable[Verdict]) -> dict[Verdict, str]:
    """Give the rows by which a phrasing of another topic would now raise an alarm."""
    rows = list(verdicts)
    watch = _watch(bench) if rows else None
    if watch is None:
        return {}
    library = load(bench.copy)
    asked = {
        text: entry.id
        for entry in library.entries.values()
        if entry.topic != _TOPIC
        for wording in entry.wordings.values()
        for text in (wording.title, *wording.asked)
    }
    before = bench.watch_before()
    found: dict[Verdict, str] = {}
    for text, entry in asked.items():
        alarm = watch.look(text)
        if alarm is None or (before is not None and before.look(text) == alarm):
            continue
        for row in rows:
            rule = alarm.rule.rpartition("/")[2]
            if row.row.key.startswith((f"safety/{alarm.topic}/{rule}/", f"safety/{alarm.topic}/misspelled")):
                found.setdefault(row, f"with these words an alarm would ring at “{text}” ({entry})")
    return found


def _watch(bench: Bench) -> Watch | None:
    try:
        return load_watch(bench.copy / "safety")
    except (SheetError, OSError):
        return None
