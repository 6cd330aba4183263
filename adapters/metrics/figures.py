"""The figures of the counter. Every label comes from a closed set: nobody's words can become one.

A count costs well under two microseconds: each line of a figure is made once, here, and then found
in a dictionary (``tests/adapters/test_metrics.py`` measures it).
"""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar, assert_never

from prometheus_client import Counter, Gauge, Histogram, Info, ProcessCollector

from bot.parcel import Dead, Later, Sent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prometheus_client import CollectorRegistry

    from bot.parcel import Dispatch, Outcome

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""The program is younger than this: a clock that shows less is wrong."""

CHANNELS = ("web", "line", "telegram", "other")
RESULTS = ("taken", "forged", "malformed", "busy", "failed", "other")
"""Ends of a webhook's call: 2xx; 401 or 403; another 4xx; full, and other 5xx, so that the platform comes again."""

CODES = (
    "ok", "400", "401", "403", "404", "409", "413", "429", "4xx", "500", "502", "503", "504", "5xx",
    "timeout", "network", "reply", "quota", "gone", "other",
)  # fmt: skip
"""Answers of a platform. reply: LINE's reply token had run out, and the answer goes as a push."""
_EXACT = {"token": "401", "unsure": "timeout"}
_WORDS = (
    ("reply", "reply"), ("time", "timeout"), ("quota", "quota"), ("monthly", "quota"), ("block", "gone"),
    ("gone", "gone"), ("reset", "network"), ("connect", "network"), ("network", "network"),
    ("no answer", "network"), ("closed", "network"),
)  # fmt: skip
_CHECKS = ("store", "disk", "clock", "loop", "senders", "channels")
_QUICK = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5)
_SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128)

F = TypeVar("F", Counter, Gauge, Histogram)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at one moment. ``outbox`` gives, by channel, how many parcels and the oldest's age in seconds."""

    inbox: int = 0
    inbox_oldest: float = 0.0
    lanes: int = 0
    outbox: Mapping[str, tuple[int, float]] = field(default_factory=dict)


def code_of(reason: str) -> str:
    """Give the bucket of a platform's answer: a status, or one of our short reasons (``SendError.reason``)."""
    if reason in CODES or reason in _EXACT:
        return _EXACT.get(reason, reason)
    if len(reason) == len("404") and reason.isascii() and reason.isdecimal():
        return {"2": "ok", "4": "4xx", "5": "5xx"}.get(reason[0], "other")
    low = reason[:60].lower()
    return next((code for word, code in _WORDS if word in low), "other")


