"""For every rule of the inspection a library with its fault, and one that only looks like it."""

# ruff: noqa: E501 - one fault a line, to be read across

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.review.ledger import Read, written
from knowledge.review.piece import digest_of
from tests.knowledge.little_library import (
    BODIES,
    CITY,
    ENTRY,
    HOTLINE,
    RECORD,
    asked,
    hours,
    phrases,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

HOURS = "entries/lounge-hours"
BYE = "entries/talk-bye"
HERE = f"{HOURS}/en.md"
NAKA = "places/naka.yaml"


@dataclass(frozen=True, slots=True)
class Miniature:
    """What to change in the little library: ``good`` looks like the fault but is none."""

    good: Mapping[str, str | None]
    bad: Mapping[str, str | None]
    line: int = 1


def entry(old: str, new: str) -> dict[str, str | None]:
    return {f"{HOURS}/entry.yaml": swapped(ENTRY, old, new)}


def record(old: str, new: str) -> dict[str, str | None]:
    return {NAKA: swapped(RECORD, old, new)}


def said(language: str, body: str) -> dict[str, str | None]:
    return {f"{HOURS}/{language}.md": hours(language, body=body)}


def titled(language: str, title: str) -> dict[str, str | None]:
    return {f"{HOURS}/{language}.md": hours(language, title=title)}


def askable(language: str, text: str) -> dict[str, str | None]:
    return {f"{HOURS}/{language}.md": hours(language, asked=text)}


def read(title: str, body: str) -> str:
    """Write the ledger of a reader of lounge-hours."""
    texts = {"title": title, "text": body}
    rows = {f"entry/lounge-hours/{key}": Read(digest_of(text), "2026-11-23", "") for key, text in texts.items()}
    return written(rows)


def swapped(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def office(
    hours: str = "{naka.opening_hours}", *lines: str, languages: str = "[ja, en, uk, zh-Hans]"
) -> dict[str, str | None]:
    head = "teams:\n  one:\n    name: {ja: 担当, en: Desk}\n"
    rows = (f"languages: {languages}", f"hours: '{hours}'", *lines)
    return {"office/teams.yaml": head + "".join(f"    {row}\n" for row in rows)}


LAST = "languages: {type: 'languages', value: '', confidence: 'unknown'}\n"
FULL = f"{BODIES['en']} {{naka.languages}}"
MINIATURES = {
    # the form of the files
    "broken-file": Miniature(titled("en", '"Hours: all"'), titled("en", "Hours: all"), 2),
    "double-key": Miniature(
        record("fee: {", "fee_of_class: {"), {"phrases/en.yaml": phrases("en") + '  hello: "Hi"\n'}, 12
    ),
    "missing-key": Miniature(entry("links: [naka.url]\n", ""), entry("review: '2027-05-01'", "review: ''"), 6),
    "unknown-key": Miniature(entry("topic: lounge", "topic: lounge\noften: 'no'"), entry("links:", "link:"), 4),
    "missing-source": Miniature(
        {f"{BYE}/en.md": None, f"{BYE}/uk.md": None}, {f"{BYE}/ja.md": None, f"{BYE}/uk.md": None}
    ),
    "unknown-language": Miniature({f"{BYE}/uk.md": None}, {f"{BYE}/xx.md": wording("Hi", asked("hi"), "Hi.")}),
    "title-too-long": Miniature(titled("en", "H" * 40), titled("en", "H" * 41), 2),
    "few-phrasings": Miniature(
        {HERE: wording("Hours", asked("when"), BODIES["en"])},
        {HERE: wording("Hours", asked("when", 7), BODIES["en"])},
        3,
    ),
    "unknown-writer": Miniature(
        {HERE: hours("en", by="human")}, {HERE: hours("en", by="robot")}, 13
    ),
    "bad-review-date": Miniature(entry("2027-05-01", "2028-02-29"), entry("2027-05-01", "2027-02-29"), 6),
    "review-due": Miniature(entry("2027-05-01", "2026-11-24"), entry("2027-05-01", "2026-11-23"), 6),
    # what files say of each other
    "unknown-topic": Miniature({}, entry("topic: lounge", "topic: lounges")),
    "missing-topic": Miniature(
        {}, {"topics.yaml": "- {id: lounge-hours, group: lounge}\n- {id: talk-bye, group: talk}\n- {id: no, group: talk}\n"}
    ),
    "unknown-reference": Miniature(entry("desks: [naka]", "place: naka"), entry("[talk-bye]", "[talk-buy]"), 5),
    "unknown-fact": Miniature(entry("naka.fee", "naka.opened"), entry("naka.fee", "naka.languages"), 3),
    "sentence-without-meaning": Miniature(
        entry("review:", "say:\n- {ja: 助けて, reading: Tasukete, means: hello}\nreview:"),
        entry("review:", "say:\n- {ja: 助けて, reading: Tasukete, means: helo}\nreview:"),
        6,
    ),
    # slots
    "bad-slot": Miniature({}, said("en", BODIES["en"] + " {Naka.tel}"), 15),
    "unknown-slot": Miniature(said("en", BODIES["en"] + " {naka.url}"), said("en", BODIES["en"] + " {naka.mail}"), 15),
    "empty-slot": Miniature(said("en", BODIES["en"] + " {naka.fee}"), said("en", FULL), 15),
    "different-slots": Miniature(said("en", "{naka.tel} – {naka.name}, {naka.tel}"), said("en", "{naka.name}"), 15),
    "needless-fact": Miniature({}, entry("naka.fee", "naka.tel"), 3),
    "unused-record": Miniature({}, {"facts/nobody.yaml": HOTLINE}),
    "slot-without-reading": Miniature(
        {}, {NAKA: swapped(RECORD, "reading:", "yomi:")}, 15
    ),
    # facts
    "unknown-fact-key": Miniature(
        record("value: 'free', ", "value: 'free', note: 'x', "), record("value: 'free', ", "value: 'free', notes: 'x', "), 8
    ),
    "fact-without-source": Miniature(
        record("source: 'https://nakalounge.jp/', as_of: '2026-11', confidence: 'public_page'}\nopened", "confidence: 'general_knowledge'}\nopened"),
        record("'free', source: 'https://nakalounge.jp/'", "'free', source: ''"),
        8,
    ),
    "old-hotline": Miniature(
        {"facts/yorisoi.yaml": swapped(HOTLINE, "2026-10", "2025-11-24")},
        {"facts/yorisoi.yaml": swapped(HOTLINE, "2026-10", "2025-11-23")},
        4,
    ),
    "bad-telephone": Miniature(
        {"facts/yorisoi.yaml": swapped(HOTLINE, "0120-279-338", "#7119")},
        {"facts/yorisoi.yaml": swapped(HOTLINE, "0120-279-338", "0120279338")},
        4,
    ),
    "bad-hours": Miniature(record("Mo-Fr 10:00", "Mo-Su 10:00"), record("Mo-Fr 10:00", "weekdays 10:00"), 11),
    "bad-coordinates": Miniature(record("35.446371", "35.5"), record("35.446371,139.642363", "139.642363,35.446371"), 12),
    "bad-address": Miniature(record("'https://nakalounge.jp/', source", "'http://nakalounge.jp/', source"),
                             record("'https://nakalounge.jp/', source", "'www.nakalounge.jp', source"), 7),
    # the city's document
    "missing-city-document": Miniature({}, {"sources/city-overview-2025.txt": None}),
    "differs-from-city": Miniature(
        {"sources/city-overview-2025.txt": swapped(CITY, "なか国際", "なか\n国際")}, record("045-210-0667", "045-210-0666"), 6
    ),
    "not-as-printed": Miniature(record(", as_printed: '令和元年8月'", ", as_printed: '8月に開設'"), record("約13万人", "約13万名"), 10),
    "wrong-era": Miniature(record("value: '2019-08'", "value: '2019'"), record("value: '2019-08'", "value: '2020-08'"), 9),
    "wrong-number": Miniature({}, record("value: '130000'", "value: '13000'"), 10),
    # numbers and names
    "typed-number": Miniature(said("en", BODIES["en"] + " Two rooms."), said("en", BODIES["en"] + "\n\n２ rooms."), 17),
    "typed-telephone": Miniature(
        {"phrases/en.yaml": phrases("en", hello="24 hours a day, in 2025")},
        {"phrases/en.yaml": phrases("en", hello="Call 045-222-1209")},
        10,
    ),
    "almost-a-name": Miniature(
        said("uk", BODIES["uk"] + " (国際交流ラウンジ, 区役所)"), said("uk", BODIES["uk"] + " (なか国際交流ラウソジ)"), 15
    ),
    "typed-name": Miniature(
        said("en", BODIES["en"] + " An international lounge."), said("en", BODIES["en"] + " Naka International Lounge."), 15
    ),
    "missing-name": Miniature(
        record(LAST, f"{LAST}ward_name: {{type: 'names', ja: 中区, ja-easy: 中区（なかく）, reading: 'なかく', confidence: 'general_knowledge'}}\n"),
        record(LAST, f"{LAST}ward_name: {{type: 'names', ja: 中区, ja-easy: 中区（なかく）, en: Naka, uk: Нака, confidence: 'general_knowledge'}}\n"),
        15,
    ),
    "name-without-reading": Miniature(
        {"facts/yorisoi.yaml": swapped(HOTLINE, "よりそいホットライン", "Y-PORT").replace("reading:", "yomi:")},
        {"facts/yorisoi.yaml": swapped(HOTLINE, "reading:", "yomi:")},
        3,
    ),
    "bad-reading": Miniature(
        record("なかこくさいこうりゅうらうんじ", "なか こくさい こうりゅう ラウンジ"), record("なかこくさいこうりゅうらうんじ", "なか国際こうりゅうらうんじ"), 5
    ),
    # platforms
    "broken-answer": Miniature(
        {"phrases/uk.yaml": phrases("uk", show_this=None)}, {"phrases/en.yaml": phrases("en", source_city="{yaer}")}
    ),
    "too-long-for-line": Miniature(said("en", "x" * 4700 + BODIES["en"]), said("en", "🙂" * 2450 + BODIES["en"])),
    "too-long-for-telegram": Miniature(said("en", "x" * 3700 + BODIES["en"]), said("en", "x" * 4096 + BODIES["en"])),
    "label-cut": Miniature(titled("zh-Hans", "时" * 20), titled("zh-Hans", "时" * 21), 2),
    "label-too-long": Miniature(
        {"phrases/en.yaml": phrases("en", yes="é" * 40)}, {"phrases/en.yaml": phrases("en", yes="y" * 41)}, 11
    ),
    "phrase-too-long": Miniature(
        {"phrases/en.yaml": phrases("en", menu_open="Menu, and more")},
        {"phrases/en.yaml": phrases("en", menu_open="Menu, and more!")},
        12,
    ),
    "data-too-long": Miniature({}, {f"entries/{'x' * 55}/entry.yaml": ENTRY}),
    # phrases and word lists
    "missing-phrase": Miniature({}, {"phrases/uk.yaml": phrases("uk", hello=None)}, 2),
    "unknown-phrase": Miniature({}, {"phrases/uk.yaml": phrases("uk", helo="Ой")}, 12),
    "empty-phrase": Miniature({}, {"phrases/uk.yaml": phrases("uk", hello=" ")}, 10),
    "different-phrase-slots": Miniature(
        {"phrases/uk.yaml": phrases("uk", source_page="{date}: {host}")},
        {"phrases/uk.yaml": phrases("uk", source_page="{date}")},
        4,
    ),
    "bad-emergency-rules": Miniature(
        {"safety/safety-police/uk.yaml": "rules:\n- rule: call\n  any: [поліці*]\n"},
        {"safety/safety-police/uk.yaml": "rules:\n- rule: call\n  some: [поліці*]\n"},
    ),
    "bad-negatives": Miniature(
        {"negatives/uk.yaml": "messages: ['як зварити рис']\n"}, {"negatives/uk.yaml": "messages: ['']\n"}
    ),
    "bad-cues": Miniature({"cues/uk.yaml": "cues:\n  yes: [так]\n"}, {"cues/uk.yaml": "cues:\n  yep: [так]\n"}, 2),
    # the office
    "bad-office": Miniature(office("24/7", "capacity: '3'"), office("24/7", "capacity: '0'"), 6),
    "office-old-fact": Miniature(
        office(), office() | record("value: 'Mo-Fr 10:00-17:00', source: 'https://nakalounge.jp/', as_of: '2026-11'",
                                    "value: 'Mo-Fr 10:00-17:00', source: 'https://nakalounge.jp/', as_of: '2021-11'"), 5
    ),
    "office-holidays": Miniature(office("Mo-Fr 10:00-17:00; PH off"), office("Mo-Fr 10:00-17:00"), 5),
    "office-past-day": Miniature(
        office("24/7", "closed: ['2026-11-23']"), office("24/7", "extra: {'2026-11-22': '10:00-12:00'}"), 6
    ),
    "office-language": Miniature(office("24/7"), office("24/7", languages="[ja, en, zh-Hant]"), 4),
    # letters
    "wrong-script": Miniature(
        said("uk", BODIES["uk"] + " LINE, районна адміністрація (区役所)"), said("uk", BODIES["uk"] + "\nในเมือง"), 16
    ),
    "wrong-letter": Miniature(askable("uk", "где это"), titled("uk", "Часы ы"), 2),
    "mixed-script": Miniature(askable("uk", "де kuyakusho-лаунж"), askable("uk", "де лаунж, пiдкажіть"), 11),
    "look-alike": Miniature(titled("uk", "Y-PORT і My Number"), titled("uk", "Дім i сад"), 2),
    "full-width": Miniature(titled("ja", "TEL"), titled("ja", "ＴＥＬ"), 2),
    "unseen-letter": Miniature(titled("en", "Hours now"), titled("en", "Hours\u200b now"), 2),
    "loose-marks": Miniature(askable("en", "café"), askable("en", "cafe\u0301"), 11),
    # phrasings
    "two-owners": Miniature(askable("en", "goodbye then"), askable("en", "Bye, aa!"), 4),
    "said-twice": Miniature(askable("en", "when zz"), askable("en", "WHEN bb"), 11),
    "exam-phrasing": Miniature(askable("en", "is the lounge open or not"), askable("en", "is the lounge open"), 11),
    "other-term": Miniature(
        askable("uk", "районна управа"), said("uk", BODIES["uk"] + "\nУ районній  управі."), 16
    ),
    "review-without-reader": Miniature(
        {HERE: hours("en", by="reviewed"), "reviews/en.tsv": read("Hours", BODIES["en"])},
        {HERE: hours("en", by="reviewed"), "reviews/en.tsv": read("Hours", "Other.")},
    ),
    "outdated": Miniature({HERE: hours("en", by="human")}, {HERE: hours("en", of="")}, 12),
}  # fmt: skip
