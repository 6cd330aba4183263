"""No machine translates here."""

from __future__ import annotations

from adapters.casebook.translating import NoTranslator


class Nobody(NoTranslator):
    """An engine that cannot."""

    async def close(self) -> None:
        """Have nothing to end."""