class Metrics:
    """All figures, in a registry of their own. ``languages`` are the tags that the counter speaks."""

    def __init__(self, registry: CollectorRegistry, languages: tuple[str, ...], version: str) -> None:
        self.registry = registry
        self.refused: set[str] = set()
        """Channels whose platform does not know our token (any more)."""
        self._codes: dict[str, str] = {}
        tags = (*languages, "other")

        def figure(kind: type[F], name: str, says: str, *labels: str) -> F:
            return kind(f"madoguchi_{name}", says, labels, registry=registry)

        def timed(name: str, says: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"madoguchi_{name}", says, labels, registry=registry, buckets=buckets)

        webhook = figure(Counter, "webhook", "Calls of a platform to us, by how they ended.", "channel", "result")
        self._webhook = {(c, r): webhook.labels(c, r) for c in CHANNELS for r in RESULTS}
        ack = timed("ack_seconds", "From a platform's call to our answer to it.", _QUICK, "channel")
        self._ack = {c: ack.labels(c) for c in CHANNELS}
        self._inbox = figure(Gauge, "inbox_depth", "Messages kept and not yet answered.")
        self._inbox_age = figure(Gauge, "inbox_oldest_age_seconds", "Age of the oldest of them.")
        self._lanes = figure(Gauge, "lane_count", "Talks in hand at the moment.")
        outbox = figure(Gauge, "outbox_depth", "Answers decided and not yet sent.", "channel")
        self._outbox = {c: outbox.labels(c) for c in CHANNELS}
        outbox_age = figure(Gauge, "outbox_oldest_age_seconds", "Age of the oldest of them.", "channel")
        self._outbox_age = {c: outbox_age.labels(c) for c in CHANNELS}
        send = figure(Counter, "send", "Calls of ours to a platform, by its answer.", "channel", "code")
        self._send = {(c, code): send.labels(c, code) for c in CHANNELS for code in CODES}
        send_seconds = timed("send_seconds", "Length of our calls to a platform.", _SLOW, "channel")
        self._send_seconds = {c: send_seconds.labels(c) for c in CHANNELS}
        uncertain = figure(Counter, "send_uncertain", "Answers that may have arrived or not.", "channel")
        self._uncertain = {c: uncertain.labels(c) for c in CHANNELS}
        dead = figure(Counter, "dead", "Messages given up, and answers that a platform will never take.", "channel")
        self._dead = {c: dead.labels(c) for c in CHANNELS}
        self._silenced = figure(Counter, "bot_silenced", "Messages left to a person, without an answer of ours.")
        self._commit = timed("db_commit_seconds", "Length of the store's transactions.", _QUICK)
        self._batch = timed("db_batch_size", "Units of work that one transaction held.", _SIZES)
        missed = figure(Counter, "no_answer", "Questions without an answer.", "language")
        self._missed = {t: missed.labels(t) for t in tags}
        answered = figure(Counter, "answered", "Questions answered; alarm: as an emergency.", "language", "alarm")
        self._answered = {(t, a): answered.labels(t, "yes" if a else "no") for t in tags for a in (False, True)}
        self._flood = figure(Counter, "flood", "Messages beyond what one person may write.")
        self._lag = figure(Gauge, "loop_lag_seconds", "The worst delay of the event loop in the last 15 seconds.")
        self._ready = figure(Gauge, "ready", "1 when messages can be kept and answered.")
        check = figure(Gauge, "ready_check", "1 when this part of being ready holds.", "check")
        self._checks = {name: check.labels(name) for name in _CHECKS}
        refused = figure(Gauge, "channel_unauthorised", "1 while the platform refuses our token.", "channel")
        self._refused = {c: refused.labels(c) for c in CHANNELS}
        quota = figure(Gauge, "quota_exhausted", "1 while the month's messages are used up.", "channel")
        self._quota = {c: quota.labels(c) for c in CHANNELS}
        self._disk = figure(Gauge, "disk_free_bytes", "Free space where the data lies.")
        Info("madoguchi_build", "What is running.", registry=registry).info(
            {"version": version, "python": platform.python_version()},
        )
        ProcessCollector(namespace="madoguchi", registry=registry)

    # At the door
    def called(self, channel: str, result: str, seconds: float) -> None:
        """Count a platform's call to a webhook, and how long it waited for our answer."""
        channel = channel if channel in self._ack else "other"
        self._webhook[channel, result if result in RESULTS else "other"].inc()
        self._ack[channel].observe(seconds)

    def flooded(self) -> None:
        """Count a message beyond what one person may write."""
        self._flood.inc()

    # At the counter
    def answered(self, language: str, *, alarm: bool) -> None:
        """Count a question that was answered."""
        (self._answered.get((language, alarm)) or self._answered["other", alarm]).inc()

    def missed(self, language: str) -> None:
        """Count a question without an answer."""
        (self._missed.get(language) or self._missed["other"]).inc()

    def silenced(self) -> None:
        """Count a message that was left to a person."""
        self._silenced.inc()

    def committed(self, seconds: float, units: int) -> None:
        """Count a transaction and the units of work in it. May be called from the writer's thread."""
        self._commit.observe(seconds)
        self._batch.observe(units)

    def waiting(self, now: Waiting) -> None:
        """Set what waits at this moment."""
        self._inbox.set(now.inbox)
        self._inbox_age.set(now.inbox_oldest)
        self._lanes.set(now.lanes)
        for channel, gauge in self._outbox.items():
            depth, age = now.outbox.get(channel, (0, 0.0))
            gauge.set(depth)
            self._outbox_age[channel].set(age)

    # On the way out
    def sent(self, channel: str, reason: str, seconds: float) -> None:
        """Count a call to a platform: "ok", or the short reason why not. A 401 marks the channel as refused."""
        channel = channel if channel in self._send_seconds else "other"
        code = self._codes.get(reason) or self._learn(reason)
        self._send[channel, code].inc()
        self._send_seconds[channel].observe(seconds)
        if code == "quota":
            self.exhausted(channel, used_up=True)
        if code == "401" or channel in self.refused:
            self.unauthorised(channel, refused=code != "ok")

    def told(self, row: Dispatch, outcome: Outcome, seconds: float) -> None:
        """Count what came of a try to send: what the ``Sender`` tells."""
        match outcome:
            case Sent():
                self.sent(row.channel, "ok", seconds)
                if row.parcel.route == "push":
                    self.exhausted(row.channel, used_up=False)
            case Later(reason=reason):
                self.sent(row.channel, reason, seconds)
            case Uncertain(reason):
                self.sent(row.channel, reason, seconds)
                self.uncertain(row.channel)
            case Dead(reason):
                self.sent(row.channel, reason, seconds)
                self.died(row.channel)
            case unknown:
                assert_never(unknown)

    def uncertain(self, channel: str) -> None:
        """Count an answer that may have arrived or not."""
        self._uncertain[channel if channel in self._uncertain else "other"].inc()

    def died(self, channel: str) -> None:
        """Count a message that was given up, or an answer that the platform will never take."""
        self._dead[channel if channel in self._dead else "other"].inc()

    def unauthorised(self, channel: str, *, refused: bool) -> None:
        """Say whether the platform refuses our token."""
        (self.refused.add if refused else self.refused.discard)(channel)
        self._refused[channel if channel in self._refused else "other"].set(refused)

    def exhausted(self, channel: str, *, used_up: bool) -> None:
        """Say whether the month's messages are used up."""
        self._quota[channel if channel in self._quota else "other"].set(used_up)

    # In the house
    def lag(self, seconds: float) -> None:
        """Set the worst delay of the event loop of late."""
        self._lag.set(seconds)

    def disk(self, free: int) -> None:
        """Set the free bytes where the data lies."""
        self._disk.set(free)

    def readiness(self, checks: Mapping[str, bool]) -> None:
        """Set whether the counter is ready, and which parts of it are."""
        self._ready.set(all(checks.values()))
        for name, gauge in self._checks.items():
            gauge.set(checks.get(name, True))

    def _learn(self, reason: str) -> str:
        """Remember the bucket of a reason; few are ever seen, and a flood of them is not kept."""
        code = code_of(reason)
        if len(self._codes) < len(CODES) * 8:
            self._codes[reason] = code
        return code
