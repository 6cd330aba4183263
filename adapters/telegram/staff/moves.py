"""A move of staff's in the group: made once, by the console's rules; what was refused is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from adapters.casebook import Done, Refusal
from adapters.telegram.staff.means import NOTHING, Said
from bot.case import CaseState, Claim, Hold, Release, Resolve, Resume, Speak

if TYPE_CHECKING:
    from adapters.telegram.staff.means import Means, Turn
    from bot.case import Move

_DONE = {
    Claim: "claimed", Release: "released", Hold: "held", Resume: "resumed", Resolve: "resolved_done",
}  # fmt: skip


class Moves:
    """Makes them."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._book, self._words = means.book, means.words

    async def make(  # noqa: PLR0913 - a move and its circumstances
        self,
        turn: Turn,
        move: Move,
        *,
        key: str = "",
        seen: int | None = None,
        confirmed: bool = False,
        done: Said | None = None,
    ) -> Said:
        """Make a move; gives what to say of it."""
        answer = await self.answer(turn, move, key=key, seen=seen, confirmed=confirmed)
        match answer:
            case Done(_, again):
                if again:
                    return NOTHING
                return done if done is not None else Said(self._words.say(_DONE[type(move)]))
            case Refusal():
                return Said(await self.why(answer, move))
            case unknown:
                assert_never(unknown)

    async def answer(
        self, turn: Turn, move: Move, *, key: str = "", seen: int | None = None, confirmed: bool = False
    ) -> Done | Refusal:  # fmt: skip
        """Make a move; gives what the casebook says."""
        return await self._book.act(turn.case.id, move, key or turn.key, seen=seen, confirmed=confirmed)

    async def why(self, refusal: Refusal, move: Move) -> str:
        """Say why a move was not made."""
        why = refusal.why
        if why == "not-yours" and refusal.by is None:
            if refusal.case is not None and refusal.case.state is CaseState.CALLBACK and not refusal.case.urgent:
                return self._words.say("not-waiting")
            return self._words.say("unclaimed" if isinstance(move, Speak) else "unclaimed_case")
        if not self._words.knows(why):
            return self._words.say("refused", why=why)
        name = await self._means.colleagues.name(refusal.by) or refusal.alias or self._words.say("unknown_person")
        return self._words.say(why, name=name, count=len(refusal.missed), why=why)

    async def seen(self, turn: Turn, before: int = 0) -> int:
        """Say up to where somebody can have read: what stood in the topic before their message, or before another."""
        posts, message = await self._means.board.posts(turn.case.id), before or turn.at.message
        return max((post.last for post in posts if post.messages and max(post.messages) < message), default=0)
