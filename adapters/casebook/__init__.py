"""The casebook as those see it who work with cases: the console, the staff group, whoever comes next.

Neighbours do not see each other, so what they speak of stands here, one storey below. ``adapters.store`` keeps it.
Nothing here knows who is asking: whoever asks has looked up what that person may do (``console/roles.py``).
"""

from adapters.casebook.ports import PRESENT_S, TYPING_S, Board, Casebook, Desktop, Feed, Pane, Records
from adapters.casebook.shapes import (
    AuditRow,
    CaseRow,
    CaseView,
    Delivery,
    Done,
    Draft,
    Erasure,
    FeedRow,
    Hit,
    Line,
    Present,
    Refusal,
    RemarkLine,
    Tally,
    Who,
)

__all__ = [
    "PRESENT_S",
    "TYPING_S",
    "AuditRow",
    "Board",
    "CaseRow",
    "CaseView",
    "Casebook",
    "Delivery",
    "Desktop",
    "Done",
    "Draft",
    "Erasure",
    "Feed",
    "FeedRow",
    "Hit",
    "Line",
    "Pane",
    "Present",
    "Records",
    "Refusal",
    "RemarkLine",
    "Tally",
    "Who",
]
