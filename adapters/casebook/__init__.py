"""The casebook as those see it who work with cases: the console, the staff group, whoever comes next.

Neighbours do not see each other, so what they speak of stands here, one storey below. ``adapters.store`` keeps it.
Nothing here knows who is asking: whoever asks has looked up what that person may do (``console/roles.py``).
"""

from adapters.casebook.answers import Done, Refusal
from adapters.casebook.board import Board
from adapters.casebook.desk import PRESENT_S, TYPING_S, Desktop, Feed
from adapters.casebook.pane import Pane
from adapters.casebook.ports import Casebook
from adapters.casebook.records import AuditRow, Erasure, FeedRow, Tally
from adapters.casebook.rights import Records
from adapters.casebook.rows import CaseRow, CaseView, Draft, Hit, Present, Preview
from adapters.casebook.talk import Delivery, Line, RemarkLine, Who
from adapters.casebook.translating import READER, LineTranslation, Stage, Translations

__all__ = [
    "PRESENT_S",
    "READER",
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
    "LineTranslation",
    "Pane",
    "Present",
    "Preview",
    "Records",
    "Refusal",
    "RemarkLine",
    "Stage",
    "Tally",
    "Translations",
    "Who",
]
