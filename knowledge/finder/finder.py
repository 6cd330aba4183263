"""The finder: known phrasings, then letters, then meaning where letters are not certain, then three bands."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.entry import Candidate, Found, Nothing, Unsure
from knowledge.finder.artefact import NONE
from knowledge.finder.lexical import letters
from knowledge.finder.normalise import clean, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.entry import Finding
    from knowledge.finder.artefact import Artefact
    from knowledge.finder.encoder import Encoder

_OFFERED = 3
_SHOWN = 5
_NEAR = 90.0
_SHORT = 48
_LONG_ENOUGH = 5
_EXACT = 0.99
_LIFT = 4.0
_SAFETY = "safety-"
# A second net below the emergency rules, where a card too many harms less than one too few: so much
# for all emergencies together, and this much for the first of them.
_SAFETY_TOGETHER = 0.7
_SAFETY_FIRST = 0.25
# Letters answer alone only where they see no emergency at all.
_SAFETY_NONE = 0.02
_REMEMBERED = 4096


class Finder:
    """Finds entries. Immutable and safe to share between threads."""

    def __init__(self, artefact: Artefact, encoder: Encoder | None, phrasings: Iterable[tuple[str, str]]) -> None:
        self._artefact = artefact
        self._encoder = encoder if artefact.encoder else None
        self._known: dict[str, str] = {}
        ambiguous: set[str] = set()
        for text, entry in phrasings:
            form = same(text)
            if form and self._known.setdefault(form, entry) != entry:
                ambiguous.add(form)
        for form in ambiguous:
            del self._known[form]
        self._forms = [form for form in self._known if len(form) <= _SHORT]
        self._position = {name: place for place, name in enumerate(artefact.classes)}
        self._danger = [place for name, place in self._position.items() if name.startswith(_SAFETY)]
        self._topical = np.array([name != NONE for name in artefact.classes])
        self._remembered: dict[bytes, Finding] = {}

    @property
    def semantic(self) -> bool:
        """Whether the encoder takes part; without it the lexical views answer alone."""
        return self._encoder is not None

    def find(self, text: str) -> Finding:
        """Give what a text asks for. Any text: the empty one finds nothing."""
        form = same(text)
        if not form:
            return Nothing()
        entry = self._known.get(form)
        if entry is not None:
            return Nothing() if entry == NONE else Found(entry, (Candidate(entry, _EXACT),))
        # What was asked is remembered as a fingerprint: nobody's words stay here.
        key = blake2b(clean(text).encode(), digest_size=16).digest()
        finding = self._remembered.get(key)
        if finding is None:
            finding = self._cut(self.probabilities(text))
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = finding
        return finding

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """Give the calibrated probability of every class (entries and "none")."""
        artefact, bands = self._artefact, self._artefact.bands
        read = clean(text)
        margins = artefact.lexical.scores(letters(read)).astype(np.float64)
        scores = bands.lexical_alone * margins
        if self._encoder is not None:
            alone: NDArray[np.float64] = np.exp(_log_softmax(scores))
            if self._certain(alone):
                return alone
            row = self._encoder.encode([read])[0] - artefact.mean
            row /= max(1e-6, float(np.linalg.norm(row)))
            meaning = _log_softmax((row @ artefact.head + artefact.bias).astype(np.float64))
            scores = bands.meaning * meaning + bands.lexical * margins
        near = self._near(same(text))
        if near is not None and near in self._position:
            scores[self._position[near]] += _LIFT
        return np.exp(_log_softmax(scores))

    def _certain(self, probability: NDArray[np.float64]) -> bool:
        """Say whether letters answer alone: certain of a topic, and far from every emergency."""
        first = float((probability * self._topical).max())
        return first >= self._artefact.bands.certain and float(probability[self._danger].sum()) < _SAFETY_NONE

    def _near(self, form: str) -> str | None:
        """Give the entry of an almost equal known phrasing; short texts only, where it is a typo."""
        if not _LONG_ENOUGH <= len(form) <= _SHORT:
            return None
        hit = process.extractOne(form, self._forms, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self._known[hit[0]] if hit else None

    def _cut(self, probability: NDArray[np.float64]) -> Finding:
        bands = self._artefact.bands
        order = [place for place in np.argsort(-probability) if self._artefact.classes[place] != NONE][:_SHOWN]
        candidates = tuple(
            Candidate(self._artefact.classes[place], round(float(probability[place]), 4)) for place in order
        )
        if not candidates:
            return Nothing()
        alarming = [candidate for candidate in candidates if candidate.entry.startswith(_SAFETY)]
        together = float(probability[self._danger].sum())
        if alarming and together >= _SAFETY_TOGETHER and alarming[0].score >= _SAFETY_FIRST:
            return Found(alarming[0].entry, candidates)
        if candidates[0].score >= bands.sure:
            return Found(candidates[0].entry, candidates)
        if sum(candidate.score for candidate in candidates[:_OFFERED]) >= bands.offer:
            return Unsure(candidates)
        return Nothing(candidates)


def _log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = scores - scores.max()
    result: NDArray[np.float64] = moved - np.log(np.exp(moved).sum())
    return result
