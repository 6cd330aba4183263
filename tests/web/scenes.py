"""What the counter in memory says: one scene for everything a reply can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reply import Choice, Kind, Link, Paragraph, Phone, PlaceCard, Reply, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "\"><iframe src='https://evil.example/'></iframe>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "</textarea></title><script src=//evil.example/x.js></script>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "漢字\uff08<b>かんじ</b>\uff09",
    "event: line\nid: 9999999\ndata: {}\n\n",
    "\u2028\u2029<style>*{display:none}</style>",
)
"""Every one has to end up as text."""
REVERSED = "abc\u202egnihtyreve\u2066 \u05e9\u05dc\u05d5\u05dd \u2067\u0645\u0631\u062d\u0628"
"""Overrides and isolates that are never closed: they must not turn the page around."""


def greeting(phrases: Phrasebook, language: str) -> Reply:
    """Say hello and offer the languages."""
    parts = tuple(Paragraph(phrases.say(key, language)) for key in ("hello", "what_we_know", "choose_language"))
    chooser = tuple(Choice(f"lang:{one.tag}", one.name) for one in phrases.languages)
    return Reply(Kind.ANSWER, language, parts, chooser, "talk-hello")


def changed(phrases: Phrasebook, language: str) -> Reply:
    """Confirm another language."""
    name = phrases.language(language).name
    text = phrases.say("language_changed", language).replace("{language}", name)
    return Reply(Kind.NOTICE, language, (Paragraph(text),))


def thanks(phrases: Phrasebook, language: str) -> Reply:
    """Thank for a thumb."""
    return Reply(Kind.NOTICE, language, (Paragraph(phrases.say("thanks_helpful", language)),))


def place(phrases: Phrasebook, language: str) -> Reply:
    """Give a place card with everything on it."""
    names = {"en": "Naka International Lounge"}
    host = "nakalounge.jp"
    card = PlaceCard(
        place="naka",
        name=names.get(language, "なか国際交流ラウンジ"),
        name_ja="なか国際交流ラウンジ",
        address_ja="横浜市中区日本大通35 中区役所別館1階",
        tel="045-210-0667",
        fax="045-224-8343",
        open_now=True,
        hours=phrases.say("open_until", language, time="17:00"),
        url="https://nakalounge.jp/",
        access=phrases.say("minutes_walk", language, station="日本大通り", minutes="3"),
        distance_m=1240,
        notes=(phrases.say("person_languages", language, languages="English, 简体中文, 日本語"),),
    )
    return Reply(
        Kind.ANSWER,
        language,
        (
            Paragraph(phrases.say("nearest_to", language, place="関内")),
            card,
            Source(phrases.say("source_city", language, year="2025")),
            Source(phrases.say("source_page", language, host=host, date="2026-10"), f"https://{host}/", old=True),
        ),
        (
            Choice("entry:lounge-hours", phrases.say("hours_of", language, name="なか国際交流ラウンジ")),
            Choice("entry:human", phrases.say("talk_to_a_person", language)),
            Choice("rate:up:place-naka", phrases.say("helpful", language)),
            Choice("rate:down:place-naka", phrases.say("not_helpful", language)),
        ),
        "place-naka",
    )


def emergency(phrases: Phrasebook, language: str) -> list[Reply]:
    """Give the numbers first, then what to say."""
    label = {"ja": "火事・救急車", "uk": "Пожежна та швидка допомога"}
    police = {"ja": "警察", "uk": "Поліція"}
    first = Reply(
        Kind.EMERGENCY,
        language,
        (
            Paragraph(phrases.say("call_now", language)),
            Phone("119", label.get(language, "Fire and ambulance"), phrases.say("free_call", language)),
            Phone("110", police.get(language, "Police")),
            Paragraph(phrases.say("emergency_stay", language)),
            ShowJapanese("英語で話してください。助けてください。", "Eigo de hanashite kudasai. Tasukete kudasai."),
            Paragraph(phrases.say("clear_screen", language)),
        ),
        (),
        "safety-ambulance",
    )
    yes_no = (Choice("yes", phrases.say("yes", language)), Choice("no", phrases.say("no", language)))
    then = Reply(Kind.OFFER, language, (Paragraph(phrases.say("emergency_then", language)),), yes_no)
    return [first, then]


def unsure(phrases: Phrasebook, language: str) -> Reply:
    """Offer three, and none of these."""
    keys = ("lounges_all", "person_offer", "ask_where")
    chips = tuple(Choice(f"entry:{key}", phrases.say(key, language)) for key in keys)
    none = Choice("none", phrases.say("none_of_these", language))
    return Reply(Kind.OFFER, language, (Paragraph(phrases.say("did_you_mean", language)),), (*chips, none))


def hostile() -> Reply:
    """Put every hostile text into every field there is."""
    parts = [
        part
        for text in (*HOSTILE, REVERSED)
        for part in (
            Paragraph(text),
            Phone(text, text, text),
            Link(text, text),
            ShowJapanese(text, text, text),
            Source(text, text, old=True),
            PlaceCard("x", text, text, text, text, text, None, text, text, text, 10, (text,)),
        )
    ]
    chips = tuple(Choice(f"entry:x{n}", text) for n, text in enumerate((*HOSTILE, REVERSED)))
    return Reply(Kind.ANSWER, "ja-easy", tuple(parts), chips, "x")


def counselor(phrases: Phrasebook, language: str) -> list[Reply]:
    """Give what a person says, and the question how it was."""
    words = Reply(Kind.PERSON, language, (Paragraph("Good morning.\nI am here."),), sender="佐藤 Sato")
    faces = tuple(Choice(f"rate-case:{number}", face) for number, face in enumerate(("☹️", "🙁", "😐", "🙂", "😄"), 1))
    return [words, Reply(Kind.NOTICE, language, (Paragraph(phrases.say("case_rate", language)),), faces)]


TRANSLATED = {
    "uk": "Добрий день. Візьміть із собою картку резидента і прийдіть до вікна № 3.",
    "th": "สวัสดีค่ะ กรุณานำบัตรพำนักมาด้วย แล้วมาที่ช่องหมายเลข 3",
    "ne": "नमस्कार। कृपया आफ्नो रेसिडेन्स कार्ड लिएर झ्याल नम्बर ३ मा आउनुहोस्।",
    "en": "Good morning. Please bring your residence card and come to window 3.",
}
WRITTEN = "おはようございます。在留カードを持って、3番の窓口へ来てください。"


def translated(language: str) -> list[Reply]:
    """Give what a person says through a machine."""
    said = Translated(TRANSLATED.get(language, TRANSLATED["en"]), WRITTEN, "ja")
    return [Reply(Kind.PERSON, language, (said,), sender="佐藤 Sato")]


def impostors() -> list[Reply]:
    """Put every hostile text into the place of a counselor's name and words."""
    said = [Reply(Kind.PERSON, "en", (Paragraph(text),), sender=text) for text in (*HOSTILE, REVERSED, "")]
    return said + [Reply(Kind.PERSON, "en", (Translated(text, text, text),), sender="Sato") for text in HOSTILE]


