"""Rules about the platforms: what LINE and Telegram cannot show."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.entry import NO_MORE
from bot.plain import part_text
from knowledge.answers import compose
from knowledge.check.finding import Severity
from knowledge.check.letters import graphemes
from knowledge.check.passage import Part
from knowledge.check.rule import rule
from knowledge.hours import TOKYO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.finding import Note
    from knowledge.check.passage import Passage
    from knowledge.check.shelf import Shelf
    from knowledge.library import Entry

LINE_UNITS = 5000
TELEGRAM_LETTERS = 4096
LABEL = 20
LABEL_AT_MOST = 40
DATA_BYTES = 60
# Phrases that stand on buttons.
BUTTONS = frozenset(
    {
        "none_of_these", "talk_to_a_person", "yes", "no", "more", "back", "helpful", "not_helpful",
        "send_location", "erase_yes", "erase_no", "call_now", "map", "phone", "more_choices",
        "case_consent_yes", "case_consent_no", "case_same_yes", "case_same_no",
    },
)  # fmt: skip
# Phrases with a limit of their own, in UTF-16 units (read 2026-11-23): the bar of LINE's rich menu
# (Messaging API reference, rich menu object); name, description, short description and commands of
# a Telegram bot (Bot API, setMyName and its neighbours, BotCommand).
MOST = {
    "menu_open": 14, "profile_name": 64, "profile_about": 512, "profile_short": 120,
    "command_start": 256, "command_lounge": 256, "command_japanese": 256, "command_person": 256,
    "command_language": 256, "command_help": 256, "command_privacy": 256, "command_delete": 256,
}  # fmt: skip


@rule("broken-answer")
def broken_answer(shelf: Shelf) -> Iterator[Note]:
    """Find an answer that cannot be put together from its text and its facts."""
    for (entry, language), filled in _answers(shelf):
        if isinstance(filled, Exception):
            document = shelf.wordings[entry, language]
            reason = f"{type(filled).__name__}: {filled}"
            yield document.note(f"the answer cannot be put together ({reason}). Mend its slots, desks and phrases.")


@rule("too-long-for-line")
def too_long_for_line(shelf: Shelf) -> Iterator[Note]:
    """Find a filled answer with more UTF-16 units than one LINE text takes."""
    for (entry, language), filled in _answers(shelf):
        units = 0 if isinstance(filled, Exception) else len(filled.encode("utf-16-le")) // 2
        if units > LINE_UNITS:
            message = f"filled, the answer has {units} UTF-16 units; LINE takes {LINE_UNITS}. Shorten it."
            yield shelf.wordings[entry, language].note(message)


@rule("too-long-for-telegram")
def too_long_for_telegram(shelf: Shelf) -> Iterator[Note]:
    """Find a filled answer with more characters than one Telegram message takes."""
    for (entry, language), filled in _answers(shelf):
        letters = 0 if isinstance(filled, Exception) else len(filled)
        if letters > TELEGRAM_LETTERS:
            message = f"filled, the answer has {letters} characters; Telegram takes {TELEGRAM_LETTERS}. Shorten it."
            yield shelf.wordings[entry, language].note(message)


@rule("label-cut", Severity.WARNING)
def label_cut(shelf: Shelf) -> Iterator[Note]:
    """Find a label that LINE's quick replies cut."""
    for passage in _labels(shelf):
        count = graphemes(passage.text)
        if LABEL < count <= LABEL_AT_MOST:
            yield passage.note(f"the label has {count} letters; LINE cuts after {LABEL}. Say the most important first.")


@rule("label-too-long")
def label_too_long(shelf: Shelf) -> Iterator[Note]:
    """Find a label that no button takes."""
    for passage in _labels(shelf):
        count = graphemes(passage.text)
        if count > LABEL_AT_MOST:
            yield passage.note(f"the label has {count} letters; {LABEL_AT_MOST} fit on a button. Shorten it.")


@rule("data-too-long")
def data_too_long(shelf: Shelf) -> Iterator[Note]:
    """Find an entry id that does not fit into the data of a button."""
    for name, document in shelf.entries.items():
        data = f"entry:{name}"
        if len(data.encode()) > DATA_BYTES or not data.isascii():
            yield document.note(f"“{data}” must be ASCII and at most {DATA_BYTES} bytes. Rename the folder.")


@rule("phrase-too-long")
def phrase_too_long(shelf: Shelf) -> Iterator[Note]:
    """Find a phrase that is longer than the one place it is for."""
    for passage in shelf.passages:
        most = MOST.get(passage.owner) if passage.part is Part.PHRASE else None
        units = len(passage.text.encode("utf-16-le")) // 2
        if most is not None and units > most:
            yield passage.note(f"“{passage.owner}” has {units} letters; the platform takes {most}. Shorten it.")


def _labels(shelf: Shelf) -> Iterator[Passage]:
    for passage in shelf.passages:
        if passage.part is Part.TITLE or (passage.part is Part.PHRASE and passage.owner in BUTTONS):
            yield passage


@lru_cache(maxsize=1)
def _answers(shelf: Shelf) -> tuple[tuple[tuple[str, str], str | Exception], ...]:
    """Give every answer as plain text, cards and sources included, or why there is none."""
    return tuple(
        ((name, language), _filled(shelf, entry, language))
        for name, entry in shelf.library.entries.items()
        for language in entry.wordings
        if (name, language) in shelf.wordings and language in shelf.languages
    )


def _filled(shelf: Shelf, entry: Entry, language: str) -> str | Exception:
    now = datetime.combine(shelf.today, time(12), TOKYO)
    try:
        answer = compose(shelf.library, entry, language, now, NO_MORE)
        return "\n\n".join(part_text(part, shelf.library.phrasebook, language) for part in answer.parts)
    except (KeyError, ValueError) as error:
        return error


RULES = (
    broken_answer,
    too_long_for_line,
    too_long_for_telegram,
    label_cut,
    label_too_long,
    data_too_long,
    phrase_too_long,
)
