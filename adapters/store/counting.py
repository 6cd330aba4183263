"""What happened, as rows for statistics and live streams: never a person's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from adapters import jsons
from adapters.store.bulk import Rows
from adapters.store.tables import event as table
from bot.step import Answered, CaseMoved, CaseOpened, Erased, MessageGone, Missed, PersonWanted, Rated

if TYPE_CHECKING:
    from datetime import datetime

    from bot.step import Event

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)


ROWS = Rows(table, "at", "channel", "talk", "kind", "entry", "language", "data")


def row(event: Event, channel: str, talk: str | None, now: datetime) -> tuple[object, ...]:
    """Give a row for ``ROWS``. ``talk`` is a pseudonym, or None to leave no trace of whose it was."""
    kind, entry, language, data = _facts(event)
    # An entry that came back from a person's side may be anything: only an id is kept.
    known = entry if entry and _ID.fullmatch(entry) else None
    return now, channel, talk, kind, known, language, jsons.text(data)


def _facts(event: Event) -> tuple[str, str | None, str | None, dict[str, object]]:  # noqa: PLR0911 - a line a kind
    match event:
        case Answered(entry, language, alarm):
            return "answered", entry, language, {"alarm": alarm}
        case Missed(language):
            return "missed", None, language, {}
        case Rated(entry, good):
            return "rated", entry, None, {"good": good}
        case PersonWanted(topic):
            return "person-wanted", topic, None, {}
        case Erased():
            return "erased", None, None, {}
        case MessageGone():
            return "message-gone", None, None, {}
        case CaseOpened(case):
            return "case-opened", case.topic, case.language, {"state": case.state.value}
        case CaseMoved(_, move):
            return "case-moved", None, None, {"move": type(move).__name__.casefold()}
        case unknown:
            assert_never(unknown)
