"""A talk: its state, and the saving of one step as a whole. Runs inside a unit of work."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from adapters.store import cases, codec, counting, erasing, forgetting, hints, inbox as inbox_rows, outbox, withdrawing
from adapters.store.bulk import Changes, Rows
from adapters.store.engines import insert_new
from adapters.store.lanes import fence
from adapters.store.tables import conversation, message
from bot.conversation import Conversation
from bot.errors import StaleConversation, StoreError
from bot.message import Edited, Left, Tap
from bot.parcel import Dispatch
from bot.reply import Kind
from bot.step import Erased, MessageGone

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.duty import Duty
    from bot.message import Message
    from bot.parcel import Parcel
    from bot.step import Step

_LINES = Rows(message, "channel", "conversation", "event_id", "part", "mine", "refers", "ref", "at", "body")
_MINE = 4
"""Where a line says that it is the person's own."""
_LOOK_BACK = 50
"""Replies among which a tapped choice is searched for its words."""

_NEXT = Changes(
    conversation,
    ("channel", "id"),
    ("version", "state_body", "updated_at"),
    '"conversation"."version" = new."version" - 1',
)
_STATE = select(conversation.c.version, conversation.c.state_body).where(
    conversation.c.channel == bindparam("of"), conversation.c.id == bindparam("talk")
)
_STATES = select(conversation.c.id, conversation.c.version, conversation.c.state_body).where(
    conversation.c.channel == bindparam("of"), conversation.c.id.in_(bindparam("talks", expanding=True))
)
_REPLIES = (
    select(message.c.conversation, message.c.event_id, message.c.part, message.c.body)
    .where(
        message.c.channel == bindparam("of"),
        message.c.conversation == bindparam("talk"),
        message.c.mine.is_(False),
        message.c.body.is_not(None),
    )
    .order_by(message.c.id.desc())
    .limit(_LOOK_BACK)
)


def open_(connection: Connection, channel: str, talk: str, cipher: Cipher, *, lock: bool = False) -> Conversation:
    """Give the state of a talk, or a fresh one; to be changed by nobody else until the commit if ``lock``."""
    statement = _STATE.with_for_update() if lock else _STATE
    row = connection.execute(statement, {"of": channel, "talk": talk}).one_or_none()
    if row is None:
        return Conversation(channel, talk)
    return codec.read_state(cipher.open(row.state_body, *state_place(channel, talk, row.version)))


def open_all(connection: Connection, channel: str, talks: Collection[str], cipher: Cipher) -> list[Conversation]:
    """Give the states of some talks; those that cannot be read are left out."""
    rows = {row.id: row for row in connection.execute(_STATES, {"of": channel, "talks": list(talks)})}
    found = []
    for name in talks:
        row = rows.get(name)
        if row is None:
            found.append(Conversation(channel, name))
            continue
        with suppress(StoreError):
            found.append(codec.read_state(cipher.open(row.state_body, *state_place(channel, name, row.version))))
    return found


@dataclass(frozen=True, slots=True)
class Saving:
    """A decision, and the message it answers."""

    told: Message
    step: Step
    at: datetime
    lane: int
    token: int
    parcels: Sequence[Parcel] = ()


def save(
    connection: Connection, given: Sequence[Saving], cipher: Cipher, me: str, duty: Duty
) -> list[tuple[Dispatch, ...]]:  # fmt: skip
    """Write decisions as a whole. What is written first is what refuses a late one.

    One that comes too late fails all of them; the writer then tries each alone.
    """
    # In one order everywhere, so that two processes do not wait for each other's rows for ever.
    savings = sorted(given, key=lambda one: (one.told.channel, one.told.conversation))
    fence(connection, me, [(one.lane, one.token) for one in savings])
    inbox_rows.close(connection, [one.told for one in savings])
    advance(connection, [(one.step.conversation, one.at) for one in savings], cipher)
    turns: list[cases.Turn] = []
    lines: list[tuple[object, ...]] = []
    happened: list[tuple[object, ...]] = []
    for one in savings:
        told, events = one.told, one.step.events
        erased = any(isinstance(each, Erased) for each in events)
        whose = cipher.pseudonym(told.channel, told.conversation) if events else ""
        if erased:
            erasing.talk(connection, (told.channel, told.conversation), whose, told.event)
            forgetting.forget(connection, told.channel, told.conversation, cipher, one.at)
        for each in events:
            if isinstance(each, MessageGone):
                erasing.one(connection, told, each.event, one.at)
        if isinstance(told.content, Left):
            withdrawing.all_of(connection, told)
        if one.step.conversation.epoch:
            withdrawing.older(connection, told.channel, told.conversation, one.step.conversation.epoch)
        said = _lines(connection, one, cipher, erased=erased)
        lines += said
        turns.append(cases.Turn(told, events, one.at, line=any(row[_MINE] for row in said)))
        happened += [counting.row(each, told.channel, None if erased else whose, one.at) for each in events]
    _LINES.add(connection, lines)
    counting.ROWS.add(connection, happened)
    for turn in turns:
        cases.follow(connection, turn, cipher, duty)
    hints.tell(connection, hints.TALK, (hints.talk_name(one.told.channel, one.told.conversation) for one in savings))
    return _send(connection, given, cipher)


