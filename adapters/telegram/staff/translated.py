"""What a machine made of a resident's words, as staff read it below the original. Pure.

The original is shown at once and always stands; what is said here comes later, and goes with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.casebook import Stage
from adapters.telegram.split import Run, sendable
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.casebook import Line, LineTranslation
    from adapters.telegram.staff.sheets import Reader
    from bot.translation import Loss

_ITALIC, _BOLD = ("i",), ("b",)
MARK = "🌐"


def below(there: LineTranslation | None, reader: Reader) -> tuple[Run, ...]:
    """Give what stands below a line: the translation and what is wrong with it, or why there is none."""
    if there is None:
        return ()
    match there.stage:
        case Stage.DONE:
            return tuple(_done(there, reader))
        case Stage.HELD:
            return (Run(f"{MARK} {reader.words.say('line_held')}", _ITALIC),)
        case Stage.FAILED if there.trouble is not Trouble.NO_PAIR:
            why = reader.words.say(f"trouble_{(there.trouble or Trouble.DOWN).value}")
            return (Run(f"{MARK} {reader.words.say('line_untranslated', why=why)}", _ITALIC),)
        case _:
            return ()


def lacking(lines: Iterable[Line]) -> str:
    """Give the language of the newest line for which no model is there; "" where there is none of those."""
    pairs = [
        line.translation.source
        for line in lines
        if line.translation is not None
        and line.translation.stage is Stage.FAILED
        and line.translation.trouble is Trouble.NO_PAIR
    ]
    return pairs[-1] if pairs else ""


def label(source: str, target: str, way: Way | None, reader: Reader) -> str:
    """Say that a machine translated, from what into what, and whether over a third language."""
    name, tag = reader.names.language, reader.words.language
    over = reader.words.say("over_english") if way is Way.PIVOTED else ""
    return f"{MARK} {reader.words.say('machine', source=name(source, tag), target=name(target, tag), over=over)}"


def lost(losses: Iterable[Loss], reader: Reader) -> str:
    """Name what was lost or changed on the way; "" where nothing was."""
    things = listed(losses, reader)
    return f"⚠️ {reader.words.say('lost', things=things)}" if things else ""


def listed(losses: Iterable[Loss], reader: Reader) -> str:
    """Give the things that were lost, once each, as they stand in the original."""
    return reader.words.say("comma").join(dict.fromkeys(f"“{sendable(loss.original)}”" for loss in losses))


def no_pair(source: str, target: str, reader: Reader) -> list[Run]:
    """Say that there is no model for a pair, and who can help instead."""
    name, tag = reader.names.language, reader.words.language
    pair = {"source": name(source, tag), "target": name(target, tag)}
    told = [Run(f"{MARK} {reader.words.say('no_pair', **pair)}")]
    for called, number in reader.interpreters:
        told += [Run(f"\n☎️ {called}: "), Run(number, _BOLD)]
    return told


def _done(there: LineTranslation, reader: Reader) -> Iterable[Run]:
    yield Run(label(there.source, there.language, there.way, reader), _ITALIC)
    yield Run(f"\n{there.text}")
    if there.mixture:
        yield Run(f"\n{reader.words.say('mixed')}", _ITALIC)
    if said := lost(there.losses, reader):
        yield Run(f"\n{said}")
