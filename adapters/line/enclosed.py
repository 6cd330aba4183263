"""What counselors send, as LINE takes it: never bytes, only addresses that it, or a telephone, fetches them from.

Image and audio messages, Messaging API reference, read 2026-11-28: https; a picture as PNG or JPEG of at most 10 MB,
with a preview of at most 1 MB; a sound as M4A with its length in milliseconds. All else is a button that opens it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from adapters.line import flex
from adapters.media.kinds import M4A, PICTURES
from adapters.passes import LASTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.phrases import Phrasebook
    from bot.reply import File

Object = dict[str, Any]
LARGEST_PICTURE = 10_000_000
OUTSIDE = "?openExternalBrowser=1"
"""LINE's own browser saves nothing on many telephones: this opens the one that does (LINE URL scheme)."""


class Address(Protocol):
    """Gives where a file can be fetched, from now on and for some days."""

    def __call__(self, file: File, *, small: bool = False) -> str:
        """Give the address of it, or of the small picture of it."""
        ...


def objects(files: Sequence[File], phrases: Phrasebook, language: str, address: Address | None) -> list[Object]:
    """Give the message objects of files, in their order: pictures and sounds by themselves, the rest as buttons."""
    found: list[Object] = []
    buttons: list[tuple[File, str]] = []
    for file in files:
        if address is None or not file.id:
            continue
        direct = _direct(file, address)
        if direct is None:
            buttons.append((file, address(file) + OUTSIDE))
        else:
            found += [*flex.documents(buttons, phrases, language), direct]
            buttons = []
    return [*found, *flex.documents(buttons, phrases, language)]


def notes(files: Sequence[File], phrases: Phrasebook, language: str, address: Address | None) -> list[str]:
    """Give what is said below them: how long they can be opened; or that there is something, where it cannot come."""
    there = [file for file in files if file.id]
    if address is None:
        return [f"📎 {file.name}" for file in there]
    return [phrases.say("file_days", language, days=str(LASTS.days))] if there else []


def _direct(file: File, address: Address) -> Object | None:
    if file.mime in PICTURES and file.size <= LARGEST_PICTURE:
        return {"type": "image", "originalContentUrl": address(file), "previewImageUrl": address(file, small=True)}
    if file.mime == M4A and file.millis > 0:
        return {"type": "audio", "originalContentUrl": address(file), "duration": file.millis}
    return None
