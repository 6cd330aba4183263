"""What staff do in the group becomes a move of the case: once, by the console's rules, before Telegram is answered.

What was refused is said below the message it is about; what was done shows by the marks that the
keeper sets, so that neither is lost when a process ends in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from adapters.casebook import Done, Refusal
from adapters.casebook.correcting import Corrected
from adapters.telegram.enclosed import enclosure
from adapters.telegram.parse import CHANNEL
from adapters.telegram.staff import orders, sheets, swapping
from adapters.telegram.staff.keeper import CLAIM, prefix
from adapters.telegram.staff.reading import Changed, Pressed, Wrote
from bot.case import CaseState, Claim, Hold, Release, Remark, Resolve, Resume, Speak, Urge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from adapters.casebook.correcting import Corrections
    from adapters.pinboard import Pinboard
    from adapters.telegram.staff.albums import Albums, Gathered
    from adapters.telegram.staff.orders import Order
    from adapters.telegram.staff.ports import Book, Colleague, Colleagues
    from adapters.telegram.staff.reading import Place
    from adapters.telegram.staff.words import Words
    from bot.case import Case, Move
    from bot.parcel import Parcel
    from bot.phrases import Phrasebook
    from bot.reply import Reply

TEXT_ONLY = "no_files"
_CHANNELS = {"line": "LINE", "telegram": "Telegram"}
_DONE = {
    Claim: "claimed", Release: "released", Hold: "held", Resume: "resumed", Resolve: "resolved_done",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said to whoever did something; ``mark`` instead, where a sign is enough."""

    text: str = ""
    mark: str = ""


NOTHING = Said()
NOTED = Said(mark="✍")
HEARD = Said(mark="👌")


