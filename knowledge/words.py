"""Facts put into one language: slots, names, cards, sources. Wording varies, values never do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.reply import Source
from knowledge.beside import beside, in_brackets, said_before
from knowledge.facts import CITY_DOCUMENT, Fact, Record
from knowledge.hours import Hours
from knowledge.localise import EASY, say_date, say_languages, say_list, say_number
from knowledge.reading import reading_in
from knowledge.seams import closed_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.phrases import Phrasebook

SLOT = re.compile(r"\{([a-z0-9-]+)\.([a-z0-9_]+)\}")
_JAPANESE = frozenset({"ja", EASY})
_CHINESE = frozenset({"zh-Hans", "zh-Hant"})
_READ_KANJI = frozenset({*_JAPANESE, *_CHINESE})
_KANJI = re.compile(r"[一-龥々]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_OWN_BRACKETS = re.compile(r"(.+)（([^（）]+)）")
_NOTED = 4


@dataclass(slots=True)
class Speaker:
    """Says facts in one language at one moment, and remembers which facts it used."""

    phrases: Phrasebook
    records: Mapping[str, Record]
    language: str
    now: datetime
    used: dict[tuple[str, str], Fact] = field(default_factory=dict)

    def say(self, key: str, **slots: str) -> str:
        """Say a phrase in this language."""
        return self.phrases.say(key, self.language, **slots)

    def fill(self, body: str) -> str:
        """Fill the {record.field} slots of a text."""
        filled, rest = "", body
        while slot := SLOT.search(rest):
            before, after = filled + rest[: slot.start()], rest[slot.end() :]
            value = self.value(slot[1], slot[2], before)
            before, value, rest = closed_up(before, value, after, self.language)
            filled = before + value
        return filled + rest

    def value(self, record_id: str, name: str, before: str = "") -> str:
        """Say one field of one record, after these words; a name in this language where an official one exists."""
        record = self.records[record_id]
        if name == "name":
            return self.name(record, before)
        fact = record.get(name)
        if fact is None:
            return ""
        self.note(record_id, name, fact)
        return self.say_fact(fact, before)

    def say_fact(self, fact: Fact, before: str = "") -> str:
        """Say a value the way its type is written in this language."""
        match fact.type:
            case "date":
                return say_date(fact.value, self.language)
            case "number":
                return say_number(fact.value, self.language)
            case "languages":
                return say_languages(fact.values, self.language)
            case "hours":
                return Hours(fact.value).describe(self.language, self.say)
            case "names":
                return self._say_names(fact, before)
            case _:
                return say_list(fact.values, self.language) if fact.values else fact.value

    def name(self, record: Record, before: str = "") -> str:
        """Give a record's name: the official one of this language, else the English one, else the Japanese one.

        Beside a foreign name stands the Japanese one, beside a Japanese one its reading in the
        reader's letters; easy Japanese gets the reading in kana. Who reads Chinese reads the kanji.
        """
        japanese, reading = record.name_ja, record.value("reading")
        if self.language in _JAPANESE:
            return self._easy(japanese, reading) if self.language == EASY else japanese
        own = record.name.get(self.language) or record.name.get("en")
        if own is None:
            return self._read(japanese, reading, before)
        if self.language in _CHINESE and self.language not in record.name and _KANJI.search(japanese):
            return self._pair(japanese, own.value, before) if _KANA.search(japanese) else japanese
        return self._pair(own.value, japanese, before)

    def _easy(self, japanese: str, reading: str) -> str:
        reading = reading.replace(" ", "")
        if not reading or not _KANJI.search(japanese):
            return japanese
        own = _OWN_BRACKETS.fullmatch(japanese)
        if own and not _KANJI.search(own[2]):  # 開発会議（TICAD 9）: the reading goes into the brackets that are there
            return f"{own[1]}（{reading.partition('（')[0]}、{own[2]}）"
        return f"{japanese}（{reading}）"

    def _read(self, japanese: str, reading: str, before: str) -> str:
        """Give a Japanese name with its reading, as far as the reader needs it."""
        if not reading or (self.language in _CHINESE and not _KANA.search(japanese)):
            return japanese
        return self._pair(japanese, reading_in(reading, self.language), before)

    def _pair(self, first: str, second: str, before: str) -> str:
        """Put two names side by side, but for one that the text has just said."""
        inside = in_brackets(before)
        for name, other in ((first, second), (second, first)) if inside else ():
            if said_before(name, before):
                return other
        return beside(first, second, self.language, inside=inside)

    def _say_names(self, fact: Fact, before: str) -> str:
        names = fact.names or {}
        if self.language not in names and fact.reading:
            return self._read(names.get("ja", ""), fact.reading, before)
        said = names.get(self.language) or names.get("en") or names.get("ja", "")
        return say_list(said.split("\n"), self.language) if "\n" in said else said

    def desk(self, record: Record) -> str:
        """Say what a desk is for, in this language, with its Japanese name beside it."""
        key = f"desk_{record.id.replace('-', '_')}"
        if not self.phrases.has(key):
            return self.name(record)
        name = self.name(record) if self.language in _JAPANESE else record.name_ja
        return f"{self.say(key)} ({name})" if name else self.say(key)

    def own_name(self, record: Record) -> str:
        """Give the name alone, for a label beside which the Japanese name stands already."""
        own = record.name.get(self.language) or (record.name.get("en") if self.language not in _JAPANESE else None)
        if self.language in _JAPANESE:
            return self.name(record)
        if own is None:
            reading = "" if self.language in _CHINESE else reading_in(record.value("reading"), self.language)
            return reading[:1].upper() + reading[1:] or record.name_ja
        return own.value

    def has_name(self, record: Record) -> bool:
        """Say whether a record has a name that this language's readers can read."""
        readers = {self.language, "en"} if self.language not in _READ_KANJI else {"ja"}
        return not readers.isdisjoint(record.name)

    def note(self, record_id: str, name: str, fact: Fact) -> None:
        """Remember that the answer uses this fact, so that its source is shown."""
        if fact.source:
            self.used[record_id, name] = fact

    def sources(self) -> tuple[Source, ...]:
        """Give one line per source of the used facts, the city's document first."""
        lines: dict[str, Source] = {}
        facts = sorted(self.used.values(), key=lambda fact: fact.source != CITY_DOCUMENT)
        for fact in facts:
            source = self._source(fact)
            lines.setdefault(source.text, source)
        found = list(lines.values())[:_NOTED]
        if any(source.old for source in lines.values()):
            found.append(Source(self.say("source_old"), old=True))
        return tuple(found)

    def _source(self, fact: Fact) -> Source:
        if fact.source == CITY_DOCUMENT:
            return Source(self.say("source_city", year=fact.as_of))
        host = urlsplit(fact.source).hostname or fact.source
        url = fact.source if fact.source.startswith("http") else ""
        if fact.confidence == "secondary_source":
            line = self.say("source_second_hand", host=host, date=say_date(fact.as_of, self.language))
        elif fact.year is None:
            line = self.say("source_undated", host=host)
        else:
            line = self.say("source_page", host=host, date=say_date(fact.as_of, self.language))
        return Source(line, url, old=fact.old)
