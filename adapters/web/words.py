"""The page's own words, and which language a visitor gets before they have chosen one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.web.limits import Limits
    from adapters.web.ports import Numbers
    from bot.phrases import Phrasebook

LABELS = (
    "phone", "fax", "address", "map", "website", "hours", "show_this", "call_now", "send_location",
    "helpful", "not_helpful", "too_long", "too_many", "unreadable", "trouble", "about_distance",
    "person_label", "case_machine_translated", "case_original", "case_rate",
    "file_image", "file_audio", "file_document", "file_open", "file_taken_back",
)  # fmt: skip
CHINESE = {"zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant"}
OTHER_NAMES = {"zh": "zh-Hans", "fil": "tl", "in": "id"}
FALLBACK = "en"


class Words:
    """The page in fifteen languages. Slots that the page cannot know are filled here."""

    def __init__(self, phrases: Phrasebook, numbers: Numbers, limits: Limits) -> None:
        self._phrases = phrases
        self._numbers = numbers
        self._limits = limits
        self.languages = phrases.languages
        self.tags = frozenset(language.tag for language in phrases.languages)
        self._tables = {tag: self._table(tag) for tag in self.tags}

    def table(self, language: str) -> dict[str, str]:
        """Give all words of the page in one language."""
        return self._tables[language]

    def digestible(self) -> bytes:
        """Give everything at once, for a digest that changes when a word does."""
        return json.dumps(self._tables, sort_keys=True).encode()

    def say(self, key: str, language: str, **slots: str) -> str:
        """Give one finished sentence."""
        return self._phrases.say(key, language, **{"tel": self._numbers.desk, **slots})

    def choose(self, chosen: str | None, accepted: str) -> str:
        """Give the language of the page: the chosen one, else the first accepted that we have."""
        if chosen in self.tags:
            return str(chosen)
        for tag in _by_wish(accepted):
            known = self._known(tag)
            if known:
                return known
        return FALLBACK if FALLBACK in self.tags else self.languages[0].tag

    def _known(self, tag: str) -> str | None:
        """Match zh-TW, zh-Hant-HK, pt-BR, fil … to a tag of ours."""
        lower = tag.lower()
        names = {own.lower(): own for own in self.tags}
        parts = lower.split("-")
        tries = (lower, "-".join(parts[:2]), CHINESE.get("-".join(parts[:2]), "").lower(), parts[0])
        for name in (*tries, OTHER_NAMES.get(parts[0], "").lower()):
            if name in names:
                return names[name]
        return None

    def _table(self, language: str) -> dict[str, str]:
        keys = (*self._phrases.words(language, "web_"), *LABELS)
        raw = {key: self._phrases.say(key, language) for key in keys}
        filled = {"{limit}": str(self._limits.characters), "{tel}": self._numbers.desk}
        for slot, value in filled.items():
            raw = {key: text.replace(slot, value) for key, text in raw.items()}
        return raw


def _by_wish(accepted: str) -> list[str]:
    """Give the tags of an Accept-Language header, the dearest first; nonsense is left out."""
    wishes: list[tuple[float, str]] = []
    for item in accepted[:500].split(","):
        tag, _, weight = item.strip().partition(";q=")
        try:
            wish = float(weight) if weight else 1.0
        except ValueError:
            continue
        if tag and tag != "*" and wish > 0:
            wishes.append((wish, tag.strip()))
    return [tag for _, tag in sorted(wishes, key=lambda wish: -wish[0])]
