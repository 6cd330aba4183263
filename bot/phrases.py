"""The counter's own sentences: one key, one finished sentence in every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_RESORT = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language the counter writes: data, one line of ``languages.yaml``.

    name      what it calls itself; japanese and romaji: how to ask for it on the phone
    fallback  tags to show instead when a text is missing, best first
    """

    tag: str
    name: str
    japanese: str
    romaji: str
    script: str
    fallback: tuple[str, ...]


class Phrasebook:
    """All fixed sentences. A missing one is found by ``madoguchi check``, never by a resident."""

    def __init__(self, languages: tuple[Language, ...], texts: Mapping[str, Mapping[str, str]]) -> None:
        self.languages = languages
        self._by_tag = {language.tag: language for language in languages}
        self._texts = texts

    def language(self, tag: str) -> Language:
        """Give the language of a tag; KeyError for one that we do not write."""
        return self._by_tag[tag]

    def knows(self, tag: str) -> bool:
        """Say whether we write this language."""
        return tag in self._by_tag

    def say(self, key: str, language: str, /, **slots: str) -> str:
        """Give the sentence ``key`` in ``language`` with its slots filled.

        A hole in a language falls back along its chain, so that nobody ever reads a bare key.
        """
        for tag in (language, *self._chain(language), LAST_RESORT):
            text = self._texts.get(tag, {}).get(key)
            if text is not None:
                return text.format_map(slots) if slots else text
        msg = f"no phrase {key!r} in any language"
        raise KeyError(msg)

    def has(self, key: str) -> bool:
        """Say whether there is such a sentence at all."""
        return key in self._texts[LAST_RESORT]

    def words(self, language: str, prefix: str) -> dict[str, str]:
        """Give every sentence whose key begins with ``prefix``, unfilled (for a page)."""
        keys = (key for key in self._texts[LAST_RESORT] if key.startswith(prefix))
        return {key: self._raw(key, language) for key in keys}

    def keys(self, language: str) -> frozenset[str]:
        """Give the keys that a language has itself."""
        return frozenset(self._texts.get(language, {}))

    def _raw(self, key: str, language: str) -> str:
        chain = (language, *self._chain(language), LAST_RESORT)
        return next(self._texts[tag][key] for tag in chain if key in self._texts.get(tag, {}))

    def _chain(self, tag: str) -> tuple[str, ...]:
        known = self._by_tag.get(tag)
        return known.fallback if known else ()
