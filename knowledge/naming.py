"""How entries and languages are called by those who work here, in the language they read: Japanese or English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from knowledge.library import Library

_EASY = "-easy"


@dataclass(frozen=True, slots=True)
class Naming:
    """Names from a library."""

    library: Library

    def title(self, entry: str, reader: str) -> str:
        """Give the title of an entry; "" when there is none."""
        known = self.library.entries.get(entry)
        wordings = known.wordings if known else {}
        return next((wordings[tag].title for tag in (reader, "ja") if tag in wordings), "")

    def language(self, tag: str, reader: str) -> str:
        """Give the name of a language, with its script where it is written in several."""
        if tag.endswith(_EASY):
            return self.own(tag) if reader == "ja" else "Easy Japanese"
        locale = Locale.parse(tag, sep="-")
        return Locale(locale.language, script=locale.script).get_display_name(reader) or tag

    def own(self, tag: str) -> str:
        """Give what a language calls itself."""
        return self.library.phrasebook.language(tag).name if self.library.phrasebook.knows(tag) else tag

    def group(self, entry: str) -> str:
        """Give the group of topics that an entry belongs to; "" when there is none."""
        known = self.library.entries.get(entry)
        return known.topic if known else ""
