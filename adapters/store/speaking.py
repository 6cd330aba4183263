"""What is said outside a turn of the person: lines of the talk, and parcels for the outbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import insert

from adapters.store import codec, hints, outbox, withdrawing
from adapters.store.lanes import lane_of
from adapters.store.tables import message
from adapters.store.talk import body_place
from bot.parcel import Dispatch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from bot.parcel import Parcel
    from bot.telling import Telling


@dataclass(frozen=True, slots=True)
class Speech:
    """Something to be said.

    event    made from the case and the key of who asked, so that it cannot be said twice
    by       id of the counselor whose words these are; None: a notice of the counter
    """

    event: str
    telling: Telling
    parcels: Sequence[Parcel]
    at: datetime
    by: str | None = None


def say(connection: Connection, speech: Speech, cipher: Cipher) -> tuple[Dispatch, ...]:
    """Write lines and parcels; gives what is to be sent."""
    talk = speech.telling.conversation
    rows = []
    for part, reply in enumerate(speech.telling.replies, start=1):
        place = body_place(talk.channel, talk.id, speech.event, part)
        rows.append(
            {
                "channel": talk.channel,
                "conversation": talk.id,
                "event_id": speech.event,
                "part": part,
                "mine": False,
                "at": speech.at,
                "body": cipher.close(codec.reply(reply, speech.by), *place),
            }
        )
    if rows:
        connection.execute(insert(message), rows)
        hints.tell(connection, hints.TALK, {hints.talk_name(talk.channel, talk.id)})
    given = [
        Dispatch(0, talk.channel, talk.id, speech.event, part, parcel)
        for part, parcel in enumerate(speech.parcels, start=1)
    ]
    if not given:
        return ()
    lane = lane_of(talk.channel, talk.id)
    epoch = talk.epoch if speech.by is None else withdrawing.PEOPLE
    numbers = outbox.add(connection, [outbox.row(each, lane, epoch, speech.at, cipher) for each in given])
    return tuple(replace(each, number=number) for each, number in zip(given, numbers, strict=True))
