"""A counter of a few lines: three languages, a handful of entries, and no library behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.cues import Cue, Cues
from bot.desk import Desk
from bot.dialog import answer
from bot.entry import (
    NO_MORE,
    About,
    Action,
    Answer,
    Area,
    Candidate,
    Finding,
    Found,
    Guess,
    Nothing,
    Outside,
    Spot,
    Unsure,
)
from bot.message import Content, Location, Message, Text
from bot.phrases import Language, Phrasebook
from bot.plain import plain
from bot.reply import Choice, Paragraph, Part, Phone, PlaceCard, Source
from bot.safety import Rule, Sheet, Watch
from bot.step import Step

if TYPE_CHECKING:
    from bot.ports import Office

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
HELPLINE = "045-000-0000"

LANGUAGES = (
    Language("en", "English", "英語", "eigo", "Latin", ()),
    Language("uk", "Українська", "ウクライナ語", "ukurainago", "Cyrillic", ("en",)),
    Language("ja", "日本語", "日本語", "nihongo", "Japanese", ()),
    Language("ja-easy", "やさしい日本語", "やさしい日本語", "yasashii nihongo", "Japanese", ("ja",)),
)
TITLES = {
    "place-tsurumi": "Tsurumi lounge",
    "place-naka": "Naka lounge",
    "lounge-nearest": "The lounge nearest to you",
    "lounge-hours": "Opening hours",
    "lounge-list": "All lounges",
    "consultation-contact": "How to consult",
    "life-garbage": "Garbage",
    "life-school": "School",
    "talk-human": "Talk to a person",
    "talk-erase": "Delete my data",
    "talk-language": "Change language",
    "talk-hello": "Hello",
    "talk-thanks": "You are welcome",
    "talk-easy-japanese": "Easy Japanese",
    "safety-ambulance": "Fire or ambulance",
    "safety-violence": "Violence",
}
ACTIONS = {
    "talk-human": Action.HUMAN,
    "talk-erase": Action.ERASE,
    "talk-language": Action.LANGUAGE_CHOOSER,
    "talk-hello": Action.HELLO,
    "talk-easy-japanese": Action.EASY_JAPANESE,
    "lounge-nearest": Action.LOUNGE_NEAREST,
}
RELATED = {"place-tsurumi": ("lounge-hours", "lounge-list"), "life-garbage": ("life-school",)}
FOUND = {
    "tsurumi": "place-tsurumi",
    "where is the tsurumi lounge": "place-tsurumi",
    "де лаунж цурумі": "place-tsurumi",
    "naka lounge": "place-naka",
    "garbage": "life-garbage",
    "what day is garbage day please": "life-garbage",
    "куди подіти сміття": "life-garbage",
    "nearest lounge": "lounge-nearest",
    "hello": "talk-hello",
    "a person please": "talk-human",
    "erase everything": "talk-erase",
    "thanks": "talk-thanks",
    "speak ukrainian to me": "talk-language",
    "other languages": "talk-language",
    "say it easily": "talk-easy-japanese",
    "an accident, i think": "safety-ambulance",
}
UNSURE = {
    "papers": ("life-school", "life-garbage", "safety-ambulance", "lounge-list"),
    "hm": ("life-school", "life-garbage"),
}
KOHOKU = Spot(Area.WARD, "港北区", "港北区", 35.5, 139.6)
TSUNASHIMA = Spot(Area.STATION, "綱島", "港北区", 35.5, 139.6)


@dataclass
class Shelf:
    """What the counter knows: a ``Knowledge`` by table. ``broken`` makes every search fail."""

    broken: bool = False
    closed: bool = False
    strangers: dict[str, Outside] = field(default_factory=dict)
    asked: list[About] = field(default_factory=list)

    def language(self, text: str, prior: str | None) -> Guess:
        """Tell strangers by table, Cyrillic, kana and Latin words; anything else is what was believed before."""
        if text in self.strangers:
            return Guess(prior or self.strangers[text].nearest, sure=False, outside=self.strangers[text])
        if any("а" <= letter <= "я" or letter in "іїєґ" for letter in text.casefold()):
            return Guess("uk", sure=len(text) > 4)
        if any("ぁ" <= letter <= "ヿ" for letter in text):
            return Guess("ja", sure=True)
        words = [word for word in text.split() if word.isascii() and word.isalpha()]
        return Guess("en", sure=True) if len(words) > 1 else Guess(prior or "en", sure=False)

    def find(self, text: str, language: str | None) -> Finding:
        """Look the text up."""
        del language
        if self.broken:
            raise RuntimeError(text)
        said = text.casefold().strip(" ?!.")
        if said in FOUND:
            return Found(FOUND[said], (Candidate(FOUND[said], 0.95),))
        if said in UNSURE:
            return Unsure(tuple(Candidate(entry, 0.4) for entry in UNSURE[said]))
        return Nothing()

    def answer(self, entry: str, language: str, now: datetime, about: About) -> Answer | None:
        """Write an entry as its title in the language, with what was asked about it."""
        del now
        if entry not in TITLES:
            return None
        if about != NO_MORE:
            self.asked.append(about)
        place = about.place or (entry.removeprefix("place-") if entry.startswith("place-") else None)
        parts: list[Part] = [Paragraph(f"[{language}] {TITLES[entry]}")]
        if entry == "talk-human":
            parts += [_card("centre", open_now=not self.closed), Source("a source")]
        if entry.startswith("safety-"):
            parts += [Phone("119", "Fire and ambulance"), Source("a source")]
        related = tuple(Choice(f"entry:{other}", TITLES[other]) for other in RELATED.get(entry, ()))
        return Answer(entry, TITLES[entry], language, tuple(parts), related, ACTIONS.get(entry), place)

    def spot(self, where: str | Location) -> Spot | None:
        """Know one ward and one station; every location is in the ward."""
        if isinstance(where, Location):
            return KOHOKU
        said = where.casefold()
        return KOHOKU if "kohoku" in said else TSUNASHIMA if "tsunashima" in said else None


def _card(place: str, *, open_now: bool) -> PlaceCard:
    return PlaceCard(place, "The centre", "センター", "西区", "045-111-1111", "", open_now, "Open until 17:00")


def phrasebook() -> Phrasebook:
    """Every sentence is its key in brackets, so that a test reads what was said, not how."""
    keys = {
        "erase_yes": "Delete it", "erase_no": "Keep it", "yes": "Yes", "no": "No", "none_of_these": "None of these",
        "language_followed": "(followed {language})", "language_changed": "(now {language})",
        "language_outside": "(not {language})",
        "too_long": "(too long {limit})", "trouble": "(trouble {tel})", "about_distance": "(about {distance})",
        "metres": "{number} m", "kilometres": "{whole}.{tenth} km", "helpful": "Good", "not_helpful": "Bad",
        "talk_to_a_person": "Talk to a person", "case_consent": "(consent {days} {fire} {police})",
        "case_consent_yes": "Yes, please", "case_consent_no": "No, thanks", "case_same_yes": "The same",
        "case_same_no": "Another", "case_queued": "(queued {number})", "case_callback": "(callback {time})",
        "case_callback_unknown": "(callback {time}, nobody speaks {language})", "case_closing": "(closing {time})",
        "case_taken": "(taken {alias})", "case_transferred": "(transferred {alias})",
        "case_on_hold": "(on hold {alias} {time})", "case_hold_over": "(hold over {alias})",
    }  # fmt: skip
    return Phrasebook(LANGUAGES, {"en": _Said(keys)})


class _Said(dict[str, str]):
    """Gives "(key)" for a key that has no sentence of its own."""

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Give the sentence of a key; there always is one."""
        return super().get(key, default or f"({key})")


