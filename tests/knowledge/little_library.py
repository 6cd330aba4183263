"""A little library in which nothing is wrong, to be spoiled one file at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge.check import run
from knowledge.library import Wording, source_digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.check import Finding

TODAY = date(2026, 11, 23)

LANGUAGES = """\
- {tag: ja, name: 日本語, japanese: 日本語, romaji: nihongo, script: Japanese, fallback: []}
- {tag: ja-easy, name: やさしい日本語, japanese: 日本語, romaji: nihongo, script: Japanese, fallback: [ja]}
- {tag: en, name: English, japanese: 英語, romaji: eigo, script: Latin, fallback: [ja]}
- {tag: zh-Hans, name: 简体中文, japanese: 中国語, romaji: chuugokugo, script: Hans, fallback: [en]}
- {tag: uk, name: Українська, japanese: ウクライナ語, romaji: ukurainago, script: Cyrillic, fallback: [en]}
"""
ENTRY = """\
topic: lounge
desks: [naka]
facts: [naka.fee]
links: [naka.url]
related: [talk-bye]
review: '2027-05-01'
"""
BYE_ENTRY = "topic: talk\nshow: [yorisoi]\nrelated: [lounge-hours]\nreview: '2027-05-01'\n"
_CITY = "source: 'city-overview-2025', as_of: '2025', confidence: 'city_document'"
_PAGE = "source: 'https://nakalounge.jp/', as_of: '2026-11', confidence: 'public_page'"
RECORD = f"""\
kind: lounge
name:
  ja: {{value: 'なか国際交流ラウンジ', {_CITY}}}
  en: {{value: 'Naka International Lounge', {_PAGE}}}
reading: {{value: 'なかこくさいこうりゅうらうんじ', confidence: 'general_knowledge'}}
tel: {{type: 'tel', value: '045-210-0667', {_CITY}}}
url: {{type: 'url', value: 'https://nakalounge.jp/', {_PAGE}}}
fee: {{value: 'free', {_PAGE}}}
opened: {{type: 'date', value: '2019-08', as_printed: '令和元年8月', {_CITY}}}
residents: {{type: 'number', value: '130000', as_printed: '約13万人', {_CITY}}}
opening_hours: {{type: 'hours', value: 'Mo-Fr 10:00-17:00', {_PAGE}}}
coordinates: {{type: 'coordinates', value: '35.446371,139.642363', confidence: 'general_knowledge'}}
email: {{type: 'email', value: 'hello@example.jp', {_PAGE}}}
languages: {{type: 'languages', value: '', confidence: 'unknown'}}
"""
HOTLINE = """\
kind: hotline
name:
  ja: {value: 'よりそいホットライン', confidence: 'general_knowledge'}
