"""Asking an engine: within a time, and whatever it does, it is only told."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import TranslationError
from bot.translation import Trouble

if TYPE_CHECKING:
    from bot.ports import Translator
    from bot.translation import Translation

_log = logging.getLogger(__name__)


async def asked(
    translator: Translator, text: str, pair: tuple[str, str], seconds: float
) -> Translation | Trouble:  # fmt: skip
    """Translate a text from the one language of a pair into the other; or say why there is no translation."""
    try:
        async with asyncio.timeout(seconds):
            made = await translator.translate(text, *pair)
    except TranslationError as error:
        return error.trouble
    except TimeoutError:
        return Trouble.LATE
    except Exception as error:  # noqa: BLE001 - whatever an engine does, the talk goes on
        # The type alone: an exception's text may hold words.
        _log.error("an engine broke: %s", type(error).__name__)
        return Trouble.DOWN
    return made if made.text.strip() else Trouble.BROKEN
