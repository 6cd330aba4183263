"""The linter of easy Japanese: the city's own standard, as far as a program can check it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.check.finding import Severity
from knowledge.check.passage import Part
from knowledge.check.rule import Rule
from knowledge.check.sentences import KANJI, READING, SLOT_WORD, easy_texts, unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.check.finding import Note
    from knowledge.check.sentences import EasyText
    from knowledge.check.shelf import Shelf

    Look = Callable[[EasyText], Iterator[tuple[int, str]]]

SENTENCE = 45
SENTENCE_GOOD = 40
WHOLE = 1000
KANJI_A_SENTENCE = 13
KANJI_EMERGENCY = 4
CHAIN = 5
RUN = 14
SHOWN = 24
_ANY_PART = frozenset({Part.TITLE, Part.BODY, Part.PHRASE})
_SENTENCES = frozenset({Part.BODY, Part.PHRASE})

_KANJI_RUN = re.compile(rf"[{KANJI}]+")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ ]+")
_ENDING = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ましょう|ください)[かねよ]*[。！？」]+$"
    r"|(?:^|[。」])(?:こんにちは|こんばんは|おはよう|はい|いいえ|さようなら)[。！？]+$",
)
_DOUBLE = re.compile(
    r"ない(?:わけ|こと|の|もの)(?:では|じゃ|は|も|が)?(?:ない|ありません|なかった)|なく(?:は|も)(?:ない|ありません)"
    r"|ないと(?:は|も)(?:言えません|いえません|限りません|かぎりません|言えない|限らない)"
    r"|(?:なければ|なくては|ないと)(?:なりません|いけません|ならない|いけない|だめ)"
    r"|ずには|ないでは(?:い|お)|ざるを得|ません(?:わけ|こと)",
)
_KEIGO = re.compile(
    rf"(?:ご|お|御)[{KANJI}ぁ-ん]{{1,6}}(?:ください|になり|になる|いたし)(?<!おねがいください)|いただ[かきくけいこ]|頂[かきくけいこ]"
    r"|させて(?!あげ)|いたし(?:ま|て)|致し|おります|おりません|存じ|伺[いう]|うかが[いう]|申し上げ|くださいま|いらっしゃ"
    r"|なさ[いっるら]|おっしゃ|参り|(?<!ありがとう)ございま|承り|拝見|差し上げ",
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d|(?<!\d)(?:1[3-9]|2[0-4])時(?!間)")
_SLASHED = re.compile(r"(?<!\d)\d{1,4}/\d{1,2}(?!\d)")
_ERA = re.compile(r"(?:令和|平成|昭和|[RHS])\s*(?:元|\d+|＿+)年")
_KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー・]+")
_ABAB = re.compile(r"([ぁ-んァ-ン][ぁ-んァ-ンー])\1")
_UNSPACED = re.compile(rf"[{KANJI}ヶヵぁ-ゖァ-ヺー]+")


def easy(name: str, severity: Severity = Severity.ERROR, parts: frozenset[Part] = _SENTENCES) -> Callable[[Look], Rule]:
    """Make a rule of a function that gives places in one easy Japanese text, and what is wrong there."""

    def named(look: Look) -> Rule:
        def check(shelf: Shelf) -> Iterator[Note]:
            for text in easy_texts(shelf.passages, shelf.path / "easy"):
                if text.passage.part in parts:
                    for place, message in look(text):
                        yield text.passage.note(message, place)

        return Rule(name, severity, (look.__doc__ or "").partition("\n")[0], check)

    return named


@easy("easy-no-reading", parts=_ANY_PART)
def no_reading(text: EasyText) -> Iterator[tuple[int, str]]:
    """Kanji without its reading right behind it."""
    for run in _KANJI_RUN.finditer(text.text):
        if text.text[run.end() : run.end() + 1] != "（":
            yield run.start(), f"“{run[0]}” has no reading. Write {run[0]}（かな）."


@easy("easy-bad-reading", parts=_ANY_PART)
def bad_reading(text: EasyText) -> Iterator[tuple[int, str]]:
    """A reading that is not in kana."""
    for reading in READING.finditer(text.text):
        if not _KANA.fullmatch(reading[0][1:-1]):
            yield reading.start(), f"the reading “{reading[0]}” is not in kana. Write only kana there."


@easy("easy-sentence-too-long")
def sentence_too_long(text: EasyText) -> Iterator[tuple[int, str]]:
    """A sentence of more than 45 letters, readings and spaces not counted."""
    for sentence in text.sentences:
        if len(sentence.closed) > SENTENCE:
            yield sentence.offset, f"{len(sentence.closed)} letters: “{_short(sentence.plain)}”. Make two sentences of it."


@easy("easy-sentence-long", Severity.WARNING)
def sentence_long(text: EasyText) -> Iterator[tuple[int, str]]:
    """A sentence of more than 40 letters."""
    for sentence in text.sentences:
        if SENTENCE_GOOD < len(sentence.closed) <= SENTENCE:
            yield sentence.offset, f"{len(sentence.closed)} letters: “{_short(sentence.plain)}”. Shorten it."


@easy("easy-ending")
def ending(text: EasyText) -> Iterator[tuple[int, str]]:
    """A sentence that does not end in です, ます or ください."""
    for sentence in text.sentences:
        if sentence.ended and not _ENDING.search(sentence.closed):
            end = sentence.plain[-SHOWN:]
            yield sentence.offset, f"ends in “{end}”. End it with です, ます or 〜て ください."


@easy("easy-double-negative")
def double_negative(text: EasyText) -> Iterator[tuple[int, str]]:
    """Two negations, which learners add up wrongly."""
    yield from _found(text, _DOUBLE, "is a double negative. Say it positively (〜て ください, 〜です).")


@easy("easy-keigo")
def keigo(text: EasyText) -> Iterator[tuple[int, str]]:
    """Honorific or humble words."""
    yield from _found(text, _KEIGO, "is keigo. Use the plain polite word (〜て ください, 〜ます).")


@easy("easy-sound-word")
def sound_word(text: EasyText) -> Iterator[tuple[int, str]]:
    """Words that imitate a sound or a feeling; no dictionary helps with them."""
    for sentence in text.sentences:
        words = [word for word in text.sounds if word in sentence.closed]
        words += [pair[0] for pair in _ABAB.finditer(sentence.closed) if pair[0] not in text.katakana | _REPEATED]
        for word in dict.fromkeys(words):
            yield sentence.offset, f"“{word}” imitates a sound or feeling. Say what it means."


@easy("easy-katakana", Severity.WARNING)
def katakana(text: EasyText) -> Iterator[tuple[int, str]]:
    """A loanword that is not on the list of known ones and has no 〈explanation〉."""
    plain = unread(text.text)
    explained = {word[1] for word in re.finditer(rf"({_KATAKANA.pattern})[^〈〉。]{{0,12}}〈", plain)}
    for word in _KATAKANA.finditer(plain):
        if word[0] not in text.katakana | explained:
            yield word.start(), f"“{word[0]}” may be unknown. Explain it in 〈 〉, or add it to easy/katakana.yaml."


@easy("easy-noun-chain", Severity.WARNING)
def noun_chain(text: EasyText) -> Iterator[tuple[int, str]]:
    """Five or more kanji in a row: nouns stuck together."""
    for sentence in text.sentences:
        for run in _KANJI_RUN.finditer(sentence.plain):
            if len(run[0]) >= CHAIN:
                yield sentence.offset, f"“{run[0]}” is a chain of nouns. Say it with a verb or with の."


@easy("easy-many-kanji", Severity.WARNING)
def many_kanji(text: EasyText) -> Iterator[tuple[int, str]]:
    """More than 13 kanji in one sentence, or more than 4 in an emergency."""
    most = KANJI_EMERGENCY if text.passage.owner.startswith("safety-") else KANJI_A_SENTENCE
    for sentence in text.sentences:
        count = sum(len(run) for run in _KANJI_RUN.findall(sentence.plain))
        if count > most:
            yield sentence.offset, f"{count} kanji in “{_short(sentence.plain)}”, at most {most}. Use kana or shorten it."


@easy("easy-clock")
def clock(text: EasyText) -> Iterator[tuple[int, str]]:
    """A time like 17:00, a date like 2/3, or a Japanese era alone."""
    yield from _found(text, _CLOCK, "is hard to read. Write 午前 or 午後 and 9時.")
    yield from _found(text, _SLASHED, "may be read in two ways. Write 2月3日.")
    for sentence in text.sentences:
        era = _ERA.search(sentence.closed)
        if era and not re.search(r"(?:19|20)\d\d年", sentence.closed):
            yield sentence.offset, f"“{era[0]}” is a Japanese era. Write the western year."


@easy("easy-no-spaces")
def no_spaces(text: EasyText) -> Iterator[tuple[int, str]]:
    """More than 14 letters without a space between the phrases."""
    for sentence in text.sentences:
        for run in _UNSPACED.finditer(sentence.plain.replace(SLOT_WORD, " ")):
            if len(run[0]) > RUN and not _KATAKANA.fullmatch(run[0]):
                yield sentence.offset, f"“{run[0]}” has no spaces. Put one between the phrases."


@easy("easy-too-much", parts=frozenset({Part.BODY}))
def too_much(text: EasyText) -> Iterator[tuple[int, str]]:
    """A whole text of more than 1,000 letters."""
    count = sum(len(sentence.closed) for sentence in text.sentences)
    if count > WHOLE:
        yield 0, f"{count} letters, at most {WHOLE}. Leave out what another desk can tell."


# Everyday words that only look like sounds.
_REPEATED = frozenset(
    "いろいろ ときどき それぞれ だんだん もともと なかなか たまたま べつべつ わざわざ ますます そろそろ "  # noqa: SIM905 - a word list
    "ひとびと まだまだ いちいち なになに もしもし みなみな".split(),
)


def _found(text: EasyText, pattern: re.Pattern[str], advice: str) -> Iterator[tuple[int, str]]:
    for sentence in text.sentences:
        for hit in pattern.finditer(sentence.closed):
            yield sentence.offset, f"“{hit[0]}” {advice}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


RULES = (
    no_reading, bad_reading, sentence_too_long, sentence_long, ending, double_negative, keigo, sound_word,
    katakana, noun_chain, many_kanji, clock, no_spaces, too_much,
)  # fmt: skip