tel: {type: 'tel', value: '0120-279-338', source: 'page', as_of: '2026-10', confidence: 'public_page'}
reading: {value: 'よりそい ほっと らいん', confidence: 'general_knowledge'}
"""
CITY = "令和元年8月に開設しました。約13万人。\nなか国際交流ラウンジ\n横浜国際協力センター\nTEL 045-210-0667\n"
PHRASES = {
    "source_city": "Source: the city, {year}",
    "source_page": "Source: {host}, {date}",
    "source_old": "Old",
    "show_this": "Show this",
    "every_day": "every day",
    "closed": "closed",
    "public_holidays": "public holidays",
    "hello": "Hello",
    "yes": "Yes",
}
OTHER_PHRASES = {
    "ja": {
        "source_city": "市の資料、{year}",
        "source_page": "{host}、{date}",
        "hello": "こんにちは",
        "yes": "はい",
    },
    "ja-easy": {
        "source_city": "市（し）、{year}",
        "source_page": "{host}、{date}",
        "hello": "こんにちは。",
        "yes": "はい",
    },
    "zh-Hans": {
        "source_city": "市政府，{year}",
        "source_page": "{host}，{date}",
        "hello": "你好",
        "yes": "是",
    },
    "uk": {"source_city": "Місто, {year}", "source_page": "{host}, {date}", "hello": "Вітаємо", "yes": "Так"},
}
REST = {"ja": "以下", "ja-easy": "した", "zh-Hans": "如下", "uk": "Нижче"}
TITLES = {"ja": "時間", "ja-easy": "時間（じかん）", "en": "Hours", "zh-Hans": "时间", "uk": "Години"}
BYES = {"ja": "さようなら", "ja-easy": "さようなら", "en": "Goodbye", "zh-Hans": "再见", "uk": "До побачення"}
BODIES = {
    "ja": "{naka.name}の電話は{naka.tel}です。",
    "ja-easy": "{naka.name}の 電話（でんわ）は {naka.tel}です。",
    "en": "{naka.name} has the phone number {naka.tel}.",
    "zh-Hans": "{naka.name}的电话是{naka.tel}。",
    "uk": "{naka.name}: телефон {naka.tel}.",
}
BYE_BODIES = {
    "ja": "また書いてください。",
    "ja-easy": "また 書（か）いて ください。",
    "en": "Write again.",
    "zh-Hans": "请再写。",
    "uk": "Пишіть ще.",
}
ASKED = {"ja": "いつ", "ja-easy": "なんじ", "en": "when", "zh-Hans": "几点", "uk": "коли"}
ASKED_BYE = {"ja": "じゃあね", "ja-easy": "ばいばい", "en": "bye", "zh-Hans": "拜拜", "uk": "бувай"}
LETTERS = "abcdefghijklmnop"


def wording(title: str, asked: list[str], body: str, by: str = "human", of: str = "") -> str:
    """Write one <lang>.md."""
    lines = "".join(f"  - {text}\n" for text in asked)
    return f"---\ntitle: {title}\nasked:\n{lines}of: '{of}'\nby: {by}\n---\n{body}\n"


def asked(word: str, count: int = 8) -> list[str]:
    """Make phrasings that differ from one another."""
    return [f"{word} {LETTERS[number] * 2}" for number in range(count)]


def hours(language: str, **changes: str) -> str:
    """Write the wording of lounge-hours, with other parts where wanted."""
    parts = {"title": TITLES[language], "body": BODIES[language], "by": "human", "asked": "", **changes}
    of = source_digest(Wording(TITLES["ja"], (), "", "", BODIES["ja"])) if language != "ja" else ""
    known = asked(ASKED[language])
    if parts["asked"]:
        known = [*known[1:], parts["asked"]]
    return wording(parts["title"], known, parts["body"], parts["by"], parts.get("of", of))


def phrases(language: str, **changes: str | None) -> str:
    """Write a phrase file; a phrase changed to None is left out."""
    texts = {key: REST.get(language, text) for key, text in PHRASES.items()}
    texts.update(OTHER_PHRASES.get(language, {}))
    kept = {key: text for key, text in {**texts, **changes}.items() if text is not None}
    return "by: machine\nphrases:\n" + "".join(f'  {key}: "{text}"\n' for key, text in kept.items())


def little_library() -> dict[str, str]:
    """Give the files of a library without a fault."""
    files = {
        "languages.yaml": LANGUAGES,
        "topics.yaml": "- {id: lounge-hours, group: lounge}\n- {id: talk-bye, group: talk}\n",
        "letters.yaml": "uk: ыэёъ\nzh-Hans: 浜\n",
        "terms.yaml": "uk:\n- {say: районна адміністрація, never: [районн* управ*]}\n",
        "easy/katakana.yaml": "allowed: [ラウンジ]\n",
        "easy/sounds.yaml": "sounds: [びっくり]\n",
        "easy/hard.yaml": "explain: [税金, 資格, 在留資格, 避難]\n",
        "sources/city-overview-2025.txt": CITY,
        "places/naka.yaml": RECORD,
        "facts/yorisoi.yaml": HOTLINE,
        "entries/lounge-hours/entry.yaml": ENTRY,
        "entries/talk-bye/entry.yaml": BYE_ENTRY,
        "negatives/en.yaml": "messages: [how do I cook rice]\n",
        "cues/en.yaml": "cues:\n  yes: [yes, yep]\nlanguage_names: {}\n",
        "safety/safety-police/en.yaml": "by: machine\nrules:\n- rule: call\n  any: [call the police]\n",
    }
    for language in TITLES:
        files[f"entries/lounge-hours/{language}.md"] = hours(language)
        of = "" if language == "ja" else source_digest(Wording(BYES["ja"], (), "", "", BYE_BODIES["ja"]))
        bye = wording(BYES[language], asked(ASKED_BYE[language]), BYE_BODIES[language], of=of)
        files[f"entries/talk-bye/{language}.md"] = bye
        files[f"phrases/{language}.yaml"] = phrases(language)
    return files


def write(folder: Path, changes: Mapping[str, str | None]) -> Path:
    """Put the little library into a folder, with some files changed or (None) left out."""
    for name, text in {**little_library(), **changes}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def inspect(folder: Path, changes: Mapping[str, str | None]) -> list[Finding]:
    """Inspect the little library with changes; the exam lies beside it."""
    write(folder, changes)
    exam = folder / "exam"
    exam.mkdir(exist_ok=True)
    question = "id\talso\tvoice\ttext\nlounge-hours\t\tplain\tIs the lounge open?\n"
    (exam / "en.tsv").write_text(question, encoding="utf-8")
    return run(folder, today=TODAY, questions=exam)
