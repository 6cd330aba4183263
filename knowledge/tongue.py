"""What language a text is written in: scripts first, then telling letters, then a learned ear.

The candidates are only the languages that the counter writes. Whatever comes out, the whole
library is searched: a wrong guess costs the wording of the answer, never the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from bot.entry import Guess
from knowledge.finder.lexical import ngrams
from knowledge.finder.normalise import clean, shared_letters
from knowledge.han import cantonese, chinese, foreign, japanese, japanese_grammar, side
from knowledge.telling import flagged

if TYPE_CHECKING:
    from knowledge.finder.lexical import LexicalView
    from knowledge.outside import OutsideEar
    from knowledge.telling import Telling

_OWN_SCRIPT = (
    ("ko", re.compile(r"[\uac00-\ud7a3\u3130-\u318f\u1100-\u11ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ne", re.compile(r"[\u0900-\u097f]")),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_HAN = re.compile(r"[\u3400-\u9fff々]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")
_UKRAINIAN = re.compile(r"[іїєґ]")
_RUSSIAN = re.compile(r"[ыэёъ]")
# A letter that is no word stands there to be spoken about.
_MENTIONED = re.compile(r"(?<!\w)[їґёыъ](?!\w)")
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_SPACED = re.compile(r"[\u3041-\u30fa\u3400-\u9fff][ \u3000]+[\u3041-\u30fa\u3400-\u9fff]")
_FEW_KANJI = 0.1
_FEW_LETTERS = 2
# So much hiragana is a phrase of the person's own, not a quoted name.
_A_PHRASE = 6
_SURE_LETTERS = 10
_MARGIN = 0.35
_LATIN_TAGS = ("en", "es", "id", "ja-easy", "ne", "pt", "tl", "vi")
_HAN_TAGS = ("ja", "zh-Hans", "zh-Hant")
_CYRILLIC_TAGS = ("ru", "uk")
_WORD_SHARE = 0.35
_DETECTOR_SHARE = 0.03
_ROMAJI_PENALTY = 0.9
# Hardly a Ukrainian sentence does without і, ї, є; each letter of a text that does speaks for Russian.
_WITHOUT_I = 0.03
_WITHOUT_I_FROM = 24
# Names and a word or two do without it in both; as heard, they would lean to Russian.
_SHORT_WITHOUT_I = 0.07
_WITHOUT_I_MOST = 0.6
_ENOUGH = 4
# A word or two of kanji that three languages share is more often Japanese here.
_JAPANESE_FIRST = 0.32
# Letters that both writings of Chinese share: most of those who live here write the simplified one.
_SIMPLIFIED_FIRST = 0.15
_DEAF = -25.0


class Ear:
    """Tells languages apart. Immutable.

    learned  trained from the library's own texts, its classes are ``tags``
    telling  what a native reader goes by (``telling.py``)
    outside  hears languages that are none of ours (``outside.py``)
    """

    def __init__(self, tags: tuple[str, ...], learned: LexicalView, telling: Telling, outside: OutsideEar) -> None:
        self._telling = telling
        self._outside = outside
        self._position = {tag: place for place, tag in enumerate(tags)}
        self._learned = learned

    def guess(self, written: str, prior: str | None) -> Guess:
        """Guess the language; ``prior`` decides where the text does not."""
        laughed = self._telling.laugh(written)
        if laughed is not None:
            return Guess(prior or laughed, sure=False)
        read = clean(written).casefold()
        stranger = self._outside.hear(read)
        if stranger is not None:
            return Guess(prior or stranger.nearest, sure=False, outside=stranger)
        own = next((tag for tag, script in _OWN_SCRIPT if len(script.findall(read)) >= _FEW_LETTERS), None)
        return Guess(own, sure=True) if own is not None else self._shared(written, read, prior)

    def _shared(self, written: str, read: str, prior: str | None) -> Guess:
        """Guess by a script that several languages share."""
        if len(_CYRILLIC.findall(read)) >= _FEW_LETTERS:
            return self._cyrillic(read, prior)
        if _KANA.search(read):
            return self._with_kana(written, read, prior)
        if _HAN.search(read):
            return self._latin(read, prior) if self._quotes(read) else self._han(read, prior)
        if _LATIN.search(read):
            return self._latin(read, prior)
        return Guess(prior or self._flagged(written) or "en", sure=False)

    def _flagged(self, written: str) -> str | None:
        tag = flagged(written)
        return tag if tag in self._position or tag == "ja" else None

    def knows_a_word(self, text: str) -> bool:
        """Say whether a text holds a little word of some language: then its keyboard was the right one."""
        return self._telling.knows_a_word(text)

    def _cyrillic(self, read: str, prior: str | None) -> Guess:
        read = _MENTIONED.sub(" ", read)
        ukrainian, russian = len(_UKRAINIAN.findall(read)), len(_RUSSIAN.findall(read))
        if bool(ukrainian) != bool(russian):
            return Guess("uk" if ukrainian else "ru", sure=True)
        tag, margin = self._best(read, _CYRILLIC_TAGS, prior)
        if prior in _CYRILLIC_TAGS and len(_CYRILLIC.findall(read)) < _WITHOUT_I_FROM:
            # A name, or a word or two, may stand without і in Ukrainian as well.
            return Guess(prior, sure=False)
        return Guess(tag, sure=margin >= _MARGIN and len(_CYRILLIC.findall(read)) >= _SURE_LETTERS)

    def _with_kana(self, written: str, read: str, prior: str | None) -> Guess:
        """Japanese, or another language that quotes a Japanese name."""
        quoted = not japanese_grammar(read)
        if self._quotes(read):
            return self._latin(read, prior)
        if cantonese(read) or (chinese(read) >= _FEW_LETTERS and quoted):
            return self._han(_KANA.sub("", read), prior if prior in {"zh-Hans", "zh-Hant"} else None, known=True)
        quoted = quoted and len(_HIRAGANA.findall(read)) < _A_PHRASE
        if quoted and (foreign(read) or chinese(read)):
            return self._han(_KANA.sub("", read), prior, known=True)
        if quoted and len(_LATIN.findall(read)) > len(_KANA.findall(read)) + 2 * len(_HAN.findall(read)):
            return self._latin(read, prior)
        return _japanese(written, read, prior)

    def _quotes(self, read: str) -> bool:
        """Whether a text in another Latin language than English only quotes a Japanese name."""
        told = self._telling.counts(read)
        said = max(told[tag] for tag in ("es", "pt", "tl", "id", "vi", "ne"))
        english = told["en"]
        ends_japanese = read.rstrip("?？。！! ").endswith(("す", "い", "か", "て"))
        return said >= _FEW_LETTERS and said > english and not ends_japanese

    def _latin(self, read: str, prior: str | None) -> Guess:
        if len(_VIETNAMESE.findall(read)) >= _FEW_LETTERS:
            return Guess("vi", sure=True)
        tag, margin = self._best(read, _LATIN_TAGS, prior)
        if tag == "ja-easy" and prior == "ja":
            tag = "ja"
        return Guess(tag, sure=margin >= _MARGIN and len(read) >= _SURE_LETTERS)

    def _han(self, read: str, prior: str | None, *, known: bool = False) -> Guess:
        """Tell simplified, traditional and Japanese writing by letters that only one has, then by ear."""
        known = known or cantonese(read) or foreign(read) or bool(chinese(read))
        written = side(read) if known else None
        if written is not None:
            return Guess(written, sure=True)
        if cantonese(read):
            return Guess("zh-Hant", sure=True)
        tags = _HAN_TAGS[1:] if known else _HAN_TAGS
        if (prior or "").removesuffix("-easy") in tags:
            return Guess(prior or "", sure=False)
        if not known and japanese(read):
            return Guess("ja", sure=False)
        margins = self._learned.scores(ngrams(shared_letters(read)))
        heard = {tag: self._position.get("ja-easy" if tag == "ja" else tag) for tag in tags}
        loud = {tag: _DEAF if place is None else float(margins[place]) for tag, place in heard.items()}
        loud["ja"] = loud.get("ja", _DEAF) + _JAPANESE_FIRST
        loud["zh-Hans"] = loud.get("zh-Hans", _DEAF) + _SIMPLIFIED_FIRST
        return Guess(max(tags, key=lambda tag: loud[tag]), sure=False)

    def _best(self, read: str, tags: tuple[str, ...], prior: str | None) -> tuple[str, float]:
        """Rank by the learned ear, with a little of the general detector; best and its margin."""
        margins = self._learned.scores(ngrams(shared_letters(read)))
        general = self._outside.detector.rank(read)
        told = self._telling.counts(read)
        loudest = max(float(general[tag]) for tag in tags if tag in general)
        scores = {}
        for tag in tags:
            little = min(_ENOUGH, told[tag])
            score = float(margins[self._position[tag]]) + _WORD_SHARE * little
            if tag in general:
                score += _DETECTOR_SHARE * max(_DEAF, float(general[tag]) - loudest)
            elif little < _FEW_LETTERS:
                score -= _ROMAJI_PENALTY
            scores[tag] = score
        if "ru" in scores and not _UKRAINIAN.search(read):
            length = len(_CYRILLIC.findall(read)) - _WITHOUT_I_FROM
            scores["ru"] += min(_WITHOUT_I_MOST, _WITHOUT_I * length) if length > 0 else -_SHORT_WITHOUT_I
        if prior in scores:
            scores[prior] += _MARGIN
        order = sorted(scores, key=lambda tag: -scores[tag])
        return order[0], float(np.float64(scores[order[0]] - scores[order[1]]))


def _japanese(written: str, read: str, prior: str | None) -> Guess:
    """Tell easy Japanese by its writing: spaces between phrases, or hardly any kanji."""
    if prior in {"ja", "ja-easy"}:
        return Guess(prior, sure=True)
    letters = len(_KANA.findall(read)) + len(_HAN.findall(read))
    easy = bool(_SPACED.search(written)) or len(_HAN.findall(read)) < _FEW_KANJI * letters
    return Guess("ja-easy" if easy else "ja", sure=True)
