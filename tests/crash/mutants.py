"""Wrong designs, each a small change of the right one, which the history checker has to catch.

Three more were tried and cannot be caught, rightly, because something else stands in for what they
leave out. No lanes in the reception alone: the store refuses a message before its elders
(``OutOfTurn``) and a state that went on meanwhile. No lines in the sender alone: ``begin`` refuses a
row behind another. A key that is drawn once and stored with its row: it is as good as one made
from the event. Of the first two the guard is taken out here as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.crash import wrongly_kept as kept, wrongly_sent as sent

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Mutant:
    """A wrong design and what brings it to light.

    wrong   what the checker finds: "lost", "doubled" or "disordered"
    point   where the counter is killed; "" when a fault of the platform is enough
    fault   which calls of the platform go wrong, and how
    parts   in how many parts each answer comes; again: share of messages brought once more
    slow    seconds that every odd question takes
    """

    name: str
    change: Callable[[], None]
    wrong: str
    point: str = ""
    fault: tuple[str, str] | None = None
    platform: str = "line"
    parts: int = 1
    again: float = 0.0
    slow: float = 0.0


MUTANTS = (
    Mutant("200 before the commit", kept.acknowledged_first, "lost", "keep before commit"),
    Mutant("inbox in memory", kept.inbox_in_memory, "lost", "keep before commit"),
    Mutant("outbox in memory", kept.outbox_in_memory, "lost", "save after commit"),
    Mutant("out of the inbox before it is answered", kept.out_before_answered, "lost", "save before commit"),
    Mutant("marked as sent before it is", sent.marked_before, "lost", "before the call"),
    Mutant("no unique event id", kept.any_event_is_new, "doubled", again=1.0),
    Mutant("new key at each try", sent.new_key, "doubled", fault=("push", "reset-after"), parts=6),
    Mutant("a crash forgotten on LINE", sent.crash_forgotten, "doubled", "after the call"),
    Mutant("push after an unclear reply", sent.pushed_after_unclear, "doubled", fault=("reply", "reset-after")),
    Mutant("sent before it is saved", sent.sent_before_saved, "doubled", "save before commit"),
    Mutant("nothing marked before the call", sent.unmarked, "doubled", "after the call"),
    Mutant("no lanes", kept.no_lanes, "disordered", slow=0.3),
    Mutant("a talk's parcels side by side", sent.side_by_side, "disordered", fault=("reply", "500"), parts=6),
    Mutant("blind repetition", sent.repeated_blindly, "doubled", fault=("sendMessage", "reset-after"),
           platform="telegram"),
    Mutant("a crash forgotten on Telegram", sent.crash_forgotten, "doubled", "after the call", platform="telegram"),
    Mutant("unmarked on Telegram", sent.unmarked, "doubled", "after the call", platform="telegram"),
)  # fmt: skip


def become(name: str) -> None:
    """Turn this process into a mutant."""
    next(mutant for mutant in MUTANTS if mutant.name == name).change()
