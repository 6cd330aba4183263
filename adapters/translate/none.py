"""No machine translates here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import TranslationError
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from bot.translation import Translation


class Nobody:
    """A Translator that cannot."""

    @property
    def engine(self) -> str:
        """Have no name."""
        return ""

    def way(self, source: str, target: str) -> Way:
        """Know no way."""
        del source, target
        return Way.NONE

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Say so."""
        del text, source, target
        raise TranslationError(Trouble.NO_PAIR)

    async def close(self) -> None:
        """Have nothing to end."""
