"""What the console needs from the rest of the house: the casebook.

It is shared with the staff group and the store, which the console does not see; so it stands one storey below.
"""

from adapters.casebook import (
    PRESENT_S,
    TYPING_S,
    AuditRow,
    Board,
    Casebook,
    CaseRow,
    CaseView,
    Delivery,
    Desktop,
    Done,
    Draft,
    Feed,
    FeedRow,
    Hit,
    Line,
    Pane,
    Present,
    Records,
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