WORDS: dict[Cue, frozenset[str]] = {
    Cue.YES: frozenset({"yes", "так"}),
    Cue.NO: frozenset({"no", "ні", "cancel"}),
    Cue.MORE: frozenset({"more"}),
    Cue.NONE: frozenset({"none of these", "none"}),
    Cue.BACK: frozenset({"back"}),
    Cue.GOOD: frozenset({"👍", "great"}),
    Cue.BAD: frozenset({"👎"}),
    Cue.FIRST: frozenset({"first", "the first one", "one"}),
    Cue.SECOND: frozenset({"second", "the second one", "друге", "二番目"}),
    Cue.LAST: frozenset({"last"}),
    Cue.PHONE: frozenset({"phone", "телефон", "電話"}),
    Cue.HOURS: frozenset({"hours", "open"}),
    Cue.SUNDAY: frozenset({"sunday", "日曜"}),
    Cue.TOMORROW: frozenset({"tomorrow"}),
    Cue.BOT: frozenset({"bot", "cancel", "бот"}),
    Cue.ERASE: frozenset({"delete my data"}),
    Cue.SAME: frozenset({"same matter"}),
    Cue.DIFFERENT: frozenset({"another matter"}),
}
NAMES = {
    "english": "en", "ukrainian": "uk", "українською": "uk", "japanese": "ja", "日本語": "ja",
    "easy japanese": "ja-easy",
}  # fmt: skip
SHEETS = (
    Sheet("safety-ambulance", "en", (Rule("fire", (("fire", "пожежа", "火事"),)),), harmless=("fire insurance",)),
    Sheet("safety-violence", "en", (Rule("beaten", (("beats me",),)),)),
)


def desk(shelf: Shelf | None = None, office: Office | None = None) -> Desk:
    """Open the counter; with an ``office`` counselors answer in the chat."""
    cues = Cues(WORDS, NAMES)
    return Desk(shelf or Shelf(), phrasebook(), cues, Watch(SHEETS), HELPLINE, office, fire="119", police="110")


_events = count(1)


def message(content: Content | str, language: str | None = None, talk: str = "talk") -> Message:
    """Make a message that nobody sent before."""
    what = Text(content) if isinstance(content, str) else content
    return Message("test", talk, f"event-{next(_events)}", what, NOON, language)


@dataclass
class Talk:
    """A person at the counter: ``say`` something, then look at ``step``, ``text`` and ``choices``."""

    desk: Desk = field(default_factory=desk)
    state: Conversation = field(default_factory=lambda: Conversation("test", "talk"))
    profile: str | None = None
    now: datetime = NOON
    step: Step = field(default_factory=lambda: Step(Conversation("test", "talk")))

    def say(self, *contents: Content | str) -> Talk:
        """Send messages one after another."""
        for content in contents:
            self.step = answer(self.state, message(content, self.profile), self.desk, self.now)
            self.state = self.step.conversation
        return self

    def wait(self, minutes: int) -> Talk:
        """Let time go by."""
        self.now += timedelta(minutes=minutes)
        return self

    @property
    def text(self) -> str:
        """Everything the counter said last, as plain text."""
        return "\n".join(plain(reply, self.desk.phrases) for reply in self.step.replies)

    @property
    def choices(self) -> list[str]:
        """The labels that the counter offered last."""
        return [choice.label for reply in self.step.replies for choice in reply.choices]

    @property
    def language(self) -> str:
        """The language of the last reply."""
        return self.step.replies[-1].language
