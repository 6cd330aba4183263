"""The guard before an engine: sentences, lines, second tries, nonsense."""

from __future__ import annotations

import contextlib
from time import process_time

import pytest
from hypothesis import given, settings, strategies as st

from bot.errors import TranslationError
from bot.guarded import Guarded
from bot.locks import Item
from bot.translation import Loss, Translation, Trouble, Way
from tests.bot.engines import CODE, Engine, told

_SAID = {"鶴見国際交流ラウンジ": "лаундж Цурумі (鶴見国際交流ラウンジ)", "Цурумі": "鶴見"}


class Names:
    """Two names."""

    def names(self, text: str, target: str) -> tuple[Item, ...]:
        del target
        return tuple(
            Item("name", text.index(name), text.index(name) + len(name), name, said)
            for name, said in _SAID.items()
            if name in text
        )


def through(engine: Engine, text: str, source: str = "ja", target: str = "uk") -> Translation:
    return told(Guarded(engine, Names()).translate(text, source, target))


def answering(table: dict[str, str]) -> Engine:
    """An engine that knows these sentences, line by line."""
    return Engine(lambda text: "\n".join(table.get(line, "?") for line in text.split("\n")))


def test_a_counselors_japanese_keeps_its_time_its_number_and_the_lounges_name() -> None:
    engine = answering(
        {
            "令和7年4月1日の午後5時にXQ1Xへ来てください。": "Приходьте до XQ1X 1 квітня 2025 року о 17:00.",
            "電話はXQ2Xです。": "Телефон: XQ2X.",
        }
    )
    text = "令和7年4月1日の午後5時に鶴見国際交流ラウンジへ来てください。電話は045-222-1209です。"
    done = through(engine, text)
    assert done.text == (
        "Приходьте до лаундж Цурумі (鶴見国際交流ラウンジ) 1 квітня 2025 року о 17:00. Телефон: 045-222-1209."
    )
    assert done.sound
    assert (done.source, done.target, done.way, done.engine) == ("ja", "uk", Way.DIRECT, "test")
    assert len(engine.asked) == 1


def test_a_residents_ukrainian_keeps_its_date_and_address() -> None:
    engine = answering(
        {
            "Добрий день!": "こんにちは。",
            "Я живу в XQ1X, XQ2X.": "私はXQ1X、XQ2Xに住んでいます。",
            "9 квітня о 10 годині ранку можна прийти?": "4月9日の午前10時に行ってもいいですか？",
        }
    )
    text = "Добрий день! Я живу в Цурумі, вул. Садова, 5. 9 квітня о 10 годині ранку можна прийти?"
    done = through(engine, text, "uk", "ja")
    assert done.text == "こんにちは。私は鶴見、вул. Садова, 5に住んでいます。4月9日の午前10時に行ってもいいですか？"
    assert done.sound


def test_a_changed_hour_is_named() -> None:
    done = through(answering({"午後5時に来てください。": "Приходьте о 5:00."}), "午後5時に来てください。")
    assert set(done.losses) == {Loss("time", "午後5時"), Loss("number", "5:00")}
    assert not done.sound


def test_lines_bullets_and_emoji_stay_as_they_are() -> None:
    text = "Візьміть:\n- паспорт\n• довідку 😊\n\n1. Фото\n  ✅ Дякую! 🙏"
    done = through(Engine(str.upper), text, "uk", "ja")
    assert done.text == "ВІЗЬМІТЬ:\n- ПАСПОРТ\n• ДОВІДКУ 😊\n\n1. ФОТО\n  ✅ ДЯКУЮ! 🙏"
    assert done.sound


def test_sentences_are_set_apart_as_the_target_does() -> None:
    assert through(Engine(), "はい。いいえ。").text == "はい。 いいえ。"
    assert through(Engine(lambda text: text.replace(".", "。")), "Yes. No.", "en", "ja").text == "Yes。No。"
    assert through(Engine(), "Room 3\nis 5. 7 is not.", "en", "ja").text == "Room 3\nis 5. 7 is not."


@pytest.mark.parametrize(
    "text", ["045-222-1209", "😊", "119 / 110", "https://www.yokeweb.com/ 👍\n10:00-17:00", "", "\n\n", "!?", "- 3"]
)
def test_what_has_no_words_is_not_sent_to_the_engine(text: str) -> None:
    engine = Engine()
    assert through(engine, text) == Translation(text, "ja", "uk", Way.DIRECT, "test")
    assert engine.asked == []


def test_a_name_alone_is_said_in_the_other_language_without_the_engine() -> None:
    engine = Engine()
    assert (
        through(engine, "鶴見国際交流ラウンジ 045-511-5311").text == "лаундж Цурумі (鶴見国際交流ラウンジ) 045-511-5311"
    )
    assert engine.asked == []


def test_where_a_code_word_gets_lost_the_sentence_is_tried_without_any() -> None:
    engine = Engine(lambda text: CODE.sub("", text).replace("電話は", "Телефон "))
    done = through(engine, "電話は045-222-1209")
    assert engine.asked == ["電話はXQ1X", "電話は045-222-1209"]
    assert done.text == "Телефон 045-222-1209"
    assert done.sound


