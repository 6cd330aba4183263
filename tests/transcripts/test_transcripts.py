"""Whole talks, written down so that a counselor can read them, held with the real library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.transcripts.play import Play

if TYPE_CHECKING:
    from bot.desk import Desk

FOLDER = Path(__file__).parent
TALKS = sorted((*FOLDER.glob("*/*.txt"), *FOLDER.glob("*/counselors/*.txt")))
WRITTEN = (
    "ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru",
)  # fmt: skip


@pytest.mark.parametrize("path", TALKS, ids=lambda path: str(path.relative_to(FOLDER).with_suffix("")))
def test_the_talk_goes_as_written(path: Path, desk: Desk) -> None:
    """Play a talk; every line that says what comes back must hold."""
    play = Play(desk, path.stem)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sign, _, rest = line.partition(" ")
        match sign:
            case ">":
                play.person(rest, str(number))
            case "!":
                play.counselor(rest)
            case "@":
                play.clock(rest)
            case "counselors:":
                play.counselors(rest)
            case "profile:":
                play.profile = rest.strip()
            case "<" | "<-" | "*" | "=" | "~":
                assert play.holds(sign, rest.strip() if sign == "=" else rest), (
                    f"{path.name}:{number}: {line}\n--- the answer was:\n{play.shown}"
                )
            case "#" | "":
                pass
            case _:
                pytest.fail(f"{path.name}:{number}: no line begins with {sign!r}")


@pytest.mark.parametrize("language", WRITTEN)
def test_every_written_language_has_ten_talks(language: str) -> None:
    """Ten talks a language, each with at least two turns."""
    talks = [path.read_text(encoding="utf-8") for path in sorted((FOLDER / language).glob("*.txt"))]
    assert len(talks) >= 10
    assert all(text.count("\n> ") + text.startswith("> ") >= 2 for text in talks)
