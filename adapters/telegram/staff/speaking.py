"""What staff write to the resident: sent at once, or shown in translation first and sent by a tap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.casebook import Done
from adapters.casebook.correcting import Corrected, Correction
from adapters.telegram.enclosed import enclosure
from adapters.telegram.parse import CHANNEL
from adapters.telegram.staff import previews, translated
from adapters.telegram.staff.draft import Draft
from adapters.telegram.staff.keeper import prefix
from adapters.telegram.staff.means import NOTHING, Said
from bot.case import Speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.telegram.staff.draft import Kept
    from adapters.telegram.staff.means import Means, Turn
    from adapters.telegram.staff.moves import Moves
    from adapters.telegram.staff.reading import Pressed, Wrote
    from bot.case import Case

TEXT_ONLY = "no_files"
_CHANNELS = {"line": "LINE", "telegram": "Telegram"}
_STALE = "stale"


class Speaking:
    """Says what staff write; ``moves`` makes the moves."""

    def __init__(self, means: Means, moves: Moves) -> None:
        self._means = means
        self._moves = moves
        self._book, self._words, self._previewing = means.book, means.words, means.previewing
        self._drafts = means.previewing.drafts

    async def say(  # noqa: PLR0913 - words and their circumstances
        self,
        turn: Turn,
        text: str,
        key: str,
        *,
        seen: int | None = None,
        confirmed: bool = False,
        given: Sequence[tuple[int, str] | tuple[int, str, str]] = (),
    ) -> Said:
        """Say something to the resident; where they read another language, show first what they will read."""
        if given and turn.case.channel != CHANNEL:
            channel = _CHANNELS.get(turn.case.channel) or self._words.say("web")
            return Said(self._words.say(TEXT_ONLY, channel=channel))
        items = tuple((number, kind, "".join(which)) for number, kind, *which in given)
        draft = await self._draft(turn, text, key, items)
        if draft is not None:
            await self._previewing.keep(turn.case.id, replace(draft, seen=seen or 0, sure=confirmed))
            return NOTHING
        move = self._move(turn, turn.case, text, items)
        return await self._moves.make(turn, move, key=key, seen=seen, confirmed=confirmed, done=NOTHING)

    async def send(self, turn: Turn, wrote: Wrote) -> Said:
        """Send a message that was refused, now that its writer has read what came meanwhile."""
        number, text, media = wrote.answers or (0, "", "")
        if not text and not media:
            return Said(self._words.say("answer_to"))
        for kept in (
            await self._drafts.of_message(turn.case.id, number),
            await self._drafts.of_preview(turn.case.id, number),
        ):
            if kept is not None and kept.draft.dropped:
                await self._previewing.reword(kept, text)
                return NOTHING
            if kept is not None:
                return await self._sent(turn, kept, confirmed=True)
        given = ((number, media),) if media else ()
        return await self.say(turn, text, f"{prefix(turn.at.chat)}{number}", confirmed=True, given=given)

    async def resend(self, turn: Turn, wrote: Wrote) -> Said:
        """Send once more what has not arrived."""
        if wrote.answers is None:
            return Said(self._words.say("resend_to"))
        key = f"{prefix(turn.at.chat)}{wrote.answers[0]}"
        view = await self._book.read(turn.case.id)
        line = next((line for line in view.lines if line.key == key), None) if view is not None else None
        done = line is not None and await self._book.resend(turn.case.id, line.position, turn.who.id)
        return Said(self._words.say("resent" if done else "not_resent"))

    async def reworded(self, turn: Turn, wrote: Wrote) -> Said | None:
        """Take a text below a preview as what is to be sent instead; None where it is below something else."""
        if wrote.answers is None or wrote.media or not wrote.text:
            return None
        kept = await self._drafts.of_preview(turn.case.id, wrote.answers[0])
        if kept is None:
            return None
        await self._previewing.reword(kept, wrote.text)
        return NOTHING

    async def rewritten(self, turn: Turn, text: str) -> Said | None:
        """Take another wording of a message whose preview nobody has decided on; None where there is no such."""
        kept = await self._drafts.of_message(turn.case.id, turn.at.message)
        if kept is None:
            return None
        if kept.draft.text != text:
            await self._previewing.reword(kept, text)
        return NOTHING

    async def fix(self, turn: Turn, text: str) -> Said:
        """Show what another wording becomes, of words that the resident has read in translation."""
        draft = await self._draft(turn, text, turn.key, (), fresh=False)
        if draft is None:
            return Said(self._words.say("untranslated"))
        await self._previewing.keep(turn.case.id, replace(draft, fixes=True, sure=True))
        return NOTHING

    async def press(self, turn: Turn, pressed: Pressed) -> Said:
        """Do what a button of a preview says."""
        verb, message, number = previews.read(pressed.data) or ("", 0, 0)
        kept = await self._drafts.of_message(turn.case.id, message)
        if kept is None or kept.draft.turn != number or kept.draft.dropped:
            self._previewing.bare(turn.at.message)
            return Said(self._words.say("preview_over"))
        match verb:
            case previews.SEND:
                return await self._sent(turn, kept)
            case previews.AS_IS:
                return await self._sent(turn, kept, as_written=True)
            case previews.DROP:
                await self._drafts.change(kept, kept.draft.emptied())
                self._previewing.bare(kept.draft.shown)
                return Said(self._words.say("preview_dropped"))
            case _:
                fresh = replace(kept.draft, turn=number + 1, shown=0, trouble=None)
                if await self._drafts.change(kept, fresh) is not None:
                    self._previewing.bare(kept.draft.shown)
                return NOTHING

    async def _draft(
        self, turn: Turn, text: str, key: str, items: tuple[tuple[int, str, str], ...], *, fresh: bool = True
    ) -> Draft | None:
        """Give the draft of words that somebody is to see in translation first; None where there is none to be seen.

        Whoever does not have the case is told so at once. ``fresh``: nothing may have been said by this key before.
        """
        if turn.case.owner != turn.who.id or not turn.case.state.open:
            return None
        pair = await self._previewing.wanted(turn.case.id, text, key if fresh else "", turn.case.id if items else "")
        message = key.rpartition("-")[2]
        if pair is None or not message.isdecimal():
            return None
        return Draft(replace(turn.at, message=int(message)), key, text, *pair, items=items)

    async def _sent(self, turn: Turn, kept: Kept, *, confirmed: bool = False, as_written: bool = False) -> Said:
        draft = kept.draft
        if not as_written and not draft.translated:
            return Said(self._words.say("preview_not_yet"))
        if not as_written and draft.losses and not draft.warned:
            # What is lost is named at the first tap; the second one sends it all the same.
            warned = replace(draft, warned=True)
            if await self._drafts.change(kept, warned) is not None and draft.shown:
                self._previewing.show(warned)
            things = translated.listed(draft.losses, self._previewing.reader)
            return Said(self._words.say("preview_sure", things=things))
        if draft.fixes:
            return await self._fixed(turn, kept, as_written=as_written)
        move = self._move(turn, turn.case, draft.text, draft.items)
        if not as_written:
            move = replace(move, translated=draft.translated, written=draft.source)
        seen = max(draft.seen, await self._moves.seen(turn, draft.shown)) if draft.shown else draft.seen
        answer = await self._moves.answer(turn, move, key=draft.key, seen=seen, confirmed=confirmed or draft.sure)
        if isinstance(answer, Done):
            return await self._ended(kept, "preview_as_written" if as_written else "preview_sent")
        if answer.why == _STALE:
            # They are told what came meanwhile: the next tap sends it.
            await self._drafts.change(kept, replace(draft, sure=True))
            return Said(self._words.say("preview_stale", count=len(answer.missed)))
        return Said(await self._moves.why(answer, move))

    async def _fixed(self, turn: Turn, kept: Kept, *, as_written: bool) -> Said:
        draft = kept.draft
        name = f"{draft.key}-t{draft.turn}{'w' if as_written else ''}"
        correction = Correction(
            draft.key, turn.who.id, draft.text, name, self._means.pack,
            translated="" if as_written else draft.translated, written=draft.source,
        )  # fmt: skip
        done = await self._means.corrections.correct(turn.case.id, correction)
        return await self._ended(kept, "fixed" if done in {Corrected.DONE, Corrected.SAME} else "unfixed")

    async def _ended(self, kept: Kept, word: str) -> Said:
        await self._drafts.done(kept)
        self._previewing.bare(kept.draft.shown)
        return Said(self._words.say(word))

    @staticmethod
    def _move(turn: Turn, case: Case, text: str, items: Sequence[tuple[int, str, str]]) -> Speak:
        enclosed = tuple(
            enclosure(kind, turn.at.chat, number, *([which] if which else [])) for number, kind, which in items
        )
        # What is copied within Telegram goes nowhere else; words go to where the resident wrote last.
        return Speak(turn.who.id, turn.alias, text, enclosed, case.id if enclosed else "")
