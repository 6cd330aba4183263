"""Small words that mean something by themselves: yes, the second one, and the phone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.laughter import Laughter
from bot.wordlist import Words, fold, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STEM_LEAST = 4
_STEM = 6
_DIGITS = 2
_MOSTLY = 0.6
_TELLING = 6  # letters of a word that is more than "there", "they" or "about"
_TELLING_UNSPACED = 9
_FEW = 3  # letters that say nothing yet, in scripts with spaces


class Cue(StrEnum):
    """What a small word asks for. The words themselves are data, one file a language."""

    YES = "yes"
    NO = "no"
    MORE = "more"
    NONE = "none"
    BACK = "back"
    GOOD = "good"
    BAD = "bad"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    LAST = "last"
    PHONE = "phone"
    FAX = "fax"
    ADDRESS = "address"
    HOURS = "hours"
    LANGUAGES = "languages"
    TODAY = "today"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    BOT = "bot"
    ERASE = "erase"
    SAME = "same"
    DIFFERENT = "different"
    ERASING = "erasing"
    WAIT = "wait"
    FEE = "fee"
    ANGRY = "angry"
    READERS = "readers"
    HELLO = "hello"
    ASKS = "asks"
    WISHES = "wishes"
    JOINT = "joint"
    GREETING = "greeting"
    MEANT = "meant"
    FILLER = "filler"
    SPEAK = "speak"
    LAUGH = "laugh"


WEEKDAYS = (Cue.MONDAY, Cue.TUESDAY, Cue.WEDNESDAY, Cue.THURSDAY, Cue.FRIDAY, Cue.SATURDAY, Cue.SUNDAY)
ASPECTS = (*WEEKDAYS, Cue.TODAY, Cue.TOMORROW, Cue.PHONE, Cue.FAX, Cue.ADDRESS, Cue.HOURS, Cue.LANGUAGES, Cue.FEE)
# What gives a talk to people or takes it from them is never read into a longer text.
_WHOLE = frozenset({Cue.BOT, Cue.ERASE, Cue.SAME, Cue.DIFFERENT, Cue.ERASING, Cue.WAIT, Cue.HELLO})
# What stands around and between questions: no text by itself, and nothing that is asked for.
_AROUND = frozenset({Cue.ASKS, Cue.WISHES, Cue.JOINT, Cue.GREETING, Cue.MEANT, Cue.FILLER, Cue.SPEAK, Cue.LAUGH})
# What means something by itself only where it was asked for, or inside a sentence.
_NEVER_ALONE = _AROUND | {Cue.ERASING, Cue.WAIT, Cue.HELLO, Cue.FEE, Cue.ANGRY, Cue.READERS}
ORDINALS = (Cue.FIRST, Cue.SECOND, Cue.THIRD)


class Cues:
    """All cue words of all languages, and the names of languages in every language."""

    def __init__(
        self,
        words: Mapping[Cue, frozenset[str]],
        language_names: Mapping[str, str],
        joints: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Take the words of each cue, and by language those that join one question to the next."""
        self._whole: dict[str, Cue] = {}
        for cue, spoken in words.items():
            for word in () if cue in _NEVER_ALONE else spoken:
                self._whole.setdefault(fold(word), cue)
        self.laughter = Laughter(words.get(Cue.LAUGH, frozenset()))
        self.joints = {
            tag: tuple(sorted(map(fold, each), key=len, reverse=True)) for tag, each in (joints or {}).items()
        }
        self._said = {cue: frozenset(map(fold, spoken)) for cue, spoken in words.items()}
        self._within = {
            cue: Words(spoken) for cue, spoken in self._said.items() if cue not in _WHOLE and cue not in _AROUND
        }
        self._around = {cue: Words(self._said.get(cue, ())) for cue in _AROUND}
        self._languages = {fold(name): tag for name, tag in language_names.items()}
        self._named = tuple(_named(self._languages))
        small = (*self._around[Cue.FILLER].longest_first, *self._around[Cue.GREETING].longest_first)
        asking = [word for cue in ASPECTS if cue in self._within for word in self._within[cue].longest_first]
        self._asking = Words({*asking, *small})
        names = {name for name in self._languages if len(name) >= _STEM_LEAST or unspaced(name)}
        self._wishing = Words({*names, *small, *self._around[Cue.SPEAK].longest_first})

    def whole(self, text: str) -> Cue | None:
        """Give the cue that the whole text is, or None."""
        return self._whole.get(fold(text))

    def says(self, text: str, cue: Cue) -> bool:
        """Say whether the whole text may be this cue, whatever else it may be ("cancel" is a no as well)."""
        return fold(text) in self._said.get(cue, ())

    def within(self, text: str) -> frozenset[Cue]:
        """Give every cue that stands in the text as words of its own; not those that only a whole text can be."""
        folded = fold(text)
        return frozenset(cue for cue, words in self._within.items() if words.stand_in(folded))

    def language(self, text: str) -> str | None:
        """Give the tag of the language that the whole text names ("ukrainian", "日本語")."""
        return self._languages.get(fold(text))

    def language_in(self, text: str) -> str | None:
        """Give the tag of the language named somewhere in the text, the longest name first.

        Short Latin names are left out: "id" and "en" begin many words, and are words themselves.
        """
        folded = f" {fold(text)} "
        return next((tag for needle, tag in self._named if needle in folded), None)

    def ordinal(self, text: str, count: int) -> int | None:
        """Give the position (0-based) that "2", "the second one" or "last" means among ``count``."""
        folded = fold(text)
        if folded.isdecimal() and len(folded) <= _DIGITS:
            position = int(folded)
            return position - 1 if 1 <= position <= count else None
        cue = self._whole.get(folded) or self._whole.get(self._peeled(folded, (Cue.FILLER,))) or self._mostly(folded)
        if cue in ORDINALS and self.opens(text, Cue.JOINT) and not self.within(text).isdisjoint(WEEKDAYS):
            return None  # "e segunda?" behind a place is Monday, not the second
        if cue is Cue.LAST:
            return count - 1 if count else None
        if cue in ORDINALS:
            position = ORDINALS.index(cue)
            return position if position < count else None
        return None

    def rest(self, text: str) -> str:
        """Give what is left of a text without the small words that ask about a place."""
        left = f" {fold(text)} "
        for cue in ASPECTS:
            for word in self._within[cue].longest_first if cue in self._within else ():
                left = left.replace(word, "") if unspaced(word) else left.replace(f" {word} ", " ")
        return left.strip()

    def telling(self, text: str) -> bool:
        """Say whether a text holds more than small words about a place and names of languages."""
        left = self.rest(text)
        for name in self._languages:
            left = left.replace(name, "") if unspaced(name) else left
        words = left.split()
        run = sum(len(word) for word in words if unspaced(word))
        return run >= _TELLING_UNSPACED or any(
            len(word) >= _TELLING and not unspaced(word) and self.language_in(word) is None for word in words
        )

    def around(self, cue: Cue) -> tuple[str, ...]:
        """Give the words of a cue that stands around questions, the longest first."""
        return self._around[cue].longest_first

    def holds(self, text: str, cue: Cue) -> bool:
        """Say whether a phrase of a cue stands in a text; in Korean, whatever ending it has."""
        return cue in self._within and self._within[cue].begin_in(fold(text))

    def opens(self, text: str, cue: Cue) -> bool:
        """Say whether a text begins with a word of a cue: "no, …", "thanks! …"."""
        folded = f"{fold(text)} "
        return any(
            folded.startswith(word if unspaced(word) else f"{word} ") for word in self._said.get(cue, ()) if word
        )

    def core(self, text: str) -> str:
        """Give a text without the small words that stand before and behind what it names: "and in Sakae, then?"."""
        left, rest = "", fold(text)
        while rest != left:
            left, rest = rest, self._peeled(rest, (Cue.FILLER, Cue.JOINT, Cue.GREETING))
        return left

    def _peeled(self, folded: str, cues: tuple[Cue, ...]) -> str:
        for cue in cues:
            for word in self._around[cue].longest_first:
                if len(word) >= len(folded):
                    continue
                apart = "" if unspaced(word) else " "
                if folded.startswith(word + apart):
                    return folded[len(word) :].strip()
                if folded.endswith(apart + word):
                    return folded[: -len(word)].strip()
        return folded

    def asks(self, text: str, *, firmly: bool = False) -> bool:
        """Say whether a text holds a word that questions are made of ("where"); unless ``firmly``, also a wish."""
        folded = fold(text)
        return self._around[Cue.ASKS].stick_in(folded) or (not firmly and self._around[Cue.WISHES].stick_in(folded))

    def asks_only(self, text: str) -> bool:
        """Say whether a text asks for one thing of a place, and holds no other word: "what is their number?"."""
        return not self.within(text).isdisjoint(ASPECTS) and not self._asking.without(fold(text))

    def wished(self, text: str) -> str | None:
        """Give the tag of the language that a text asks to go on in, if it holds nothing else."""
        tag = self.language_in(text)
        return None if tag is None or self._wishing.without(fold(text)) else tag

    def _mostly(self, folded: str) -> Cue | None:
        """Give the ordinal that makes up most of a text: "the first one, please"."""
        for cue in (*ORDINALS, Cue.LAST):
            for word in self._within[cue].longest_first if cue in self._within else ():
                if len(word) < _MOSTLY * len(folded):
                    break
                if word in folded if unspaced(word) else f" {word} " in f" {folded} ":
                    return cue
        return None


def _named(languages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give what a language's name begins with in a text, and its tag; the longest name first."""
    for name in sorted(languages, key=len, reverse=True):
        if unspaced(name):
            yield name, languages[name]
        elif len(name) >= _STEM_LEAST:
            yield f" {name[:-2] if len(name) > _STEM else name}", languages[name]


def opens_in(said: str, folded: str) -> bool:
    """Say whether folded words stand in a folded text, the last one perhaps unfinished ("volun")."""
    if unspaced(said):
        return len(said) > 1 and said in folded
    return len(said) > _FEW and f" {said}" in f" {folded}"
