"""What somebody of the staff encloses, made ready to be kept and sent: clean, known, and with what platforms ask."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from adapters.media.pictures import small
from adapters.media.sounds import millis
from adapters.media.taking import HANDS, Enclosure, inspect

MOST = 5
"""Files of one answer."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An enclosure; ``small``: a picture once more, as a small JPEG; ``millis``: how long a sound lasts, if known."""

    whole: Enclosure
    small: bytes = b""
    millis: int = 0


async def prepare(data: bytes, name: str) -> Prepared:
    """Make something ready. ``Refused`` says why it cannot be sent."""
    whole = await inspect(data, name)
    if not whole.picture:
        return Prepared(whole, millis=millis(whole.data, whole.mime))
    drawn = await asyncio.get_running_loop().run_in_executor(HANDS, small, whole.data, whole.mime)
    return Prepared(whole, drawn)
