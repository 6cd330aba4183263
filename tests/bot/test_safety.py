"""The emergency recogniser hears every call for help, and keeps still when nobody calls.

``tests/safety/<language>.tsv`` holds one message a line: the topic or ``none``, a tab, the text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, strategies as st

from bot.safety import TOPICS, Alarm, EmptyTermError, Rule, Sheet, Watch, normalise
from knowledge.watch import SheetError, load_sheet, load_watch

ROOT = Path(__file__).parents[2]
WATCH = load_watch(ROOT / "knowledge" / "safety")
LANGUAGES = (
    "ja",
    "ja-easy",
    "en",
    "zh-Hans",
    "zh-Hant",
    "ko",
    "vi",
    "ne",
    "th",
    "tl",
    "id",
    "es",
    "pt",
    "uk",
    "ru",
)
RECALL = 0.98


def messages(language: str) -> list[tuple[str, str]]:
    lines = (ROOT / "tests" / "safety" / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(topic, text) for topic, text in (line.split("\t") for line in lines)]


def heard(text: str) -> str:
    alarm = WATCH.look(text)
    return alarm.topic if alarm else "none"


def watch(
    *groups: tuple[str, ...],
    harmless: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    misspelled: tuple[str, ...] = (),
    language: str = "en",
    within: int = 40,
) -> Watch:
    rule = Rule("rule", groups, unless, within)
    return Watch([Sheet("safety-police", language, (rule,), harmless, misspelled)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_calls_for_help_are_heard(language: str) -> None:
    calls = [(topic, text) for topic, text in messages(language) if topic != "none"]
    missed = [(topic, heard(text), text) for topic, text in calls if heard(text) != topic]
    recall = 1 - len(missed) / len(calls)
    assert recall >= RECALL, f"recall {recall:.1%} of {len(calls)}: {missed}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_messages_raise_no_alarm(language: str) -> None:
    ordinary = [text for topic, text in messages(language) if topic == "none"]
    alarms = [(WATCH.look(text), text) for text in ordinary if WATCH.look(text)]
    assert not alarms, f"{len(alarms)} false alarms in {len(ordinary)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_tried_in_every_language(language: str) -> None:
    tried = Counter(topic for topic, _ in messages(language))
    assert set(tried) == {*TOPICS, "none"}
    assert min(tried[topic] for topic in TOPICS) >= 8
    assert sum(tried.values()) - tried["none"] >= 40
    assert tried["none"] >= 40


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    WATCH.look(text)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_is_heard_in_other_clothes(language: str) -> None:
    for _, text in messages(language):
        assert heard("\u200b" + unicodedata.normalize("NFD", text.upper()) + "!!!") == heard(text), text


@pytest.mark.parametrize(
    "text", ["fire insurance ", "my husband hits my husband ", "地震地震", "не дихає ", "a", "死に"]
)
def test_time_grows_with_the_length_and_no_faster(text: str) -> None:
    def seconds(length: int) -> float:
        long = (text * length)[:length]
        return min(timed(long) for _ in range(5))

    def timed(long: str) -> float:
        start = perf_counter()
        WATCH.look(long)
        return perf_counter() - start

    assert seconds(5_000) < 20 * seconds(1_000) + 0.01


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("my husband beats me, I want to die", "safety-suicide"),
        ("I took all the pills, call an ambulance", "safety-suicide"),
        ("my husband beats me and I am bleeding heavily", "safety-ambulance"),
        ("earthquake now, my father is unconscious", "safety-ambulance"),
        ("my husband beats me, how do I call the police", "safety-violence"),
    ],
)
def test_what_kills_first_is_answered_first(text: str, topic: str) -> None:
    assert heard(text) == topic


def test_an_alarm_says_topic_and_rule() -> None:
    assert watch(("thief",)).look("A THIEF!") == Alarm("safety-police", "en/rule")


def test_groups_must_stand_near_each_other() -> None:
    rule = watch(("husband",), ("hits",), within=20)
    assert rule.look("my husband always hits")
    assert not rule.look("my husband is a very gentle man and the music hits")


def test_a_harmless_phrase_takes_its_words_out_of_play() -> None:
    rule = watch(("fire",), harmless=("fire insurance",))
    assert not rule.look("what is fire insurance?")
    assert rule.look("I have fire insurance and now a fire")


def test_unless_excuses_only_what_is_nearby() -> None:
    rule = watch(("fire",), unless=("film",))
    assert not rule.look("a film with a fire")
    assert rule.look("fire! " + "what shall we do " * 20 + "we saw a film")


def test_stars_stand_for_endings_of_each_word() -> None:
    rule = watch(("кров* не стих*",), language="uk")
    assert rule.look("кровотеча не стихає")
    assert not rule.look("кров скоро не стихає")


def test_anchors_are_the_ends_of_the_message() -> None:
    rule = watch(("^ fire $",))
    assert rule.look("FIRE!!!")
    assert not rule.look("fire place")


@pytest.mark.parametrize("text", ["heeelp", "h\u200belp", "ｈｅｌｐ", "HELP", "hélp"])
def test_spelling_does_not_matter(text: str) -> None:
    assert watch(("help",)).look(text)


@pytest.mark.parametrize("text", ["ambulence", "ambulnce", "ambullance", "ambualnce", "ambulancee"])
def test_one_slip_in_a_long_word_is_forgiven(text: str) -> None:
    assert watch(("ambulance",), misspelled=("ambulance",)).look(f"call {text}")


@pytest.mark.parametrize("text", ["umbulance", "ambalence", "balance", "amble"])
def test_two_slips_or_a_wrong_beginning_are_another_word(text: str) -> None:
    assert not watch(("ambulance",), misspelled=("ambulance",)).look(f"call {text}")


def test_vietnamese_marks_matter_where_they_are_written() -> None:
    rule = watch(("nhà cháy", "=cháy rồi"), language="vi")
    assert rule.look("nhà cháy")
    assert rule.look("nha chay")
    assert not rule.look("nhà chạy")
    assert not rule.look("chay roi")


def test_latin_letters_in_a_cyrillic_word_are_read_as_meant() -> None:
    assert watch(("мій",), language="uk").look("мiй")


def test_a_term_without_letters_is_refused() -> None:
    with pytest.raises(EmptyTermError):
        watch(("?!",))


def test_no_sheet_is_missing() -> None:
    for topic in TOPICS:
        sheets = {path.stem for path in (ROOT / "knowledge" / "safety" / topic).glob("*.yaml")}
        assert sheets == {*LANGUAGES, "ja-Latn"} - {"ja-easy"}  # easy Japanese is written in ja


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        ("rules: [", "not readable"),
        ("by: machine", "with at least one"),
        ("colour: red\nrules: []", "Use one of"),
        ("rules:\n- any: [a]", "has no name"),
        ("rules:\n- rule: x", "Keep one of them"),
        ("rules:\n- rule: x\n  any: []", "empty list"),
        ("rules:\n- rule: x\n  all: a", "list of lists"),
        ("rules:\n- rule: x\n  any: a", "list of words"),
        ("rules:\n- rule: x\n  any: [a]\n  within: far", "number of characters"),
        ("misspelled: [fire]\nrules:\n- rule: x\n  any: [a]", "Leave it out"),
        ("- a", "Compare it"),
    ],
)
def test_a_broken_sheet_says_where_and_what_to_do(tmp_path: Path, content: str, advice: str) -> None:
    path = tmp_path / "en.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SheetError, match=advice) as error:
        load_sheet(path)
    assert str(path) in str(error.value)


def test_a_folder_without_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no sheet for"):
        load_watch(tmp_path)


def test_a_term_of_signs_only_is_refused_with_the_folder(tmp_path: Path) -> None:
    for topic in TOPICS:
        (tmp_path / topic).mkdir()
        (tmp_path / topic / "en.yaml").write_text("rules:\n- rule: x\n  any: ['?!']", encoding="utf-8")
    with pytest.raises(SheetError, match="no letters"):
        load_watch(tmp_path)
