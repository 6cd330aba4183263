"""Whom counselors call for an interpreter: the facts that the entry about interpreters tells residents, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.facts import Record

DESK = "consultation-center"
"""Takes both kinds of requests (``entries/interpreter-request``)."""
SCHEMES = ("instant-interpreting", "interpreter-dispatch")


def interpreters(records: Mapping[str, Record], reader: str) -> tuple[tuple[str, str], ...]:
    """Give what can be asked for and where, with the number to call; nothing where the library does not know one."""
    desk = records.get(DESK)
    number = desk.value("tel") if desk is not None else ""
    schemes = [records[name] for name in SCHEMES if name in records]
    if desk is None or not number:
        return ()
    return tuple((f"{_called(scheme, reader)} · {_called(desk, reader)}", number) for scheme in schemes)


def _called(record: Record, reader: str) -> str:
    return record.name[reader].value if reader in record.name else record.name_ja
