"""Measuring the answers on messages that nobody trained on.

A message counts as right when the given entry is its own or one of ``also``; *helped* when it
was given, or offered among three; *wrong* when another entry was given.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import asdict, dataclass
from time import process_time
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from bot.outcome import ask, fresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.desk import Desk
    from bot.outcome import Outcome

NONE = "none"
_SAFETY = "safety-"
_OFFERED = 3
_JAPANESE = frozenset({"ja", "ja-easy"})


@dataclass(frozen=True, slots=True)
class Question:
    """One test message: ``entry`` is a topic or "none", ``also`` other entries that are right."""

    language: str
    entry: str
    also: frozenset[str]
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One message with what came of it and the processor time it took, in seconds."""

    question: Question
    outcome: Outcome
    seconds: float

    @property
    def right_first(self) -> bool:
        """The first candidate is right."""
        return bool(self.outcome.candidates) and self._good(self.outcome.candidates[0].entry)

    @property
    def helped(self) -> bool:
        """Given right, or offered among three."""
        if self.outcome.result == "found":
            return self._good(self.outcome.entry or "")
        offered = self.outcome.candidates[:_OFFERED] if self.outcome.result == "unsure" else ()
        return any(self._good(candidate.entry) for candidate in offered)

    @property
    def wrong(self) -> bool:
        """Another entry was given."""
        return self.outcome.result == "found" and not self._good(self.outcome.entry or "")

    @property
    def alarm(self) -> bool:
        """An emergency card was given."""
        return (self.outcome.entry or "").startswith(_SAFETY)

    @property
    def emergency(self) -> bool:
        """The message is one of an emergency topic, so that its card is right."""
        return self.question.entry.startswith(_SAFETY)

    def _good(self, entry: str) -> bool:
        return entry == self.question.entry or entry in self.question.also


@dataclass(frozen=True, slots=True)
class Row:
    """Shares (0 to 1) over one group of messages; ``alarms`` is a count."""

    messages: int
    top1: float
    helped: float
    wrong: float
    false: float
    safety: float
    alarms: int
    language: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything measured, by language and by voice, and what was mistaken for what."""

    total: Row
    languages: dict[str, Row]
    voices: dict[str, Row]
    judged: tuple[Judged, ...]
    p50: float
    p99: float

    def group(self, tags: Iterable[str]) -> Row:
        """Give the row of several languages together."""
        wanted = set(tags)
        return _row([one for one in self.judged if one.question.language in wanted])

    def confusions(self) -> list[tuple[tuple[str, str], int]]:
        """Give (asked, given) pairs of wrong answers, most frequent first."""
        pairs = Counter((one.question.entry, one.outcome.entry or "") for one in self.judged if one.wrong)
        return pairs.most_common()

    def as_json(self) -> dict[str, object]:
        """Give all figures as plain values; ``milliseconds`` is processor time a message."""
        return {
            "total": asdict(self.total),
            "languages": {tag: asdict(row) for tag, row in self.languages.items()},
            "voices": {voice: asdict(row) for voice, row in self.voices.items()},
            "confusions": [{"asked": a, "given": b, "times": n} for (a, b), n in self.confusions()],
            "milliseconds": {"p50": round(self.p50 * 1000, 2), "p99": round(self.p99 * 1000, 2)},
        }


def read_questions(folder: Path, languages: Sequence[str] | None = None) -> list[Question]:
    """Read ``<lang>.tsv`` files with the columns id, also, voice, text."""
    files = [path for path in sorted(folder.glob("*.tsv")) if not languages or path.stem in languages]
    if not files:
        msg = f"{folder}: no <language>.tsv with test messages here"
        raise KnowledgeError(msg)
    questions = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                also = frozenset(filter(None, (row["also"] or "").replace(",", " ").split()))
                questions.append(Question(path.stem, row["id"], also, row["voice"], row["text"]))
    return questions


def measure(
    desk: Desk, questions: Sequence[Question], now: datetime, progress: Callable[[int], None] = lambda _: None
) -> Measures:
    """Ask every message, each as the first one of a talk, without telling its language."""
    judged = []
    for number, question in enumerate(questions, 1):
        begun = process_time()
        _, outcome = ask(desk, fresh(), question.text, now)
        judged.append(Judged(question, outcome, process_time() - begun))
        progress(number)
    times = sorted(one.seconds for one in judged)
    return Measures(
        total=_row(judged),
        languages=_by(judged, [one.question.language for one in judged]),
        voices=_by(judged, [one.question.voice for one in judged]),
        judged=tuple(judged),
        p50=times[len(times) // 2],
        p99=times[min(len(times) - 1, len(times) * 99 // 100)],
    )


def _by(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, Row]:
    groups: dict[str, list[Judged]] = {}
    for one, name in zip(judged, names, strict=True):
        groups.setdefault(name, []).append(one)
    return {name: _row(group) for name, group in sorted(groups.items())}


def _row(judged: Sequence[Judged]) -> Row:
    asked = [one for one in judged if one.question.entry != NONE]
    nobodys = [one for one in judged if one.question.entry == NONE]
    emergencies = [one for one in asked if one.emergency]
    calm = [one for one in judged if not one.emergency and not any(a.startswith(_SAFETY) for a in one.question.also)]
    return Row(
        messages=len(judged),
        top1=_share(one.right_first for one in asked),
        helped=_share(one.helped for one in asked),
        wrong=_share(one.wrong for one in asked),
        false=_share(one.wrong for one in nobodys),
        safety=_share(one.alarm for one in emergencies),
        alarms=sum(one.alarm for one in calm),
        language=_share(_heard(one) for one in judged),
    )


def _heard(one: Judged) -> bool:
    """Easy Japanese is a way of writing Japanese: either tag is right for either text."""
    pair = {one.outcome.language, one.question.language}
    return len(pair) == 1 or pair <= _JAPANESE


def _share(values: Iterable[bool]) -> float:
    known = list(values)
    return round(sum(known) / len(known), 4) if known else 0.0