def test_of_two_harmed_tries_the_less_harmed_is_taken() -> None:
    answers = iter(["Call XQ1X.", "Call."])
    done = through(Engine(lambda _: next(answers)), "電話は045-222-1209か119")
    assert done.text == "Call 045-222-1209."
    assert done.losses == (Loss("tel", "119"),)


def test_an_engine_that_does_not_keep_lines_gets_the_sentences_one_by_one_from_then_on() -> None:
    engine = Engine(lambda text: text.replace("\n", " "))
    guarded = Guarded(engine, Names())
    assert told(guarded.translate("はい。いいえ。", "ja", "uk")).text == "はい。 いいえ。"
    assert engine.asked == ["はい。\nいいえ。", "はい。", "いいえ。"]
    told(guarded.translate("はい。いいえ。", "ja", "uk"))
    assert engine.asked[3:] == ["はい。", "いいえ。"]


def test_lines_that_come_back_in_another_order_do_not_mix_up_the_items() -> None:
    engine = Engine(lambda text: "\n".join(reversed(text.split("\n"))))
    done = through(engine, "電話は045-222-1209。3人です。5人です。")
    assert done.text == "電話は045-222-1209。 3人です。 5人です。"
    assert done.sound


def test_a_bundle_is_no_longer_than_it_may_be() -> None:
    engine = Engine()
    text = "これは文です。" * 100
    assert told(Guarded(engine, Names(), bundle=100).translate(text, "ja", "uk")).text == " ".join(
        ["これは文です。"] * 100
    )
    assert all(len(asked) <= 100 for asked in engine.asked)
    assert len(engine.asked) == 9


def test_a_bundle_that_is_too_long_for_the_engine_goes_sentence_by_sentence() -> None:
    class Narrow(Engine):
        async def translate(self, text: str, source: str, target: str) -> Translation:
            if "\n" in text:
                raise TranslationError(Trouble.TOO_LONG)
            return await super().translate(text, source, target)

    assert through(Narrow(), "はい。いいえ。").text == "はい。 いいえ。"


@pytest.mark.parametrize("trouble", [each for each in Trouble if each is not Trouble.NO_PAIR])
def test_what_the_engine_says_of_itself_passes_through(trouble: Trouble) -> None:
    with pytest.raises(TranslationError) as told_off:
        through(Engine(trouble=trouble), "はい")
    assert told_off.value.trouble is trouble


def test_a_pair_that_cannot_be_had_is_said_at_once() -> None:
    engine = Engine()
    with pytest.raises(TranslationError) as told_off:
        through(engine, "はい", "ja", "ja")
    assert told_off.value.trouble is Trouble.NO_PAIR
    assert engine.asked == []


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "  ",
        "the the the the",
        "так так так так так",
        "ははははははは",
        "ご連絡ご連絡ご連絡ご連絡ご連絡",
        "la " * 80,
        "b" + "lah, " * 30,
    ],
)
def test_nonsense_is_no_translation(nonsense: str) -> None:
    with pytest.raises(TranslationError) as told_off:
        through(Engine(lambda _: nonsense), "電話は045-222-1209です。")
    assert told_off.value.trouble is Trouble.BROKEN


def test_a_laugh_of_the_person_is_no_nonsense() -> None:
    assert through(Engine(), "ははははははは、わかりました").sound
    assert through(Engine(lambda _: "No, no, no, no!"), "だめだめだめ！").text == "No, no, no, no!"


def test_nonsense_for_one_sentence_of_many_gets_a_second_try() -> None:
    engine = Engine(lambda text: "はい。\n" if "\n" in text else text)
    assert through(engine, "はい。いいえ。").text == "はい。 いいえ。"


def test_a_harmed_translation_is_kept_where_the_second_try_fails() -> None:
    class Failing(Engine):
        async def translate(self, text: str, source: str, target: str) -> Translation:
            if self.asked:
                raise TranslationError(Trouble.BUSY)
            return await super().translate(text, source, target)

    assert through(Failing(lambda _: "Call us."), "電話は119です").losses == (Loss("tel", "119"),)


def test_the_guard_answers_for_its_engine() -> None:
    guarded = Guarded(Engine(), Names())
    assert guarded.engine == "test"
    assert guarded.way("ja", "uk") is Way.DIRECT


@pytest.mark.parametrize(
    "sign",
    [
        "1",
        "1-",
        "a",
        "a.",
        "a@",
        "1,000",
        "万1",
        "(",
        "•",
        "1. ",
        "http://",
        "区1-",
        "Rua A",
        "вул. А",
        "XQ",
        "X Q1",
        "ha",
        "一",
        "5時",
        "\n",
        " ",
        "1 ",
    ],
)
def test_no_text_takes_long(sign: str) -> None:
    text, begin = sign * (4000 // len(sign)), process_time()
    with contextlib.suppress(TranslationError):
        through(Engine(), text)
    assert process_time() - begin < 5


@settings(max_examples=600)
@given(st.text(st.one_of(st.characters(), st.sampled_from("。.!? \n-•😀XQ0123456789")), max_size=200))
def test_any_text_keeps_its_lines(text: str) -> None:
    try:
        done = through(Engine(), text)
    except TranslationError as error:
        assert error.trouble is Trouble.BROKEN  # noqa: PT017 - a text may be made of invisible signs
        return
    assert done.text.count("\n") == text.count("\n")
    assert "".join(done.text.split()) == "".join(text.split())
