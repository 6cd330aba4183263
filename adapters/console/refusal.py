"""What ends a request early: a refusal in words, or the way to the door."""

from __future__ import annotations

from bot.errors import MadoguchiError


class Refused(MadoguchiError):  # noqa: N818 - a state, said in the caller's words
    """What was asked is refused: a status for the browser, the key of a sentence for the person."""

    def __init__(self, status: int, word: str, *, retry_after: int = 0, **slots: str) -> None:
        super().__init__(f"{status} {word}")
        self.status = status
        self.word = word
        self.retry_after = retry_after
        self.slots = slots


class Elsewhere(MadoguchiError):  # noqa: N818
    """Not from here: the person has to go somewhere else first (to sign in, to finish what they began)."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
