"""Everything that can go wrong between the rooms, drawn once.

MadoguchiError
├── KnowledgeError     the library on disk cannot be read: says path, line and what to do
├── SettingsError      the environment does not make sense: all problems together
├── StoreError         the record cannot be written or read
│   ├── StoreBusy      too much is waiting: try again later (HTTP 503, Retry-After)
│   ├── StoreLocked    another process already writes this database
│   └── StaleConversation   the talk went on meanwhile: decide anew
│       └── AlreadyAnswered   the message has its answer: drop it
└── SendError          a platform did not take a message; ``retry`` says whether to try again
"""

from __future__ import annotations


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


class StaleConversation(StoreError):  # noqa: N818
    """The talk went on while this step was decided: open it again and decide anew."""


class AlreadyAnswered(StaleConversation):
    """The message has its answer, or was erased: drop it and go on."""


class SendError(MadoguchiError):
    """A platform refused or did not answer. One boolean decides whether to try again."""

    def __init__(self, reason: str, *, retry: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
