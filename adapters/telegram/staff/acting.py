"""What staff do in the group becomes a move of the case: once, by the console's rules, before Telegram is answered.

What was refused is said below the message it is about; what was done shows by the marks that the
keeper sets, so that neither is lost when a process ends in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from adapters.casebook import Stage, Who
from adapters.casebook.correcting import Corrected
from adapters.telegram.staff import orders, previews, sheets, swapping
from adapters.telegram.staff.keeper import CLAIM, prefix
from adapters.telegram.staff.means import NOTED, NOTHING, Said, Turn
from adapters.telegram.staff.moves import Moves
from adapters.telegram.staff.reading import Changed, Pressed, Wrote
from adapters.telegram.staff.speaking import Speaking
from bot.case import Claim, Hold, Release, Remark, Resolve, Resume, Urge

if TYPE_CHECKING:
    from adapters.telegram.staff.albums import Gathered
    from adapters.telegram.staff.means import Means
    from adapters.telegram.staff.orders import Order
    from adapters.telegram.staff.ports import Colleague
    from bot.case import Case, Move


_LACKING = frozenset({Stage.FAILED, Stage.HELD})


class Acting:
    """Makes moves. ``StoreError`` when Telegram has to bring the update again; then it makes no second one."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._book, self._words = means.book, means.words
        self._moves = Moves(means)
        self._speaking = Speaking(means, self._moves)

    async def act(self, deed: Wrote | Changed | Pressed) -> Said:
        """Do what somebody of the group did; gives what to say to them."""
        at = deed.at
        case_id = await self._means.board.case_of(at.chat, at.thread)
        if case_id is None:
            return NOTHING
        case = await self._book.case(case_id)
        if case is None:
            return Said(self._words.say("missing"))
        turn = Turn(case, await self._who(at.who, case), at, f"{prefix(at.chat)}{at.message}")
        match deed:
            case Wrote():
                return await self._wrote(turn, deed)
            case Changed():
                return await self._changed(turn, deed)
            case Pressed(_, _, data) if previews.read(data) is not None:
                return await self._speaking.press(turn, deed)
            case Pressed(_, callback, data):
                key = f"{prefix(at.chat)}c{callback}"[:64]
                return await self._claim(turn, key) if data == CLAIM else NOTHING
            case unknown:
                assert_never(unknown)

    async def _who(self, person: int | None, case: Case) -> Colleague:
        """Say who acts. Whoever has no account is known to residents by the role alone, never by a name of theirs."""
        found = await self._means.colleagues.who(person)
        alias = found.alias or self._means.phrases.say("person_label", case.language)
        return type(found)(found.id, alias)

    async def _wrote(self, turn: Turn, wrote: Wrote) -> Said:
        found = orders.order(wrote.text, self._means.bot())
        if wrote.album:
            await self._means.albums.add(turn.case.id, wrote, await self._moves.seen(turn))
            return NOTHING
        if found is not None:
            return await self._ordered(turn, found, wrote)
        instead = await self._speaking.reworded(turn, wrote)
        if instead is not None:
            return instead
        given = ((wrote.at.message, wrote.media, wrote.unique),) if wrote.media else ()
        return await self._speaking.say(turn, wrote.text, turn.key, seen=await self._moves.seen(turn), given=given)

    async def gathered(self, album: Gathered) -> Said:
        """Send an album of which nothing more is on its way; one whose words are a note stays here."""
        case = await self._book.case(album.kept.case_id)
        if case is None:
            return Said(self._words.say("missing"))
        at = album.at
        turn = Turn(case, await self._who(at.who, case), at, f"{prefix(at.chat)}{at.message}")
        found = orders.order(album.caption, self._means.bot())
        if found is not None:
            return await self._ordered(turn, found, Wrote(at, album.caption))
        return await self._speaking.say(turn, album.caption, turn.key, seen=album.seen, given=album.items)

    async def _changed(self, turn: Turn, changed: Changed) -> Said:  # noqa: PLR0911 - a line an outcome
        """Take another wording: of words that were refused it is a first one."""
        found = orders.order(changed.text, self._means.bot())
        if found is not None:
            return Said(self._words.say("note_fixed")) if found.name == "note" else NOTHING
        rewritten = await self._speaking.rewritten(turn, changed.text)
        if rewritten is not None:
            return rewritten
        case_id, who = turn.case.id, turn.who.id
        correction = await swapping.correction(self._book, case_id, turn.key, who, changed, self._means.pack)
        match await self._means.corrections.correct(turn.case.id, correction):
            case Corrected.UNKNOWN if not changed.media:
                return await self._speaking.say(turn, changed.text, turn.key, seen=await self._moves.seen(turn))
            case Corrected.UNKNOWN:
                return NOTHING
            case Corrected.DONE:
                return Said(self._words.say("fixed"))
            case Corrected.SAME:
                return NOTHING
            case Corrected.UNTRANSLATED:
                return await self._speaking.fix(turn, changed.text)
            case Corrected.CANNOT | Corrected.NOT_YOURS | Corrected.CLOSED:
                return Said(self._words.say("unfixed"))
            case unknown:
                assert_never(unknown)

    async def _ordered(self, turn: Turn, order: Order, wrote: Wrote) -> Said:  # noqa: PLR0911 - a line a command
        match order.name:
            case "claim" | "release" | "resume" | "urgent" | "calm" | "note":
                return await self._simple(turn, order)
            case "resolve":
                return await self._resolve(turn, order.rest)
            case "hold":
                return await self._hold(turn, order.rest)
            case "send":
                return await self._speaking.send(turn, wrote)
            case "resend":
                return await self._speaking.resend(turn, wrote)
            case "translate":
                return await self._translate(turn, order.rest, wrote)
            case "help":
                return Said(self._words.say("help", reasons=self._words.say("reasons")))
            case _:
                return Said(self._words.say("no_such_command")) if order.rest else NOTHING

    async def _simple(self, turn: Turn, order: Order) -> Said:
        """Make a move that needs nothing but what stands behind the command."""
        who, urgent = turn.who.id, order.name == "urgent"
        moves: dict[str, tuple[Move, Said | None]] = {
            "claim": (Claim(who, turn.alias), None),
            "release": (Release(who, order.rest), None),
            "resume": (Resume(who, turn.alias), None),
            "note": (Remark(who, order.rest), NOTED),
        }
        urged = (Urge(who, urgent=urgent), Said(self._words.say("urged" if urgent else "calmed")))
        move, done = moves.get(order.name, urged)
        return await self._moves.make(turn, move, done=done)

    async def _claim(self, turn: Turn, key: str) -> Said:
        return await self._moves.make(turn, Claim(turn.who.id, turn.alias), key=key)

    async def _resolve(self, turn: Turn, rest: str) -> Said:
        reason = orders.reason(rest)
        if reason is None:
            return Said(self._words.say("no_such_reason", reasons=self._words.say("reasons")))
        return await self._moves.make(turn, Resolve(turn.who.id, reason), seen=await self._moves.seen(turn))

    async def _hold(self, turn: Turn, rest: str) -> Said:
        until = orders.until(rest, self._means.clock())
        if until is None:
            return Said(self._words.say("past"))
        due = sheets.moment(until, self._means.clock())
        return await self._moves.make(
            turn, Hold(turn.who.id, turn.alias, until), done=Said(self._words.say("held", due=due))
        )

    async def _translate(self, turn: Turn, rest: str, wrote: Wrote) -> Said:
        """Turn the translation of a case on or off; as an answer to a line, have that one translated (again)."""
        given, asked = rest.strip().lower(), self._book.translations
        if given in orders.SWITCHES:
            on = orders.SWITCHES[given]
            done = await asked.switch(turn.case.id, turn.who.id, turn.key, on=on)
            return Said(self._words.say(("translate_on" if on else "translate_off") if done else "missing"))
        if given or wrote.answers is None:
            return Said(self._words.say("translate_how"))
        line = await self._line(turn, wrote.answers[0])
        done = line is not None and await asked.again(turn.case.id, line, self._words.language, turn.who.id)
        return NOTED if done else Said(self._words.say("translate_nothing"))

    async def _line(self, turn: Turn, message: int) -> int | None:
        """Give the line that a message of ours shows and that has no translation (yet): the newest one in it."""
        post = next((each for each in await self._means.board.posts(turn.case.id) if message in each.messages), None)
        view = await self._book.read(turn.case.id, reader=self._words.language)
        if post is None or view is None or not post.key.startswith("line:"):
            return None
        first = int(post.key.partition(":")[2])
        lines = (line for line in view.lines if first <= line.position <= post.last and line.who is Who.RESIDENT)
        lacking = [line.position for line in lines if line.translation is None or line.translation.stage in _LACKING]
        return lacking[-1] if lacking else None
