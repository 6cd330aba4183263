"""The general language detector (py3langid): our languages and the strangers that share their scripts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from py3langid.langid import LanguageIdentifier

_OURS = ("en", "es", "id", "ne", "pt", "tl", "vi", "uk", "ru")


class Detector:
    """Ranks languages. It is loaded when it is first asked, and then kept (0.3 s, 55 MB)."""

    def __init__(self, strangers: Iterable[str]) -> None:
        self._tags = (*_OURS, *strangers)

    @property
    def known(self) -> frozenset[str]:
        """Give the languages it can tell; one that it never learned is none of them."""
        return frozenset(self._identifier.nb_classes)

    def rank(self, read: str) -> dict[str, float]:
        """Give the log-likelihood of a text (clean, lower case) in each language; only differences mean something."""
        ranked: dict[str, float] = {}
        for tag, likelihood in self._identifier.rank(read):
            # A language may have a class for each of its scripts.
            ranked[tag] = max(float(likelihood), ranked.get(tag, float("-inf")))
        return ranked

    @cached_property
    def _identifier(self) -> LanguageIdentifier:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - only where it is asked

        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
        learned = frozenset(identifier.nb_classes)
        identifier.set_languages([tag for tag in self._tags if tag in learned])
        # It keeps what it knows of all hundred languages, 20 MB, in case somebody changes their mind.
        identifier._full_model = (identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes)  # noqa: SLF001
        return identifier
