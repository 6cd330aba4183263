"""Asking the engine, for its tests."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import TranslationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from adapters.translate.argos import Argos
    from bot.translation import Translation, Trouble

LONG = "Так, будь ласка.\n" * 235
"""So many sentences that something can happen meanwhile."""


async def thanks(engine: Argos) -> Translation:
    return await engine.translate("Дуже дякую.", "uk", "en")


async def trouble(engine: Argos, text: str = "Дуже дякую.", source: str = "uk", target: str = "en") -> Trouble:
    with pytest.raises(TranslationError) as caught:
        await engine.translate(text, source, target)
    return caught.value.trouble


def package_of(full: Path, pair: str) -> Path:
    return next(full.glob(f"{pair}-*"))


async def until(what: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def gone(pid: int) -> None:
    def dead() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    await until(dead)
