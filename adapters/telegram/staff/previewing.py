"""Words of staff's for somebody who reads another language: nothing is sent before somebody has seen the translation.

What was written is kept before Telegram is answered. Then, while the group is followed, it is translated there and
back, and shown below itself with buttons; only a tap sends it, by the key of the message: once, whoever taps.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

from adapters.casebook.translating import alike
from adapters.telegram.split import LIMIT, markup, split
from adapters.telegram.staff import previews
from adapters.telegram.staff.posting import ROOM_FOR_A_MARK
from adapters.telegram.staff.room import Hitch
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from adapters.pinboard import Pinboard
    from adapters.telegram.staff.draft import Draft, Kept
    from adapters.telegram.staff.drafts import Drafts
    from adapters.telegram.staff.interpreting import Interpreter
    from adapters.telegram.staff.ports import Book
    from adapters.telegram.staff.posting import Posting
    from adapters.telegram.staff.room import Room
    from adapters.telegram.staff.sheets import Reader

log = logging.getLogger(__name__)

AGAIN_S = 5.0


class Previewing:
    """Makes previews. Of one group; what is in hand here is in hand in one process only.

    do  makes a small call that nobody waits for (``Errands.do``)
    """

    def __init__(  # noqa: PLR0913, PLR0917 - everything is passed in, nothing is reached for
        self, drafts: Drafts, interpreter: Interpreter | None, book: Book, board: Pinboard, posting: Posting,
        room: Room, reader: Reader, do: Callable[[Coroutine[None, None, object]], None],
    ) -> None:  # fmt: skip
        self.drafts = drafts
        self._interpreter = interpreter
        self._book = book
        self._board = board
        self._posting = posting
        self._room = room
        self._reader = reader
        self._do = do
        self._running: dict[str, asyncio.Task[None]] = {}
        self._rests: dict[str, float] = {}

    @property
    def reader(self) -> Reader:
        """Give who reads in the group."""
        return self._reader

    async def wanted(self, case_id: str, text: str, key: str, via: str = "") -> tuple[str, str] | None:
        """Say from what into what words are to be translated; None where they are to be read as they are.

        Nor where they were said already, by the same key: then it is an update that comes again.
        """
        if self._interpreter is None:
            return None
        view = await self._book.read(case_id, reader=self._reader.words.language)
        target = await self._book.translations.spoken(case_id, via)
        if view is None or not view.translated or target is None or not any(map(str.isalpha, text)):
            return None
        if key and await self._book.translations.said(case_id, key):
            return None
        source = await self._interpreter.language(text)
        return (source, target) if self._interpreter.helps(source, target) else None

    async def keep(self, case_id: str, draft: Draft) -> None:
        """Keep words until somebody has seen their translation."""
        await self.drafts.begin(case_id, draft)

    async def reword(self, kept: Kept, text: str) -> None:
        """Take what somebody wrote below a preview: other words of their own language, or a better translation."""
        if self._interpreter is None:
            return
        draft = kept.draft
        language = await self._interpreter.language(text, draft.target)
        fresh = replace(draft, turn=draft.turn + 1, shown=0, trouble=None, warned=False, dropped=False)
        if alike(language, draft.target):
            # Whatever is in it again was found by whoever wrote it.
            there = normalize("NFKC", text)
            losses = tuple(loss for loss in draft.losses if normalize("NFKC", loss.original) not in there)
            fresh = replace(fresh, translated=text, back="", own=True, losses=losses)
        else:
            home = await self._interpreter.language(text)
            fresh = replace(fresh, text=text, source=home, translated="", back="", own=False, losses=(), held=False)
        if await self.drafts.change(kept, fresh) is not None:
            self.bare(draft.shown)

    def bare(self, message: int) -> None:
        """Take the buttons away from a preview: nobody waits for that, and nothing depends on it."""
        if message:
            self._do(self._room.strip(message))

    def work(self, waiting: Sequence[Kept]) -> None:
        """Begin with those that nobody has in hand here."""
        now = asyncio.get_running_loop().time()
        for kept in waiting:
            name = _name(kept)
            if name in self._running or self._rests.get(name, 0.0) > now:
                continue
            task = asyncio.create_task(self._one(kept))
            self._running[name] = task
            task.add_done_callback(partial(self._over, name))
        known = {_name(kept) for kept in waiting}
        self._rests = {name: until for name, until in self._rests.items() if name in known}

    async def close(self) -> None:
        """Let go of what is in hand: it is made anew after the next start."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def busy(self) -> bool:
        """Say whether anything is being translated here."""
        return bool(self._running)

    def _over(self, name: str, _: asyncio.Task[None]) -> None:
        self._running.pop(name, None)

    async def _one(self, kept: Kept) -> None:
        try:
            await self._made(kept)
        except Hitch as hitch:
            log.warning("a preview waits (%s)", hitch.reason)
            self._rest(kept, max(hitch.wait, AGAIN_S))
        except StoreError:
            self._rest(kept, AGAIN_S)
        except Exception as error:  # noqa: BLE001 - one odd draft must not hide all others
            log.error("a preview cannot be made: %s", type(error).__name__)  # noqa: TRY400
            self._rest(kept, 10 * AGAIN_S)

    def _rest(self, kept: Kept, seconds: float) -> None:
        self._rests[_name(kept)] = asyncio.get_running_loop().time() + seconds

    async def _made(self, kept: Kept) -> None:
        topic = await self._board.topic(kept.case_id)
        if topic is None or topic.thread is None or self._interpreter is None:
            return
        draft = await self._translated(kept.draft, self._interpreter)
        # Only what is still wanted is shown; and it is noted before, so that a crash in between shows it once more
        # rather than never.
        now = await self.drafts.change(kept, draft)
        if now is None:
            return
        message = 0
        pieces = split(previews.sheet(draft, self._reader), LIMIT - ROOM_FOR_A_MARK)
        for piece in pieces:
            buttons = previews.buttons(draft, self._reader) if piece is pieces[-1] else None
            message = await self._posting.say(topic, markup(piece), buttons, draft.at.message)
        if await self.drafts.change(now, replace(draft, shown=message)) is None:
            self.bare(message)

    @staticmethod
    async def _translated(draft: Draft, interpreter: Interpreter) -> Draft:
        """Give a draft with its translation, if it has none yet."""
        if draft.own and draft.held:
            return draft
        if draft.own:
            back = draft.back or await interpreter.back(draft.translated, draft.source, draft.target)
            return replace(draft, back=back)
        if draft.translated:
            return draft
        made = await interpreter.preview(draft.text, draft.source, draft.target)
        whole = replace(draft, translated=made.text, back=made.back, way=made.way)
        return replace(whole, losses=made.losses, trouble=made.trouble, held=made.held)

    def show(self, draft: Draft) -> None:
        """Bring the buttons of a preview up to date; nobody waits for that either."""
        pieces = split(previews.sheet(draft, self._reader), LIMIT - ROOM_FOR_A_MARK)
        self._do(self._room.change(draft.shown, markup(pieces[-1]), previews.buttons(draft, self._reader)))


def _name(kept: Kept) -> str:
    return f"{kept.case_id}:{kept.draft.at.message}:{kept.draft.turn}"
