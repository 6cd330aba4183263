"""Everything that can go wrong between the rooms, drawn once.

MadoguchiError
├── KnowledgeError     the library on disk cannot be read: says path, line and what to do
├── SettingsError      the environment does not make sense: all problems together
├── StoreError         the record cannot be written or read
│   ├── StoreBusy      too much is waiting: try again later (HTTP 503, Retry-After)
│   ├── StoreLocked    another process already writes this database
│   ├── StoreAway      the database server does not answer: ask again later
│   └── StaleConversation   the talk went on meanwhile: decide anew
│       ├── AlreadyAnswered   the message has its answer: drop it
│       ├── OutOfTurn         an older message of this talk waits: answer that first
│       └── LaneLost          another process answers this talk now: drop it
├── SendError          a platform did not take a message; it says what may be done about that
└── TranslationError   there is no translation, and why
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.translation import Trouble


class MadoguchiError(Exception):
    """Base of all errors that we raise ourselves. Its text never holds a person's words."""


class KnowledgeError(MadoguchiError):
    """The library cannot be loaded."""


class SettingsError(MadoguchiError):
    """Settings are missing or wrong; ``problems`` names each with what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StoreError(MadoguchiError):
    """The database did not take or give what was asked."""


class StoreBusy(StoreError):  # noqa: N818 - a state, said in the caller's words
    """More is waiting than can be worked off soon; ``retry_after`` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the counter is full, try again in {retry_after} s")
        self.retry_after = retry_after


class StoreLocked(StoreError):  # noqa: N818
    """Another process holds the database's lock file."""


class StoreAway(StoreError):  # noqa: N818
    """The database server does not answer (yet, or any more): the same may work later."""


class StaleConversation(StoreError):  # noqa: N818
    """The talk went on while this step was decided: open it again and decide anew."""


class AlreadyAnswered(StaleConversation):
    """The message has its answer, or was erased: drop it and go on."""


class OutOfTurn(StaleConversation):
    """An older message of this talk still waits: answer that one first."""


class LaneLost(StaleConversation):
    """This process does not answer the talk any more: another one has taken it over."""


class SendError(MadoguchiError):
    """A platform did not take a parcel, or did not say whether it did.

    reason  short and technical ("429", "timeout", "reply token"): it is shown and counted
    retry   trying once more may help and can do no harm
    unsure  the platform may have taken it. With ``retry`` a repetition is harmless (the platform
            knows the key); without it the parcel stays uncertain and is never repeated blindly
    wait    seconds the platform asked for, None when it did not say
    route   go on by this way instead, at once; it was certainly not taken on the former one
    gone    nobody is there any more (blocked, left): nothing else may be sent to this talk
    broad   it concerns the whole channel (a rate or quota), not this talk alone
    """

    def __init__(  # noqa: PLR0913 - each says one thing the sender must know
        self,
        reason: str,
        *,
        retry: bool,
        unsure: bool = False,
        wait: float | None = None,
        route: str | None = None,
        gone: bool = False,
        broad: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.unsure = unsure
        self.wait = wait
        self.route = route
        self.gone = gone
        self.broad = broad


class TranslationError(MadoguchiError):
    """A text was not translated; ``trouble`` says why, and whether another try may help."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
