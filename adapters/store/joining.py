"""What a move of a case that was merged, or into which others were, needs to know. Runs inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from adapters.casebook import Refusal
from adapters.store import auditing, family, filing
from adapters.store.orders import MISSING, Acted, Order
from adapters.store.tables import message
from adapters.store.tables_cases import cases
from adapters.store.talk import open_
from bot import handoff
from bot.aside import Absorb, Merge, Parted
from bot.case import CaseState, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed
    from adapters.store.orders import Means
    from bot.case import Move, Speak
    from bot.conversation import Conversation


MERGE, LEFT = "merge", "left"
"""The note of a merging; and why nobody can be answered in a talk: its person is with the bot again."""


def spoken_in(connection: Connection, filed: Filed, what: Speak, cipher: Cipher) -> Conversation | None:
    """Give the talk in which somebody is to be answered; None when its person is with the bot again.

    It is the one that is asked for, else that in which the person wrote last.
    """
    places = family.spans(connection, filed)
    if len(places) > 1 and not what.via:
        written = select(message.c.channel, message.c.conversation).where(
            or_(*(each.holds() for each in places)), message.c.mine
        )
        last = connection.execute(written.order_by(message.c.id.desc()).limit(1)).one_or_none()
        places = (*(each for each in places if last and (each.channel, each.conversation) == tuple(last)), places[0])
    else:
        places = tuple(each for each in places if each.case_id == (what.via or filed.case.id))
    for each in places:
        talk = open_(connection, each.channel, each.conversation, cipher, lock=True)
        if each.case_id == filed.case.id or (talk.silent and talk.case == each.case_id):
            return talk
    return None


def informed(connection: Connection, what: Move, filed: Filed, talk: Conversation) -> Move:
    """Tell a move what only the store knows: whether, and how, the case has ended that goes on for this one."""
    if not isinstance(what, Parted):
        return what
    found = connection.execute(select(cases.c.state).where(cases.c.id == (filed.case.into or ""))).scalar()
    over = found is not None and not CaseState(found).open
    return Parted(resolved=found == CaseState.RESOLVED, going=over and talk.silent and talk.case == filed.case.id)


def absorbed(
    connection: Connection, order: Order, what: Merge, means: Means, act: Callable[[Connection, Order, Means], Acted]
) -> Acted | None:
    """Have the case that goes on take in the other one, before that is closed; None when it did so before."""
    filed = _both(connection, order.case_id, what.into, means.cipher)
    if filed is None:
        return Acted(Refusal(MISSING))
    if auditing.done(connection, order.case_id, order.key) is not None:
        return None
    case = filed.case
    possible = handoff.move(case, what, order.at, means.duty.office)
    if isinstance(possible, Refused):
        return Acted(Refusal(str(possible.why), case, case.owner, filed.alias if case.owner else ""))
    other = Absorb(
        what.by, case.id, case.called, what.note, case.owner, filed.alias, case.urgent, case.restricted,
        filed.waiting, case.seen if case.owner else 0,
    )  # fmt: skip
    return act(connection, Order(what.into, other, order.key, order.at), means)


def _both(connection: Connection, one: str, other: str, cipher: Cipher) -> Filed | None:
    """Hold two cases and their talks: the talks first, each kind in one order everywhere."""
    found = {name: filing.find(connection, name, cipher) for name in {one, other}}
    known = [filed for filed in found.values() if filed is not None and filed.forgotten is None]
    if len(known) != len(found):
        return None
    for channel, talk in sorted((filed.case.channel, filed.case.conversation) for filed in known):
        open_(connection, channel, talk, cipher, lock=True)
    for name in sorted(found):
        found[name] = filing.find(connection, name, cipher, lock=True)
    return found[one]
