"""What a person is told while counselors help, and how they answer, in every language."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.choosing import chosen
from bot.cues import Cue
from bot.reply import Choice
from bot.wordlist import fold
from knowledge.calendar import TOKYO
from knowledge.ears import load_cues
from knowledge.library import read_phrasebook
from knowledge.localise import EASY
from knowledge.moments import say_moment

if TYPE_CHECKING:
    from bot.cues import Cues
    from bot.phrases import Phrasebook

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru")
SLOTS = {
    "case_consent": {"days", "fire", "police"},
    "case_queued": {"number"},
    "case_wait": {"minutes"},
    "case_callback": {"time", "number"},
    "case_callback_unknown": {"language", "time", "number"},
    "case_closing": {"time"},
    "case_taken": {"alias"},
    "case_transferred": {"alias"},
    "case_on_hold": {"alias", "time"},
    "case_hold_over": {"alias"},
    "case_only_language": {"language"},
    "case_original": {"language"},
    "case_merged": {"number"},
    "case_taken_over": {"alias", "days", "fire", "police"},
}
NOW = datetime(2026, 11, 27, 18, 0, tzinfo=TOKYO)
LABEL = 20


@cache
def phrases() -> Phrasebook:
    return read_phrasebook(KNOWLEDGE)


@cache
def cues() -> Cues:
    return load_cues(KNOWLEDGE / "cues", phrases())


def keys() -> list[str]:
    return sorted(key for key in phrases().words("en", "case_"))


def offered(language: str, *rows: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(data, phrases().say(key, language)) for data, key in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_its_slots_and_no_number_of_its_own(language: str) -> None:
    assert {*keys(), "person_label"} <= phrases().keys(language)
    for key in keys():
        said = phrases().say(key, language)
        assert set(re.findall(r"\{(\w+)\}", said)) == SLOTS.get(key, set()), key
        assert not re.search(r"\d", said), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_that_is_named_brings_the_bot_back(language: str) -> None:
    named = re.search("[“「«]([^”」»]+)[”」»]", phrases().say("case_how_to_stop", language))
    assert named is not None
    assert cues().says(named[1], Cue.BOT)
    assert cues().says(f" {named[1].upper()}! ", Cue.BOT)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("STOP", "en"), ("Cancel.", "en"), ("I don't want a person any more", "en"), ("キャンセル", "ja"),
        ("もう相談員はいりません", "ja"), ("もう やめます", "ja-easy"), ("人と 話したくないです", "ja-easy"),
        ("取消", "zh-Hans"), ("不要人工了", "zh-Hans"), ("不用真人了", "zh-Hant"), ("취소", "ko"),
        ("이제 상담원은 필요 없어요", "ko"), ("hủy", "vi"), ("khong can nhan vien nua", "vi"),
        ("रद्द गर्नुहोस्", "ne"), ("अब मान्छे चाहिँदैन", "ne"), ("ยกเลิก", "th"),
        ("ไม่ต้องการเจ้าหน้าที่แล้ว", "th"), ("i-cancel na", "tl"), ("ayoko na ng counselor", "tl"), ("batalkan", "id"),
        ("tidak perlu petugas lagi", "id"), ("cancelar", "es"), ("ya no necesito una persona", "es"),
        ("quero cancelar", "pt"), ("nao quero mais atendente", "pt"), ("скасуйте", "uk"), ("до бота!", "uk"),
        ("мені вже не потрібен консультант", "uk"), ("отмена", "ru"), ("верните бота", "ru"),
        ("консультант больше не нужен", "ru"),
    ],
)  # fmt: skip
def test_people_say_in_their_own_way_that_they_want_the_bot_back(text: str, language: str) -> None:
    assert language in LANGUAGES
    assert cues().says(text, Cue.BOT)


@pytest.mark.parametrize(
    "text",
    [
        "yes", "no", "ok thanks", "はい", "いいえ", "ありがとう", "好的", "谢谢", "네", "아니요", "có", "không", "हो",
        "ใช่", "opo", "hindi", "ya", "tidak", "sí", "gracias", "sim", "obrigado", "так", "дякую", "да", "спасибо", "нет",
        "wait", "please help", "I want to cancel my appointment at the clinic", "the bus stop",
        "予約をキャンセルしたいです",
        "我想取消健康保险", "не хочу говорити з ним про це", "how do I stop the garbage fee?",
    ],
)  # fmt: skip
def test_what_is_said_to_a_counselor_does_not_end_the_talk(text: str) -> None:
    assert not cues().says(text, Cue.BOT)
    assert not cues().says(text, Cue.ERASE)


@pytest.mark.parametrize(
    "text",
    [
        "delete my data", "データを消してください", "書いた ことを 消して ください",
        "删除我的数据", "刪除我的資料", "제 데이터를 지워 주세요",
        "xoa du lieu cua toi", "मेरो डाटा मेटाउनुहोस्", "ลบข้อมูลของฉัน", "burahin ang lahat", "hapus data saya",
        "borrar mis datos", "apagar meus dados", "видаліть мої дані", "удалите мои данные",
    ],
)  # fmt: skip
def test_that_all_is_to_be_deleted_is_heard_in_every_language(text: str) -> None:
    assert cues().says(text, Cue.ERASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_taken_by_its_words_and_by_a_plain_yes_or_no(language: str) -> None:
    consent = offered(language, ("consent:yes:x", "case_consent_yes"), ("consent:no", "case_consent_no"))
    matter = offered(language, ("same:yes", "case_same_yes"), ("same:no", "case_same_no"))
    for rows in (consent, matter):
        for row, plain in zip(rows, ("yes", "no"), strict=True):
            assert chosen(row.label, rows, cues()) == row
            assert chosen(phrases().say(plain, language), rows, cues()) == row
            assert len(row.label) <= LABEL or language == EASY


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("the same thing", "something else"), ("続き", "ほかのこと"), ("つづきです", "べつの ことです"),
        ("还是那件事", "别的事"), ("還是那件事", "新的問題"), ("같은 일이에요", "다른 거"), ("việc đó", "câu hỏi khác"),
        ("त्यही कुरा", "अर्कै कुरा"), ("เรื่องเดิม", "เรื่องอื่น"), ("iyon pa rin", "ibang tanong"),
        ("hal yang sama", "pertanyaan lain"), ("es lo mismo", "es otra cosa"), ("o mesmo assunto", "outra coisa"),
        ("те саме", "інше питання"), ("о том же", "другой вопрос"),
    ],
)  # fmt: skip
def test_the_same_matter_and_another_are_told_without_yes_and_no(same: str, other: str) -> None:
    rows = (Choice("same:yes", "Yes"), Choice("same:no", "No"))
    assert chosen(same, rows, cues()) == rows[0]
    assert chosen(other, rows, cues()) == rows[1]


def test_an_answer_to_another_question_stays_what_it_was() -> None:
    rows = (Choice("entry:a", "Garbage"), Choice("none", "None of these"))
    assert cues().whole("続き") is Cue.MORE
    assert chosen("続き", rows, cues()) is None
    assert chosen("something else", rows, cues()) == rows[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_is_whole_when_its_slots_are_filled(language: str) -> None:
    slots = {
        "number": "261127-04173", "alias": "Sakura", "minutes": "15", "days": "90", "fire": "119", "police": "110",
        "language": phrases().language(language).name,
        "time": say_moment(NOW.replace(hour=23), language, NOW, phrases()),
    }  # fmt: skip
    for key in keys():
        said = phrases().say(key, language, **slots)
        assert not re.search(r"[{}]|  ", said), key
        assert fold(said)