def answer(text: str, phrases: Phrasebook, language: str) -> list[Reply]:
    """Give the scene that a text asks for."""

    def note(key: str, entry: str | None = None, choices: tuple[Choice, ...] = ()) -> list[Reply]:
        return [Reply(Kind.NOTICE, language, (Paragraph(phrases.say(key, language)),), choices, entry)]

    where = (Paragraph(phrases.say("ask_where", language)),)
    link = (Link("https://www.city.yokohama.lg.jp/", "City of Yokohama"),)
    erase = tuple(Choice(f"erase:{key}", phrases.say(f"erase_{key}", language)) for key in ("yes", "no"))
    near = [Reply(Kind.ANSWER, language, where, asks_location=True)]
    scenes = {
        "lounge": [place(phrases, language)],
        "entry:lounges_all": [place(phrases, language)],
        "help": emergency(phrases, language),
        "maybe": [unsure(phrases, language)],
        "near": near,
        "entry:ask_where": near,
        "hostile": [hostile()],
        "counselor": counselor(phrases, language),
        "impostor": impostors(),
        "translated": translated(language),
        "link": [Reply(Kind.ANSWER, language, link)],
        "entry:talk-erase": note("erase_ask", None, erase),
        "erase:yes": note("erased", "erased"),
        "0": note("cleared", "cleared"),
    }
    return scenes.get(text.split(maxsplit=1)[0] if text.split() else "", note("nothing_more"))
