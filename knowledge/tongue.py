"""What language a text is written in: scripts first, then telling letters, then a learned ear.

The candidates are only the languages that the counter writes. Whatever comes out, the whole
library is searched: a wrong guess costs the wording of the answer, never the answer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.entry import Guess
from knowledge.finder.lexical import ngrams
from knowledge.finder.normalise import clean, shared_letters
from knowledge.yamlfile import mapping, read_yaml, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from py3langid.langid import LanguageIdentifier

    from knowledge.finder.lexical import LexicalView

_OWN_SCRIPT = (
    ("ko", re.compile(r"[\uac00-\ud7a3\u3130-\u318f]")),
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
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
# Chinese words that Japanese never writes that way; the second are Cantonese, written in Hant.
_CHINESE = re.compile("[你我您的了吗呢吧嗎她它们們这這那哪怎么麼谁誰没沒把给給想是在不很]")
_CANTONESE = re.compile("[嘅咗喺唔係嗰啲喇㗎嚟咩佢哋畀乜晒冇邊]")
_JAPANESE_GRAMMAR = re.compile(
    "(?:です|ます|まし|ません|ください|って|たい|ない|ある|いる|する|した|して|から|まで|には|では|とは"
    "|[はをがにでも](?![ぁ-ん])|か[?？。]?$|の(?=[a-z]))"
)
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
_WORD = re.compile(r"[^\W\d_]+")
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
_DEAF = -25.0


class Ear:
    """Tells languages apart. Immutable.

    learned  trained from the library's own texts, its classes are ``tags``
    little   little words of each language (``little_words.yaml``)
    """

    def __init__(self, tags: tuple[str, ...], learned: LexicalView, little: Mapping[str, frozenset[str]]) -> None:
        self._little = little
        self._position = {tag: place for place, tag in enumerate(tags)}
        self._learned = learned

    def guess(self, written: str, prior: str | None) -> Guess:
        """Guess the language; ``prior`` decides where the text does not."""
        read = clean(written).casefold()
        for tag, script in _OWN_SCRIPT:
            if len(script.findall(read)) >= _FEW_LETTERS:
                return Guess(tag, sure=True)
        if len(_CYRILLIC.findall(read)) >= _FEW_LETTERS:
            return self._cyrillic(read, prior)
        if _KANA.search(read):
            return self._with_kana(written, read, prior)
        if _HAN.search(read):
            return self._latin(read, prior) if self._quotes(read) else self._han(read, prior)
        if _LATIN.search(read):
            return self._latin(read, prior)
        return Guess(prior or "en", sure=False)

    def knows_a_word(self, text: str) -> bool:
        """Say whether a text holds a little word of some language: then its keyboard was the right one."""
        words = _WORD.findall(text.casefold())
        return any(word in little for little in self._little.values() for word in words if len(word) > 1)

    def _cyrillic(self, read: str, prior: str | None) -> Guess:
        ukrainian, russian = len(_UKRAINIAN.findall(read)), len(_RUSSIAN.findall(read))
        if bool(ukrainian) != bool(russian):
            return Guess("uk" if ukrainian else "ru", sure=True)
        tag, margin = self._best(read, _CYRILLIC_TAGS, prior)
        if prior in _CYRILLIC_TAGS and len(_CYRILLIC.findall(read)) < _WITHOUT_I_FROM:
            # A name, or a word or two, may stand without і in Ukrainian as well.
            return Guess(prior, sure=False)
        return Guess(tag, sure=margin >= _MARGIN)

    def _with_kana(self, written: str, read: str, prior: str | None) -> Guess:
        """Japanese, or another language that quotes a Japanese name."""
        quoted = not _JAPANESE_GRAMMAR.search(read)
        if self._quotes(read):
            return self._latin(read, prior)
        if _CANTONESE.search(read) or (len(_CHINESE.findall(read)) >= _FEW_LETTERS and quoted):
            return self._han(_KANA.sub("", read), prior if prior in {"zh-Hans", "zh-Hant"} else None, chinese=True)
        if quoted and (_simplified(read) or _CHINESE.search(read)):
            return self._han(_KANA.sub("", read), prior, chinese=True)
        quoted = quoted and len(_HIRAGANA.findall(read)) < _A_PHRASE
        if quoted and len(_LATIN.findall(read)) > len(_KANA.findall(read)) + 2 * len(_HAN.findall(read)):
            return self._latin(read, prior)
        return _japanese(written, read, prior)

    def _quotes(self, read: str) -> bool:
        """Whether a text in another Latin language than English only quotes a Japanese name."""
        words = _WORD.findall(read)
        said = max(sum(word in self._little[tag] for word in words) for tag in ("es", "pt", "tl", "id", "vi", "ne"))
        english = sum(word in self._little["en"] for word in words)
        ends_japanese = read.rstrip("?？。！! ").endswith(("す", "い", "か", "て"))
        return said >= _FEW_LETTERS and said > english and not ends_japanese

    def _latin(self, read: str, prior: str | None) -> Guess:
        if len(_VIETNAMESE.findall(read)) >= _FEW_LETTERS:
            return Guess("vi", sure=True)
        tag, margin = self._best(read, _LATIN_TAGS, prior)
        if tag == "ja-easy" and prior == "ja":
            tag = "ja"
        return Guess(tag, sure=margin >= _MARGIN and len(read) >= _SURE_LETTERS)

    def _han(self, read: str, prior: str | None, *, chinese: bool = False) -> Guess:
        """Tell simplified, traditional and Japanese writing by letters that only one has, then by ear."""
        if _CANTONESE.search(read):
            return Guess("zh-Hant", sure=True)
        simplified, traditional = _simplified(read), _traditional(read)
        chinese = chinese or bool(simplified or traditional or _CHINESE.search(read))
        simple, trad = (sum(letter in letters for letter in read) for letters in _han_letters()[2:])
        if chinese and simple != trad:
            return Guess("zh-Hans" if simple > trad else "zh-Hant", sure=True)
        tags = _HAN_TAGS[1:] if chinese else _HAN_TAGS
        if (prior or "").removesuffix("-easy") in tags:
            return Guess(prior or "", sure=False)
        margins = self._learned.scores(ngrams(shared_letters(read)))
        heard = {tag: self._position.get("ja-easy" if tag == "ja" else tag) for tag in tags}
        loud = {tag: _DEAF if place is None else float(margins[place]) for tag, place in heard.items()}
        loud["ja"] = loud.get("ja", _DEAF) + _JAPANESE_FIRST
        return Guess(max(tags, key=lambda tag: loud[tag]), sure=False)

    def _best(self, read: str, tags: tuple[str, ...], prior: str | None) -> tuple[str, float]:
        """Rank by the learned ear, with a little of the general detector; best and its margin."""
        margins = self._learned.scores(ngrams(shared_letters(read)))
        general = dict(_detector().rank(read))
        words = _WORD.findall(read)
        loudest = max(float(general[tag]) for tag in tags if tag in general)
        scores = {}
        for tag in tags:
            little = min(_ENOUGH, sum(word in self._little[tag] for word in words))
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


def load_little_words(path: Path) -> dict[str, frozenset[str]]:
    """Read ``little_words.yaml``."""
    data = mapping(read_yaml(path), path)
    return {tag: frozenset(text(words, path).split()) for tag, words in data.items()}


def _japanese(written: str, read: str, prior: str | None) -> Guess:
    """Tell easy Japanese by its writing: spaces between phrases, or hardly any kanji."""
    if prior in {"ja", "ja-easy"}:
        return Guess(prior, sure=True)
    letters = len(_KANA.findall(read)) + len(_HAN.findall(read))
    easy = bool(_SPACED.search(written)) or len(_HAN.findall(read)) < _FEW_KANJI * letters
    return Guess("ja-easy" if easy else "ja", sure=True)


def _simplified(read: str) -> int:
    return sum(letter in _han_letters()[0] for letter in read)


def _traditional(read: str) -> int:
    return sum(letter in _han_letters()[1] for letter in read)


@lru_cache(maxsize=1)
def _han_letters() -> tuple[frozenset[str], ...]:
    """Give simplified and traditional letters that Japanese does not write, then all of each.

    What everyday Japanese also writes (level 1 of JIS X 0208) does not tell Chinese from it.
    """
    from opencc import OpenCC  # noqa: PLC0415 - tables that only Chinese texts need

    every = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    to_simple, to_trad = OpenCC("t2s"), OpenCC("s2t")
    trad = frozenset(one for one in every if to_simple.convert(one) != one)
    simple = frozenset(one for one in every if to_trad.convert(one) != one) - trad
    everyday = frozenset(one for one in every if _everyday_japanese(one))
    return simple - everyday, trad - everyday, simple, trad


def _everyday_japanese(letter: str) -> bool:
    try:
        code = letter.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF  # noqa: PLR2004 - JIS X 0208, rows 16 to 47


@lru_cache(maxsize=1)
def _detector() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.3 s, only once

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(["en", "es", "id", "ne", "pt", "tl", "vi", "uk", "ru"])
    return identifier
