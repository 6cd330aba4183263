"""Whole talks, written down so that a counselor can read them, held with the real library."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.choosing import numbered
from bot.conversation import Conversation
from bot.dialog import answer
from bot.message import Attachment, Content, Joined, Location, Message, Tap, Text
from bot.plain import plain
from bot.reply import Kind
from bot.step import Missed, Step
from knowledge.calendar import TOKYO

if TYPE_CHECKING:
    from bot.desk import Desk

FOLDER = Path(__file__).parent
TALKS = sorted(FOLDER.glob("*/*.txt"))
MORNING = datetime(2026, 11, 24, 11, 0, tzinfo=TOKYO)
_HAPPENINGS: dict[str, Content] = {
    "(joins)": Joined(),
    "(picture)": Attachment("picture"),
    "(nothing)": Text(""),
}
WRITTEN = ("ja", "ja-easy", "en", "uk")


@pytest.mark.parametrize("path", TALKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_talk_goes_as_written(path: Path, desk: Desk) -> None:
    """Play a talk; every line that says what comes back must hold."""
    talk, now, profile = Conversation("test", path.stem), MORNING, None
    step: Step | None = None
    said = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sign, _, rest = line.partition(" ")
        where = f"{path.name}:{number}: {line}\n--- the answer was:\n{said}"
        match sign:
            case ">":
                message = Message("test", talk.id, str(number), _content(rest, talk), now, profile)
                step = answer(talk, message, desk, now)
                talk = replace(step.conversation)
                said = _shown(step, desk)
            case "@":
                now = datetime.strptime(rest, "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO)
            case "profile:":
                profile = rest.strip()
            case "<" | "<-" | "*" | "=" | "~":
                assert step is not None, f"{where}: nobody has said anything yet"
                assert _holds(sign, rest, step, said), where
            case "#" | "":
                pass
            case _:
                pytest.fail(f"{where}: no line begins with {sign!r}")


@pytest.mark.parametrize("language", WRITTEN)
def test_every_written_language_has_ten_talks(language: str) -> None:
    """Ten talks a language, each with at least two turns."""
    talks = [path.read_text(encoding="utf-8") for path in sorted((FOLDER / language).glob("*.txt"))]
    assert len(talks) >= 10
    assert all(text.count("\n> ") + text.startswith("> ") >= 2 for text in talks)


def _content(words: str, talk: Conversation) -> Content:
    if words in _HAPPENINGS:
        return _HAPPENINGS[words]
    if words.startswith("(letters) "):
        count, _, word = words.removeprefix("(letters) ").partition(" ")
        return Text((word * int(count))[: int(count)])
    if words.startswith("(location) "):
        latitude, _, longitude = words.removeprefix("(location) ").partition(",")
        return Location(float(latitude), float(longitude))
    if words.startswith("[") and words.endswith("]"):
        label = words[1:-1]
        data = [choice.data for choice in talk.offered if choice.label == label]
        assert data, f"{label!r} was not offered; offered: {[choice.label for choice in talk.offered]}"
        return Tap(data[0])
    return Text(words)


def _shown(step: Step, desk: Desk) -> str:
    texts = [plain(reply, desk.phrases) for reply in step.replies]
    choices = [choice.label for reply in step.replies for choice in numbered(reply.choices)]
    return "\n".join([*texts, *(f"* {label}" for label in choices)])


def _holds(sign: str, rest: str, step: Step, said: str) -> bool:
    match sign:
        case "<":
            return rest in said
        case "<-":
            return rest not in said
        case "*":
            return any(choice.label == rest for reply in step.replies for choice in reply.choices)
        case "~":
            return step.replies[0].language == rest
        case _:
            return _result(step) == rest.strip()


def _result(step: Step) -> str:
    reply = step.replies[0]
    if any(isinstance(event, Missed) for event in step.events):
        return "nothing"
    if reply.kind is Kind.OFFER:
        return "unsure"
    return f"found {reply.entry}" if reply.kind is not Kind.NOTICE else "notice"
