"""The general language detector (py3langid), loaded once, for our languages and for strangers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_OURS = ("en", "es", "id", "ne", "pt", "tl", "vi", "uk", "ru")
_STRANGERS = ("bg", "de", "fr", "hi", "it", "kk", "ky", "mn", "mr", "ms", "nl", "pl", "ro", "tr", "uz")


def rank(read: str) -> dict[str, float]:
    """Give the log-likelihood of a text (clean, lower case) in each language; only differences mean something."""
    ranked: dict[str, float] = {}
    for tag, likelihood in _identifier().rank(read):
        # A language may have a class for each of its scripts.
        ranked[tag] = max(float(likelihood), ranked.get(tag, float("-inf")))
    return ranked


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.3 s, only once

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages([*_OURS, *_STRANGERS])
    return identifier
