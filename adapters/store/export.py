"""One person's data as a document: dated, and of one date always the same bytes while nothing is deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from adapters.store import auditing, filing, lines, remarks, rights, translated
from adapters.store.filed import first_filed
from adapters.store.lines import Part
from adapters.store.tables_cases import cases
from bot.reply import Enclosure, File, Link, Paragraph, Phone, PlaceCard, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.casebook import Line
    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed
    from bot.reply import Part as Piece, Reply
    from bot.translation import Translation

VERSION = 1
_EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose data, as of when, and the last line that had come by then."""

    case_id: str
    as_of: datetime
    until: int


def document(connection: Connection, asked: Asked, cipher: Cipher) -> str | None:
    """Write down all that is kept of the person of a case: the talk, every case, every note, what was done."""
    as_of, filed = asked.as_of, filing.find(connection, asked.case_id, cipher)
    if filed is None or filed.forgotten is not None:
        return None
    case = filed.case
    ours = (cases.c.channel == case.channel, cases.c.conversation == case.conversation, cases.c.opened_at <= as_of)
    rows = connection.execute(select(cases).where(*ours).order_by(cases.c.seq))
    found = [filing.read(row, cipher) for row in rows]
    whole = first_filed(case, 0, as_of)
    theirs = and_(*translated.of_talk(case.channel, case.conversation))
    machine: dict[int, list[Translation]] = {}
    for each in translated.rendered(connection, theirs, cipher):
        if each.at <= as_of:
            machine.setdefault(each.line, []).append(each.made)
    talk = lines.lines(connection, whole, Part(before=asked.until + 1, limit=_EVERYTHING, alone=True), cipher)
    value = {
        "document": "all data of one person",
        "version": VERSION,
        "as_of": as_of.isoformat(),
        # Of the same person always the same, and nobody can tell from it who that is.
        "person": cipher.pseudonym(case.channel, case.conversation),
        "channel": case.channel,
        "lines": [_line(line, machine.get(line.position, ())) for line in talk if line.at <= as_of],
        "cases": [_case(connection, each, as_of, cipher) for each in found],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _case(connection: Connection, filed: Filed, as_of: datetime, cipher: Cipher) -> dict[str, object]:
    case = filed.case
    deeds = reversed(auditing.rows(connection, case.id, None, _EVERYTHING))
    return {
        "number": case.called,
        "opened": case.opened.isoformat(),
        "language": case.language,
        "topic": case.topic,
        "consent": case.consent,
        "labels": list(case.labels),
        "notes": [
            {"at": note.at.isoformat(), "by": note.by, "on": note.on, "text": note.text}
            for note in remarks.of(connection, case.id, cipher)
            if note.at <= as_of
        ],
        "history": [
            {"at": deed.at.isoformat(), "by": deed.by, "what": deed.what, "detail": deed.detail}
            for deed in deeds
            if deed.at <= as_of and deed.what != rights.EXPORT
        ],
    }


def _line(line: Line, machine: Sequence[Translation]) -> dict[str, object]:
    said: dict[str, object] = {"at": line.at.isoformat(), "who": line.who.value, "kind": line.kind}
    if line.gone:
        return said | {"taken_back": True}
    if line.staff is not None:
        said["staff"] = line.staff
    if machine:
        said["machine_translations"] = [
            {"language": each.target, "from": each.source, "by": each.engine, "text": each.text} for each in machine
        ]
    return said | ({"text": line.text} if line.reply is None else {"text": _text(line.reply)})


def _text(reply: Reply) -> Sequence[object]:
    """Give all that was said: of each piece what it holds."""
    pieces: list[object] = [_piece(piece) for piece in reply.parts]
    return pieces + [choice.label for choice in reply.choices]


def _piece(piece: Piece) -> object:
    match piece:
        case Paragraph(text):
            return text
        case Enclosure(kind):
            return {"enclosed": kind}
        case File():
            return {"enclosed": piece.kind, "name": piece.name, "type": piece.mime, "bytes": piece.size}
        case Translated(text, original, written):
            return {"text": text, "translated_by": "machine", "original": original, "written": written}
        case Phone() | Link() | ShowJapanese() | PlaceCard() | Source():
            return {field.name: value for field in fields(piece) if (value := getattr(piece, field.name))}
