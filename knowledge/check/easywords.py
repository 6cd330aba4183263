"""Easy Japanese, its words: nothing doubly negated, honorific, imitated, foreign or ambiguous."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.check.easyrule import easy
from knowledge.check.finding import Severity
from knowledge.check.sentences import KANJI, unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.sentences import EasyText

_DOUBLE = re.compile(
    r"ない(?:わけ|こと|の|もの)(?:では|じゃ|は|も|が)?(?:ない|ありません|なかった)|なく(?:は|も)(?:ない|ありません)"
    r"|ないと(?:は|も)(?:言えません|いえません|限りません|かぎりません|言えない|限らない)"
    r"|(?:なければ|なくては|ないと)(?:なりません|いけません|ならない|いけない|だめ)"
    r"|ずには|ないでは(?:い|お)|ざるを得|ません(?:わけ|こと)",
)
_KEIGO = re.compile(
    rf"(?:ご|お|御)[{KANJI}ぁ-ん]{{1,6}}(?<![てでを])ください|(?:ご|お|御)[{KANJI}ぁ-ん]{{1,4}}(?:になり|になる|いたし)"
    r"|いただ[かきくけいこ]|頂[かきくけいこ]"
    r"|させて(?!あげ)|いたし(?:ま|て)|致し|おります|おりません|存じ|伺[いう]|うかが[いう]|申し上げ|くださいま|いらっしゃ"
    r"|なさ[いっるら]|おっしゃ|参り|(?<!ありがとう)ございま|承り|拝見|差し上げ",
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d|(?<!\d)(?:1[3-9]|2[0-4])時(?!間)|(?:十[三四五六七八九]|二十[一二三四]?)時(?!間)")
_SLASHED = re.compile(r"(?<!\d)\d{1,4}/\d{1,2}(?!\d)|(?<!\d)\d{4}[-.]\d{1,2}[-.]\d{1,2}(?!\d)")
_ERA = re.compile(r"(?:令和|平成|昭和|[RHS])\s*(?:元|\d+|＿+)年")
_ABAB = re.compile(r"([ぁ-んァ-ン][ぁ-んァ-ンー])\1")
_KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー・]+")
# Everyday words that only look like sounds.
_REPEATED = frozenset(
    "いろいろ ときどき それぞれ だんだん もともと なかなか たまたま べつべつ わざわざ ますます そろそろ "  # noqa: SIM905 - a word list
    "ひとびと まだまだ いちいち なになに もしもし みなみな".split(),
)


@easy("easy-double-negative")
def double_negative(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find two negations, which learners add up wrongly."""
    yield from _found(text, _DOUBLE, "is a double negative. Say it positively (〜て ください, 〜です).")


@easy("easy-keigo")
def keigo(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find honorific or humble words."""
    yield from _found(text, _KEIGO, "is keigo. Use the plain polite word (〜て ください, 〜ます).")


@easy("easy-sound-word")
def sound_word(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find words that imitate a sound or a feeling; no dictionary helps with them."""
    for sentence in text.sentences:
        words = [word for word in text.sounds if word in sentence.closed]
        words += [pair[0] for pair in _ABAB.finditer(sentence.closed) if pair[0] not in text.katakana | _REPEATED]
        for word in dict.fromkeys(words):
            yield sentence.offset, f"“{word}” imitates a sound or feeling. Say what it means."


@easy("easy-katakana", Severity.WARNING)
def katakana(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a loanword that is not on the list of known ones and has no 〈explanation〉."""
    plain = unread(text.text)
    explained = {word[1] for word in re.finditer(rf"({_KATAKANA.pattern})[^〈〉。ァ-ヺー]{{0,8}}〈", plain)}
    for word in _KATAKANA.finditer(plain):
        if word[0] not in text.katakana | explained:
            yield (
                word.start(),
                f"“{word[0]}” may be unknown. Explain it in 〈 〉, or add it to easy/katakana.yaml.",
            )


@easy("easy-clock")
def clock(text: EasyText) -> Iterator[tuple[int, str]]:
    """Find a time like 17:00, a date like 2/3, or a Japanese era alone."""
    yield from _found(text, _CLOCK, "is hard to read. Write 午前 or 午後 and 9時.")
    yield from _found(text, _SLASHED, "may be read in two ways. Write 2月3日.")
    for sentence in text.sentences:
        era = _ERA.search(sentence.closed)
        if era and not re.search(r"(?:19|20)\d\d年", sentence.closed):
            yield sentence.offset, f"“{era[0]}” is a Japanese era. Write the western year."


def _found(text: EasyText, pattern: re.Pattern[str], advice: str) -> Iterator[tuple[int, str]]:
    for sentence in text.sentences:
        for hit in pattern.finditer(sentence.closed):
            yield sentence.offset, f"“{hit[0]}” {advice}"


RULES = (double_negative, keigo, sound_word, katakana, clock)
