"""Languages that the counter does not write are heard, and none of its own is ever taken for one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.errors import KnowledgeError
from knowledge.evaluate import read_questions
from knowledge.finder.normalise import clean
from knowledge.library import load
from knowledge.outside import OutsideEar, load_outside
from knowledge.telling import load_telling

if TYPE_CHECKING:
    from bot.entry import Outside

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "knowledge"


@pytest.fixture(scope="module")
def ear() -> OutsideEar:
    return load_outside(KNOWLEDGE, load_telling(KNOWLEDGE).little)


def heard(ear: OutsideEar, text: str) -> Outside | None:
    return ear.hear(clean(text).casefold())


@pytest.mark.parametrize(
    ("tag", "nearest", "text"),
    [
        ("fr", "en", "Bonjour, où est-ce que je peux apprendre le japonais près de chez moi ?"),
        ("fr", "en", "combien coûte le cours de japonais"),
        ("de", "en", "Wie trenne ich den Müll richtig?"),
        ("de", "en", "wo kann ich in der naehe japanisch lernen"),
        ("it", "en", "Ho bisogno di un interprete per l'ospedale"),
        ("it", "en", "quanto costa il corso di giapponese"),
        ("nl", "en", "Hoe moet ik het afval scheiden?"),
        ("pl", "en", "Potrzebuję tłumacza do szpitala"),
        ("tr", "en", "Evime yakın nerede Japonca öğrenebilirim?"),
        ("ro", "en", "Am nevoie de un interpret pentru spital"),
        ("uz", "ru", "Menga kasalxona uchun tarjimon kerak"),
        ("ms", "id", "Berapakah yuran kelas bahasa Jepun"),
        ("mn", "ru", "Гэрийнхээ ойролцоо япон хэл хаана сурч болох вэ?"),
        ("kk", "ru", "Үйімнің жанында жапон тілін қайда үйренуге болады?"),
        ("ky", "ru", "Үйүмдүн жанында жапон тилин кайда үйрөнсө болот?"),
        ("bg", "en", "Къде мога да уча японски близо до дома?"),
        ("hi", "en", "मुझे अस्पताल के लिए दुभाषिया चाहिए"),
        ("hi", "en", "कचरा कैसे अलग करें"),
        ("mr", "en", "मी माझ्या घराजवळ जपानी भाषा कुठे शिकू शकतो?"),
        ("ar", "en", "أحتاج مترجما للمستشفى"),
        ("fa", "en", "برای بیمارستان به مترجم نیاز دارم"),
        ("ur", "en", "مجھے ہسپتال کے لیے مترجم چاہیے"),
        ("ps", "en", "زه د روغتون لپاره ژباړونکي ته اړتیا لرم، څنګه یې ومومم؟"),
        ("my", "en", "အိမ်နားမှာ ဂျပန်စာ ဘယ်မှာ သင်လို့ရမလဲ"),
        ("km", "en", "តើខ្ញុំអាចរៀនភាសាជប៉ុននៅឯណា?"),
        ("lo", "th", "ຂ້ອຍສາມາດຮຽນພາສາຍີ່ປຸ່ນຢູ່ໃສ?"),
        ("si", "en", "මට ජපන් භාෂාව ඉගෙන ගන්න පුළුවන් කොහෙද?"),
        ("bn", "en", "আমি বাড়ির কাছে জাপানি ভাষা কোথায় শিখতে পারি?"),
        ("ta", "en", "நான் ஜப்பானிய மொழி எங்கே கற்கலாம்?"),
        ("ka", "en", "სად შემიძლია ვისწავლო იაპონური?"),
        ("hy", "ru", "Որտե՞ղ կարող եմ սովորել ճապոներեն"),
        ("he", "en", "איפה אפשר ללמוד יפנית"),
        ("el", "en", "Πού μπορώ να μάθω ιαπωνικά;"),
    ],
)
def test_a_stranger_is_heard_with_the_language_to_answer_in(ear: OutsideEar, tag: str, nearest: str, text: str) -> None:
    found = heard(ear, text)
    assert found is not None
    assert (found.tag, found.nearest) == (tag, nearest)


def test_a_stranger_is_called_by_its_own_name(ear: OutsideEar) -> None:
    names = [found.name for text in ("کجا", "ဘယ်မှာ", "где хаана болох вэ яаж") if (found := heard(ear, text))]
    assert names == ["فارسی", "မြန်မာ", "монгол"]


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "12345", "😀😀😀", "où", "merci", "der", "a b c d e f g h i j k l m",
        "how do I say مرحبا in japanese please",
        "my friend Müller needs a doctor, can you help",
        "¿Habla alguien italiano en el lounge de Naka?",
        "Onde fica a Igreja de São Paulo em Yokohama",
        "nak-nak, sino po ang puwedeng tumulong sa akin dito",
        "Де можна вивчати японську біля дому?",
        "मलाई जापानी भाषा सिक्नु छ, कहाँ जाने होला",
        "ต้องการล่ามไปโรงพยาบาล",
        "kokusai kouryuu raunji wa doko desu ka",
        "Minami Multicultural Lounge контакти",
        "会社の健康保険について fr の書類 où",
    ],
)  # fmt: skip
def test_our_own_and_what_tells_nothing_are_not_strangers(ear: OutsideEar, text: str) -> None:
    assert heard(ear, text) is None


def test_no_test_message_of_ours_is_taken_for_a_stranger(ear: OutsideEar) -> None:
    taken = [(one.language, one.text) for one in read_questions(ROOT / "tests/questions") if heard(ear, one.text)]
    assert taken == []


def test_no_phrasing_of_the_library_is_but_malay_among_indonesian(ear: OutsideEar) -> None:
    library = load(KNOWLEDGE)
    said = [
        (tag, text)
        for entry in library.entries.values()
        for tag, wording in entry.wordings.items()
        for text in (wording.title, *wording.asked)
    ]
    said += [(tag, text) for tag, texts in library.negatives.items() for text in texts]
    said += [
        (language.tag, text)
        for language in library.phrasebook.languages
        for text in library.phrasebook.words(language.tag, "").values()
    ]
    taken = [(tag, found.tag, text) for tag, text in said if (found := heard(ear, text)) is not None]
    assert [each for each in taken if each[:2] != ("id", "ms")] == []
    assert len(taken) <= 15


def test_the_detector_knows_every_stranger_that_shares_a_script_of_ours(ear: OutsideEar) -> None:
    assert {each.tag for group in ear.alike.values() for each in group} <= ear.detector.known


def test_every_language_to_answer_in_is_written(ear: OutsideEar) -> None:
    phrases = load(KNOWLEDGE).phrasebook
    nearest = {each.nearest for each in (*ear.apart, *(each for group in ear.alike.values() for each in group))}
    assert nearest <= {language.tag for language in phrases.languages}
    for language in phrases.languages:
        said = phrases.words(language.tag, "language_outside")["language_outside"]
        assert "{language}" in said
        assert "language_outside" in phrases.keys(language.tag)


@given(st.text(max_size=300))
def test_any_text_is_taken(ear: OutsideEar, text: str) -> None:
    found = heard(ear, text)
    assert found is None or found.name


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("{tag: fr, nearest: en}", "needs tag, nearest, and either signs or alike"),
        ("{tag: fr, alike: Latin}", "needs tag, nearest, and either signs or alike"),
        ("{tag: fr, nearest: en, alike: Klingon}", "needs tag, nearest, and either signs or alike"),
        ("{tag: ar, nearest: en, alike: Latin, signs: x}", "needs tag, nearest, and either signs or alike"),
        ("{tag: fr, nearest: en, alike: Latin, letters: '('}", "not a regular expression"),
        ("{tag: xx-unknown-xx, nearest: en, alike: Latin}", "no name in CLDR"),
        ("[fr]", "expected 'key: value' lines"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_file(tmp_path: Path, row: str, complaint: str) -> None:
    (tmp_path / "outside.yaml").write_text(f"- {row}\n", "utf-8")
    with pytest.raises(KnowledgeError, match=rf"outside\.yaml: .*{complaint}"):
        load_outside(tmp_path, {})


def test_a_file_that_is_no_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("fr: en\n", "utf-8")
    with pytest.raises(KnowledgeError, match="expected a list of languages"):
        load_outside(tmp_path, {})


def test_a_library_without_the_file_hears_no_strangers(tmp_path: Path) -> None:
    assert heard(load_outside(tmp_path, {}), "أحتاج مترجما للمستشفى") is None
