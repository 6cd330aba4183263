"""The numbers of the platform. Documented ones as on 2026-11-23 (core.telegram.org/bots/api, /bots/faq)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What the stand-in holds a bot to. Times are seconds; a test makes them shorter, never the code longer."""

    strict: bool = True
    """Refuse parameters and fields that the Bot API does not document. The real server ignores them silently."""
    lean: bool = False
    """For load: no links or commands found in texts, no bodies of updates in the journal, nobody woken at screens."""

    rates: bool = True
    """Answer 429. The FAQ names about 1 message a second in a chat, 20 a minute in a group, 30 a second overall."""
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20
    overall_per_second: int = 30
    retry_after: int | None = None
    """The wait named by a 429; None: as long as it really takes, in whole seconds."""

    text_limit: int = 4096
    """Code points of a text after its entities are parsed (TDLib counts utf8_length)."""
    caption_limit: int = 1024
    raw_limit: int = 32768
    """Bytes of a text before parsing."""
    callback_data_limit: int = 64
    """Bytes."""
    answer_limit: int = 200
    """Characters of an answer to a tap."""

    callback_life: float = 60.0
    """How long a tap can be answered. Not documented; afterwards the query is too old."""
    message_retention: float = 86400.0
    callback_retention: float = 150.0
    typing: float = 5.0
    deletable: float = 172800.0
    """A bot may delete messages of the last 48 hours."""

    webhook_timeout: float = 60.0
    webhook_spacing: float = 1.0
    """A second setWebhook within this time is answered 429, as the real server does."""
    max_connections: int = 40
    backoff: float = 1.0
    """What the waits between repeated deliveries are multiplied by, Retry-After included."""
    backoff_cap: float = 60.0
    """The longest wait is a random one between this and its double."""
    poll_limit: float = 50.0
    """The longest long poll."""
    hang: float = 120.0
    """How long an injected time-out holds the line when the bot does not give up."""
