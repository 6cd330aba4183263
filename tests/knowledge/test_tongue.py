"""Languages are heard from scripts, telling letters and little words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot.errors import KnowledgeError
from knowledge.finder.artefact import load_artefact
from knowledge.outside import load_outside
from knowledge.telling import load_telling
from knowledge.tongue import Ear

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(scope="module")
def ear() -> Ear:
    artefact = load_artefact(KNOWLEDGE / "finder" / "model.npz")
    telling = load_telling(KNOWLEDGE)
    return Ear(artefact.tongues, artefact.tongue, telling, load_outside(KNOWLEDGE, telling.little))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "区役所で通訳をお願いできますか"),
        ("ja-easy", "にほんごを べんきょう したいです"),
        ("en", "where can I get help with this letter"),
        ("zh-Hans", "我想问一下垃圾怎么分类"),
        ("zh-Hant", "請問垃圾要怎麼分類"),
        ("zh-Hant", "呢度有冇人識講廣東話"),
        ("ko", "쓰레기는 언제 버려요?"),
        ("vi", "Tôi muốn học tiếng Nhật ở gần nhà"),
        ("vi", "toi muon hoc tieng nhat o gan nha thi di dau"),
        ("ne", "मलाई जापानी भाषा सिक्नु छ"),
        ("ne", "malai japanese class kaha cha bhanera jannu thiyo"),
        ("th", "อยากเรียนภาษาญี่ปุ่นแถวนี้"),
        ("tl", "Saan po ba pwede mag-aral ng Hapon dito?"),
        ("id", "Saya mau belajar bahasa Jepang, di mana ya?"),
        ("es", "¿Dónde puedo estudiar japonés cerca de mi casa?"),
        ("pt", "Onde eu posso estudar japonês perto de casa? não sei nada"),
        ("uk", "Де можна вивчати японську біля дому?"),
        ("ru", "Где можно учить японский рядом с домом, подскажите"),
    ],
)
def test_a_sentence_is_heard(ear: Ear, language: str, text: str) -> None:
    assert ear.guess(text, None).language == language


def test_what_tells_nothing_keeps_what_was_believed_before(ear: Ear) -> None:
    for text in ("123", "😀", "?", ""):
        assert ear.guess(text, "ne").language == "ne"
        assert not ear.guess(text, "ne").sure


def test_two_kanji_are_read_in_the_language_of_the_talk(ear: Ear) -> None:
    assert ear.guess("電話", "zh-Hant").language == "zh-Hant"
    assert ear.guess("電話", "ja-easy").language == "ja-easy"


def test_a_japanese_name_in_a_foreign_sentence_does_not_make_it_japanese(ear: Ear) -> None:
    assert ear.guess("скажіть адресу みなとみらい будь ласка", None).language == "uk"
    assert ear.guess("¿dónde está la 国際交流ラウンジ de Naka? gracias", None).language == "es"


def test_a_reader_of_easy_japanese_stays_with_it(ear: Ear) -> None:
    assert ear.guess("区役所の電話番号を教えてください", "ja-easy").language == "ja-easy"


@given(st.text(max_size=400))
def test_any_text_gives_a_language_of_ours(ear: Ear, text: str) -> None:
    tags = {"ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru"}
    assert ear.guess(text, None).language in tags


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "jajaja"),
        ("es", "Jejeje 😂"),
        ("pt", "kkkkkk"),
        ("pt", "rsrsrs"),
        ("id", "wkwkwk"),
        ("th", "5555"),
        ("ko", "ㅋㅋㅋ"),
        ("ko", "ㅇㅋ"),
        ("pt", "🇧🇷"),
        ("ne", "🙏🇯🇵🇳🇵"),
        ("tl", "🇵🇭❤️"),
        ("zh-Hant", "🇭🇰"),
    ],
)
def test_laughter_and_flags_tell_where_nothing_else_does(ear: Ear, language: str, text: str) -> None:
    assert ear.guess(text, None).language == language


def test_laughter_and_flags_do_not_turn_a_talk_around(ear: Ear) -> None:
    for text in ("jajaja", "5555", "🇧🇷", "wkwk"):
        assert ear.guess(text, "uk").language == "uk"
        assert not ear.guess(text, "uk").sure


def test_the_flag_of_japan_and_one_that_no_country_has_say_nothing(ear: Ear) -> None:
    for text in ("🇯🇵", "🇶🇶", "🇫🇷"):
        assert ear.guess(text, "vi").language == "vi"
        assert ear.guess(text, None).language == "en"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "呢度有冇人识讲广东话"),
        ("zh-Hant", "ラウンジ幾點開門"),
        ("zh-Hans", "ラウンジ可以预约吗"),
        ("zh-Hans", "ゴミ 什么时候扔"),
        ("ja", "国際交流ラウンジの電話"),
        ("ru", "как пишется буква ї, подскажите люди"),
        ("uk", "лікування зуба та страхування"),
        ("uk", "треба оформити страхування дитини"),
        ("tl", "mag-renew visa, i-extend pa"),
        ("ne", "visa ko form kasari bharxa"),
        ("pt", "informação do cartão"),
        ("vi", "bao lau thi co the, phai lam giay to gi"),
    ],
)
def test_letters_and_shapes_of_words_tell(ear: Ear, language: str, text: str) -> None:
    assert ear.guess(text, None).language == language


def test_a_few_cyrillic_letters_among_others_are_not_sure(ear: Ear) -> None:
    assert not ear.guess("Naka lounge дайте tel", None).sure


def test_a_form_that_is_no_regular_expression_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "little_words.yaml").write_text("en: the\n", "utf-8")
    (tmp_path / "telling.yaml").write_text("en: {shapes: ['(']}\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"telling\.yaml: not a regular expression"):
        load_telling(tmp_path)


def test_a_library_without_shapes_goes_by_its_little_words(tmp_path: Path) -> None:
    (tmp_path / "little_words.yaml").write_text("en: the\n", "utf-8")
    told = load_telling(tmp_path)
    assert told.counts("the thing") == {"en": 1}
    assert told.laugh("jajaja") is None


@pytest.mark.parametrize(
    "text",
    [
        "ムンバイとの関係は？",
        "在留資格・ビザ・在留カード",
        "行政書士 在留資格 相談",
        "会社をやめたら在留資格はどうなるの",
        "在留期限がもうすぐ切れる",
        "給食費 係の人 渡邊さん",
        "国際的な活動",
        "生きるのがしんどい、誰か聞いて",
        "有人対応希望",
        "駅 対応 応募",
        "この かんじ よみかた 「薔薇」",
    ],
)
def test_letters_that_japanese_shares_with_chinese_do_not_make_it_chinese(ear: Ear, text: str) -> None:
    assert ear.guess(text, None).language in {"ja", "ja-easy"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "係咪要預約"),
        ("zh-Hant", "多謝晒"),
        ("zh-Hant", "邊度有得學日文"),
        ("zh-Hans", "マイナンバー卡 丢了"),
        ("zh-Hant", "拜托 幾多錢"),
    ],
)
def test_chinese_is_known_by_what_japanese_never_writes(ear: Ear, language: str, text: str) -> None:
    assert ear.guess(text, None).language == language