def _send(connection: Connection, savings: Sequence[Saving], cipher: Cipher) -> list[tuple[Dispatch, ...]]:
    """Put parcels into the outbox, and give back what is to be sent for each saving."""
    turns, rows = [], []
    for one in savings:
        told = one.told
        turn = [
            Dispatch(0, told.channel, told.conversation, told.event, part, parcel)
            for part, parcel in enumerate(one.parcels, start=1)
        ]
        turns.append(turn)
        alarm = any(reply.kind is Kind.EMERGENCY for reply in one.step.replies)
        epoch = withdrawing.ALARM if alarm else one.step.conversation.epoch
        rows += [outbox.row(each, one.lane, epoch, one.at, cipher) for each in turn]
    numbers = iter(outbox.add(connection, rows) if rows else ())
    return [tuple(replace(each, number=next(numbers)) for each in turn) for turn in turns]


def advance(connection: Connection, talks: Sequence[tuple[Conversation, datetime]], cipher: Cipher) -> None:
    """Write the next states of some talks, each on top of the one before it, or ``StaleConversation``."""
    first, next_ = [], []
    for talk, at in talks:
        row = {
            "channel": talk.channel,
            "id": talk.id,
            "version": talk.version,
            "state_body": cipher.close(codec.state(talk), *state_place(talk.channel, talk.id, talk.version)),
            "updated_at": at,
        }
        if talk.version == 1:
            first.append(row)
        else:
            next_.append(tuple(row.values()))
    done = 0
    if first:
        new = insert_new(connection, conversation).execution_options(preserve_rowcount=True)
        done += connection.execute(new, first).rowcount
    done += _NEXT.make(connection, next_)
    if done != len(talks):
        msg = "the talk went on meanwhile: open it again and decide anew"
        raise StaleConversation(msg)


def _lines(connection: Connection, one: Saving, cipher: Cipher, *, erased: bool) -> list[tuple[object, ...]]:
    """Give the rows of the person's line and of the replies; of an erased talk only the replies."""
    told, step, now = one.told, one.step, one.at
    common = (told.channel, told.conversation, told.event)
    rows: list[tuple[object, ...]] = []
    label = None
    if isinstance(told.content, Tap) and not erased:
        label = _label(connection, told, told.content.data, cipher)
    refers = told.content.event if isinstance(told.content, Edited) else None
    said = None if erased else codec.said(told.content, label, told.attached)
    if said is not None and not (refers is not None and _outdated(connection, told, refers)):
        # A platform's clock that runs ahead must not keep a text longer than promised.
        at = min(told.sent_at, now)
        body = cipher.close(said, *body_place(*common, 0))
        rows.append((*common, 0, True, refers, told.ref or None, at, body))
    for part, reply in enumerate(step.replies, start=1):
        body = cipher.close(codec.reply(reply), *body_place(*common, part))
        rows.append((*common, part, False, None, None, now, body))
    return rows


def _outdated(connection: Connection, told: Message, refers: str) -> bool:
    """Say whether a newer wording of the same message is here already: edits may overtake each other."""
    newer = (message.c.refers == refers, message.c.at > told.sent_at, message.c.mine)
    ours = (message.c.channel == told.channel, message.c.conversation == told.conversation)
    return connection.execute(select(message.c.id).where(*ours, *newer).limit(1)).first() is not None


def _label(connection: Connection, told: Message, data: str, cipher: Cipher) -> str | None:
    """Find the words of a tapped choice among the last replies of this talk."""
    for row in connection.execute(_REPLIES, {"of": told.channel, "talk": told.conversation}):
        place = body_place(told.channel, row.conversation, row.event_id, row.part)
        try:
            offered = codec.read_reply(cipher.open(row.body, *place)).choices
        except StoreError:  # an old reply that cannot be read must not cost the new answer
            continue
        for choice in offered:
            if choice.data == data:
                return choice.label
    return None


def body_place(channel: str, talk: str, event_id: str, part: int) -> tuple[str, ...]:
    """Give the identity of a message row, to which its ciphertext is bound."""
    return ("message", "body", channel, talk, event_id, str(part))


def state_place(channel: str, talk: str, version: int) -> tuple[str, ...]:
    """Give the identity of a state; with its version, so that an older state is never taken for it."""
    return ("conversation", "state_body", channel, talk, str(version))
