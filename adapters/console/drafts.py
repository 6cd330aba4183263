"""What somebody writes, kept; and with it what the resident would read of it, as long as it is of these very words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.console.acting import LONGEST, cleaned
from adapters.console.wording import same

if TYPE_CHECKING:
    from adapters.console.ports import Casebook, Preview


async def keep_draft(
    casebook: Casebook, case_id: str, who: str, text: str, translated: str | None = None
) -> Preview | None:  # fmt: skip
    """Keep what somebody writes, and the preview of it as long as it is one of these words; gives that preview."""
    before = await casebook.draft(case_id, who)
    preview = before.preview if before is not None else None
    if preview is not None and not same(preview.original, text):
        preview = None
    if preview is not None and translated is not None:
        preview = replace(preview, text=cleaned(translated)[:LONGEST])
    await casebook.keep_draft(case_id, who, text, preview)
    return preview
