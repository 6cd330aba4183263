"""Emergencies that rang in talks which the bot had, and somebody who steps in. Runs inside a unit of work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import delete, select

from adapters.casebook import Done, Refusal
from adapters.casebook.alarms import Alarm
from adapters.store import auditing, clocks, family, filing, ledger, naming, speaking, translation, withdrawing
from adapters.store.filed import first_filed
from adapters.store.ledger import Happened
from adapters.store.orders import MISSING, Acted
from adapters.store.tables_alarm import alarm
from adapters.store.talk import advance, open_
from bot.case import Refused
from bot.takeover import WITHIN, taken_over
from bot.telling import Telling, notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.orders import Means
    from bot.case import Claim

TAKEOVER = "takeover"


def rung(connection: Connection, now: datetime) -> Sequence[Alarm]:
    """Give what rang lately, the newest first."""
    found = select(alarm).where(alarm.c.at > now - WITHIN).order_by(alarm.c.at.desc(), alarm.c.id.desc())
    return [Alarm(row.id, row.at, row.channel, row.topic, row.language, row.times) for row in connection.execute(found)]


def take_over(connection: Connection, number: int, who: Claim, now: datetime, means: Means) -> Acted:
    """Step in: a case in somebody's hands at once, and the person is told."""
    ours = select(alarm).where(alarm.c.id == number)
    known = connection.execute(ours).one_or_none()
    if known is None:
        return Acted(Refusal(MISSING))
    talk = open_(connection, known.channel, known.conversation, means.cipher, lock=True)
    rang = connection.execute(ours.with_for_update()).one_or_none()
    if rang is None:
        return Acted(Refusal(MISSING))
    moved = taken_over(talk, (rang.topic, rang.at), who, means.desk, now)
    if isinstance(moved, Refused):
        return Acted(Refusal(moved.why))
    case, key = moved.case, uuid4().hex
    new = replace(talk, version=talk.version + 1).handed_over(case.id)
    said = tuple(notice(means.desk, new, each, now) for each in moved.notices)
    advance(connection, [(new, now)], means.cipher)
    withdrawing.older(connection, talk.channel, talk.id, new.epoch)
    channel = means.channels.get(talk.channel)
    parcels = channel.pack_spoken(new, said, "") if channel is not None else ()
    # What was written before it rang stays between the person and the counter: nobody asked them.
    filed = replace(first_filed(case, rang.line - 1, now), alias=who.alias, claimed=now)
    filing.add(connection, filed, means.cipher)
    translation.want_span(connection, (family.own(filed),), filed.readers, now)
    speech = speaking.Speech(naming.event_of(case.id, key), Telling(new, said), parcels, now)
    dispatches = speaking.say(connection, speech, means.cipher)
    clocks.wind(connection, case, moved.timers, ())
    connection.execute(delete(alarm).where(alarm.c.id == number))
    opened = auditing.Deed("opened", who.by, case.id, detail=f"{case.state} consent={case.consent}")
    auditing.write(connection, opened, now)
    auditing.write(connection, auditing.Deed(TAKEOVER, who.by, case.id, detail=f"topic={rang.topic}", key=key), now)
    for kind in ("opened", "urgent"):
        ledger.note(connection, Happened(case.id, kind, case.state, now, who.by))
    return Acted(Done(case), dispatches, (talk.channel, talk.id))
