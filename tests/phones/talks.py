"""The written talks (tests/transcripts), turn by turn, as somebody with a telephone holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from knowledge.calendar import TOKYO

FOLDER = Path(__file__).resolve().parents[1] / "transcripts"
MORNING = datetime(2026, 11, 24, 11, 0, tzinfo=TOKYO)


@dataclass(slots=True)
class Turn:
    """What the person does at what time, and what must be seen of it on the screen."""

    at: datetime
    does: str
    shows: list[str] = field(default_factory=list)
    hides: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Talk:
    """One file. ``profile`` is the language of the person's app, as it says it."""

    name: str
    profile: str | None = None
    turns: list[Turn] = field(default_factory=list)

    @property
    def timed(self) -> bool:
        """Say whether the clock is turned in this talk."""
        return any(turn.at != MORNING for turn in self.turns)


def read(path: Path) -> Talk:
    """Read a talk. What only the core knows (which entry, which language) is not for a screen."""
    talk, now = Talk(f"{path.parent.name}/{path.stem}"), MORNING
    for line in path.read_text("utf-8").splitlines():
        sign, _, rest = line.partition(" ")
        match sign:
            case ">":
                talk.turns.append(Turn(now, rest))
            case "@":
                now = datetime.strptime(rest, "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO)
            case "profile:":
                talk.profile = rest.strip()
            case "<":
                talk.turns[-1].shows.append(rest)
            case "<-":
                talk.turns[-1].hides.append(rest)
            case "*":
                talk.turns[-1].offers.append(rest)
            case _:
                continue
    return talk


TALKS = tuple(read(path) for path in sorted(FOLDER.glob("*/*.txt")))