@dataclass(frozen=True, slots=True)
class Means:
    """What acting works with.

    pack  makes the call that changes a counselor's words where they stand (``render.pack_edit``)
    bot   gives the name by which commands call us, "" while it is not known
    """

    book: Book
    corrections: Corrections
    board: Pinboard
    albums: Albums
    colleagues: Colleagues
    words: Words
    phrases: Phrasebook
    pack: Callable[[Reply, Sequence[str]], Parcel | None]
    clock: Callable[[], datetime]
    bot: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody who does something about a case, and by which key."""

    case: Case
    who: Colleague
    at: Place
    key: str

    @property
    def alias(self) -> str:
        return self.who.alias


class Acting:
    """Makes moves. ``StoreError`` when Telegram has to bring the update again; then it makes no second one."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._book, self._words = means.book, means.words

    async def act(self, deed: Wrote | Changed | Pressed) -> Said:
        """Do what somebody of the group did; gives what to say to them."""
        at = deed.at
        case_id = await self._means.board.case_of(at.chat, at.thread)
        if case_id is None:
            return NOTHING
        case = await self._book.case(case_id)
        if case is None:
            return Said(self._words.say("missing"))
        turn = _Turn(case, await self._who(at.who, case), at, f"{prefix(at.chat)}{at.message}")
        match deed:
            case Wrote():
                return await self._wrote(turn, deed)
            case Changed():
                return await self._changed(turn, deed)
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

    async def _wrote(self, turn: _Turn, wrote: Wrote) -> Said:
        found = orders.order(wrote.text, self._means.bot())
        if wrote.album:
            await self._means.albums.add(turn.case.id, wrote, await self._seen(turn))
            return NOTHING
        if found is not None:
            return await self._ordered(turn, found, wrote)
        given = ((wrote.at.message, wrote.media, wrote.unique),) if wrote.media else ()
        return await self._speak(turn, wrote.text, turn.key, seen=await self._seen(turn), given=given)

    async def gathered(self, album: Gathered) -> Said:
        """Send an album of which nothing more is on its way; one whose words are a note stays here."""
        case = await self._book.case(album.kept.case_id)
        if case is None:
            return Said(self._words.say("missing"))
        at = album.at
        turn = _Turn(case, await self._who(at.who, case), at, f"{prefix(at.chat)}{at.message}")
        found = orders.order(album.caption, self._means.bot())
        if found is not None:
            return await self._ordered(turn, found, Wrote(at, album.caption))
        return await self._speak(turn, album.caption, turn.key, seen=album.seen, given=album.items)

    async def _changed(self, turn: _Turn, changed: Changed) -> Said:  # noqa: PLR0911 - a line an outcome
        """Take another wording: of words that were refused it is a first one."""
        found = orders.order(changed.text, self._means.bot())
        if found is not None:
            return Said(self._words.say("note_fixed")) if found.name == "note" else NOTHING
        case_id, who = turn.case.id, turn.who.id
        correction = await swapping.correction(self._book, case_id, turn.key, who, changed, self._means.pack)
        match await self._means.corrections.correct(turn.case.id, correction):
            case Corrected.UNKNOWN if not changed.media:
                return await self._speak(turn, changed.text, turn.key, seen=await self._seen(turn))
            case Corrected.UNKNOWN:
                return NOTHING
            case Corrected.DONE:
                return Said(self._words.say("fixed"))
            case Corrected.SAME:
                return NOTHING
            case Corrected.UNTRANSLATED:
                return Said(self._words.say("untranslated"))
            case Corrected.CANNOT | Corrected.NOT_YOURS | Corrected.CLOSED:
                return Said(self._words.say("unfixed"))
            case unknown:
                assert_never(unknown)

    async def _ordered(self, turn: _Turn, order: Order, wrote: Wrote) -> Said:  # noqa: PLR0911 - a line a command
        match order.name:
            case "claim" | "release" | "resume" | "urgent" | "calm" | "note":
                return await self._simple(turn, order)
            case "resolve":
                return await self._resolve(turn, order.rest)
            case "hold":
                return await self._hold(turn, order.rest)
            case "send":
                return await self._send(turn, wrote)
            case "resend":
                return await self._resend(turn, wrote)
            case "help":
                return Said(self._words.say("help", reasons=self._words.say("reasons")))
            case _:
                return Said(self._words.say("no_such_command")) if order.rest else NOTHING

    async def _simple(self, turn: _Turn, order: Order) -> Said:
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
        return await self._move(turn, move, done=done)

    async def _claim(self, turn: _Turn, key: str) -> Said:
        return await self._move(turn, Claim(turn.who.id, turn.alias), key=key)

    async def _resolve(self, turn: _Turn, rest: str) -> Said:
        reason = orders.reason(rest)
        if reason is None:
            return Said(self._words.say("no_such_reason", reasons=self._words.say("reasons")))
        return await self._move(turn, Resolve(turn.who.id, reason), seen=await self._seen(turn))

    async def _hold(self, turn: _Turn, rest: str) -> Said:
        until = orders.until(rest, self._means.clock())
        if until is None:
            return Said(self._words.say("past"))
        due = sheets.moment(until, self._means.clock())
        return await self._move(turn, Hold(turn.who.id, turn.alias, until), done=Said(self._words.say("held", due=due)))

    async def _send(self, turn: _Turn, wrote: Wrote) -> Said:
        """Send a message that was refused, now that its writer has read what came meanwhile."""
        number, text, media = wrote.answers or (0, "", "")
        if not text and not media:
            return Said(self._words.say("answer_to"))
        given = ((number, media),) if media else ()
        return await self._speak(turn, text, f"{prefix(turn.at.chat)}{number}", confirmed=True, given=given)

    async def _resend(self, turn: _Turn, wrote: Wrote) -> Said:
        if wrote.answers is None:
            return Said(self._words.say("resend_to"))
        key = f"{prefix(turn.at.chat)}{wrote.answers[0]}"
        view = await self._book.read(turn.case.id)
        line = next((line for line in view.lines if line.key == key), None) if view is not None else None
        done = line is not None and await self._book.resend(turn.case.id, line.position, turn.who.id)
        return Said(self._words.say("resent" if done else "not_resent"))

    async def _speak(  # noqa: PLR0913 - words and their circumstances
        self,
        turn: _Turn,
        text: str,
        key: str,
        *,
        seen: int | None = None,
        confirmed: bool = False,
        given: Sequence[tuple[int, str] | tuple[int, str, str]] = (),
    ) -> Said:
        if given and turn.case.channel != CHANNEL:
            channel = _CHANNELS.get(turn.case.channel) or self._words.say("web")
            return Said(self._words.say(TEXT_ONLY, channel=channel))
        enclosed = tuple(enclosure(kind, turn.at.chat, number, *which) for number, kind, *which in given)
        # What is copied within Telegram goes nowhere else; words go to where the resident wrote last.
        move = Speak(turn.who.id, turn.alias, text, enclosed, turn.case.id if enclosed else "")
        return await self._move(turn, move, key=key, seen=seen, confirmed=confirmed, done=NOTHING)

    async def _move(  # noqa: PLR0913 - a move and its circumstances
        self,
        turn: _Turn,
        move: Move,
        *,
        key: str = "",
        seen: int | None = None,
        confirmed: bool = False,
        done: Said | None = None,
    ) -> Said:
        answer = await self._book.act(turn.case.id, move, key or turn.key, seen=seen, confirmed=confirmed)
        match answer:
            case Done(_, again):
                if again:
                    return NOTHING
                return done if done is not None else Said(self._words.say(_DONE[type(move)]))
            case Refusal():
                return Said(await self._why(answer, move))
            case unknown:
                assert_never(unknown)

    async def _why(self, refusal: Refusal, move: Move) -> str:
        why = refusal.why
        if why == "not-yours" and refusal.by is None:
            if refusal.case is not None and refusal.case.state is CaseState.CALLBACK and not refusal.case.urgent:
                return self._words.say("not-waiting")
            return self._words.say("unclaimed" if isinstance(move, Speak) else "unclaimed_case")
        if not self._words.knows(why):
            return self._words.say("refused", why=why)
        name = await self._means.colleagues.name(refusal.by) or refusal.alias or self._words.say("unknown_person")
        return self._words.say(why, name=name, count=len(refusal.missed), why=why)

    async def _seen(self, turn: _Turn) -> int:
        """Say up to where somebody can have read who wrote a message: what stood in the topic before it."""
        posts = await self._means.board.posts(turn.case.id)
        return max((post.last for post in posts if post.messages and max(post.messages) < turn.at.message), default=0)
