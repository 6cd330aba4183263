"""A question in a language we do not write: answered in the nearest, and clearer by an engine where there is one."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import hearsay
from bot.conversation import Conversation, Owner
from bot.entry import Candidate, Finding, Found, Nothing, Outside, Unsure
from bot.hearsay import Unread, unread, weighed
from bot.message import Edited, Tap, Text
from bot.reply import Kind
from tests.bot.corridor import Memory, at_the_counter, receiving
from tests.bot.counter import Shelf, Talk, desk, message
from tests.bot.engine import NO_MODEL, Engine

if TYPE_CHECKING:
    from bot.reception import Reception

FRENCH = Outside("fr", "français", "en")
MONGOLIAN = Outside("mn", "монгол", "uk")
GARBAGE = "où jeter les ordures"
FIRE = "il y a le feu chez moi"
STRANGERS = {
    GARBAGE: FRENCH, FIRE: FRENCH, "et demain": FRENCH, "fire au secours": FRENCH, "papers": FRENCH,
    "garbage": FRENCH, "хог хаях": MONGOLIAN,
}  # fmt: skip
NOT_FRENCH = "(not français)\n\n"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearsay.meant, "__defaults__", (0.05,))


def shelf() -> Shelf:
    return Shelf(strangers=STRANGERS)


def asked(text: str, engine: Engine | None, before: Conversation | None = None) -> Memory:
    store = Memory()
    if before is not None:
        store.talks["talk"] = before
    at_the_counter(receiving(message(text)), store, shelf(), engine)
    return store


def offered(store: Memory) -> list[str]:
    return [choice.label for choice in store.answered[0][1].replies[0].choices]


def test_the_answer_says_in_which_language_it_is_and_which_we_do_not_write() -> None:
    talk = Talk(desk(shelf())).say("garbage")
    assert talk.text == NOT_FRENCH + "[en] Garbage"


def test_it_says_so_once_and_again_after_another_language() -> None:
    talk = Talk(desk(shelf())).say("garbage", GARBAGE)
    assert "(not" not in talk.text
    assert talk.say("where is the tsurumi lounge", "garbage").text.startswith(NOT_FRENCH)


def test_who_is_not_understood_hears_it_too() -> None:
    assert Talk(desk(shelf())).say(GARBAGE).text == NOT_FRENCH + "(say_it_differently)"


def test_the_language_of_the_talk_is_kept() -> None:
    talk = Talk(desk(shelf())).say("куди подіти сміття", "garbage")
    assert talk.text == NOT_FRENCH + "[uk] Garbage"
    assert talk.language == "uk"


def test_else_the_language_of_the_profile_answers() -> None:
    talk = Talk(desk(shelf()))
    talk.profile = "uk-UA"
    assert talk.say("garbage").text == NOT_FRENCH + "[uk] Garbage"


@pytest.mark.parametrize("profile", [None, "mn-MN", "en"])
def test_else_the_nearest_and_the_next_sure_message_decides(profile: str | None) -> None:
    talk = Talk(desk(shelf()))
    talk.profile = profile
    expected = "en" if profile == "en" else "uk"
    assert talk.say("хог хаях").language == expected
    assert talk.say("what day is garbage day please").language == "en"


def test_a_greeted_person_whom_nothing_told_is_answered_in_the_nearest() -> None:
    talk = Talk(desk(shelf())).say("😀", "хог хаях")
    assert talk.language == "uk"


def test_an_emergency_card_stands_alone() -> None:
    step = Talk(desk(shelf())).say("fire au secours").step
    assert [reply.kind for reply in step.replies] == [Kind.EMERGENCY]


def test_without_an_engine_the_encoder_alone_answers() -> None:
    assert asked(GARBAGE, None).said == [NOT_FRENCH + "(say_it_differently)"]


def test_a_quick_engine_makes_it_clearer_and_one_witness_alone_offers() -> None:
    engine = Engine({GARBAGE: "garbage"})
    store = asked(GARBAGE, engine)
    assert store.said == [NOT_FRENCH + "(did_you_mean)"]
    assert offered(store) == ["Garbage", "None of these"]
    assert engine.asked == [(GARBAGE, "fr", "en")]


def test_what_both_find_is_answered() -> None:
    assert asked("papers", Engine({"papers": "garbage"})).said == [NOT_FRENCH + "[en] Garbage"]


def test_what_the_encoder_is_sure_of_is_never_translated() -> None:
    engine = Engine({"garbage": "naka lounge"})
    assert asked("garbage", engine).said == [NOT_FRENCH + "[en] Garbage"]
    assert engine.asked == []


def test_one_of_our_languages_is_never_translated() -> None:
    engine = Engine()
    for text in ("papers", "xyzzy plugh", "щось незрозуміле"):
        store = Memory()
        at_the_counter(receiving(message(text)), store, Shelf(), engine)
    assert engine.asked == []


@pytest.mark.parametrize("engine", [Engine(slow=True), Engine(deaf=True)], ids=["slow", "deaf"])
def test_nobody_waits_for_a_slow_engine(engine: Engine) -> None:
    store = Memory()

    async def work(reception: Reception) -> None:
        begun = time.monotonic()
        await reception.receive(message(GARBAGE))
        await reception.rest()
        assert time.monotonic() - begun < 1.5
        engine.released.set()

    at_the_counter(work, store, shelf(), engine)
    assert store.said == [NOT_FRENCH + "(say_it_differently)"]
    assert len(engine.asked) == 1


@pytest.mark.parametrize(
    "engine",
    [
        Engine(broken=NO_MODEL),
        Engine(broken=RuntimeError("dead")),
        Engine(lost=True),
        Engine(pairs=frozenset()),
        Engine({GARBAGE: ""}),
        Engine({GARBAGE: "  "}),
        Engine({GARBAGE: "xyzzy"}),
        Engine({GARBAGE: GARBAGE}),
    ],
    ids=["no model", "dead", "lost", "no pair", "empty", "blank", "nonsense", "not translated"],
)
def test_an_engine_that_is_no_help_changes_nothing(engine: Engine) -> None:
    assert asked(GARBAGE, engine).said == [NOT_FRENCH + "(say_it_differently)"]


def test_a_wrong_translation_never_answers_by_itself() -> None:
    store = asked("papers", Engine({"papers": "naka lounge"}))
    assert store.said == [NOT_FRENCH + "(did_you_mean)"]
    assert offered(store) == ["Naka lounge", "School", "Garbage", "None of these"]


def test_where_there_is_no_way_into_english_the_nearest_language_is_asked_for() -> None:
    engine = Engine({"хог хаях": "куди подіти сміття"}, pairs=frozenset({("mn", "uk")}))
    assert offered(asked("хог хаях", engine)) == ["Garbage", "None of these"]
    assert engine.asked == [("хог хаях", "mn", "uk")]


def test_an_emergency_in_the_text_waits_for_no_engine() -> None:
    engine = Engine(slow=True)
    store = asked("fire au secours", engine)
    assert store.answered[0][1].replies[0].kind is Kind.EMERGENCY
    assert engine.asked == []


def test_an_emergency_in_the_translation_rings_too() -> None:
    store = asked(FIRE, Engine({FIRE: "fire at my place"}))
    reply = store.answered[0][1].replies[0]
    assert (reply.kind, reply.entry) == (Kind.EMERGENCY, "safety-ambulance")


def test_the_words_of_the_person_stay_what_they_wrote() -> None:
    store = asked(GARBAGE, Engine({GARBAGE: "garbage"}))
    (kept,) = store.inbox.values()
    assert kept.content == Text(GARBAGE)
    assert "où" not in str(store.answered[0][1].conversation)


def test_a_translation_does_not_take_what_stands_offered() -> None:
    before = Talk(desk(shelf())).say("hm").state
    store = asked("et demain", Engine({"et demain": "first"}), replace(before, language="en"))
    assert store.said == [NOT_FRENCH + "(say_it_differently)"]


def test_who_talks_with_a_counselor_is_not_translated_here() -> None:
    talk = Conversation("test", "talk", language="en", owner=Owner.CASE, case="c")
    assert unread(talk, message(GARBAGE), desk(shelf())) is None


def test_what_is_no_question_is_not_translated() -> None:
    talk, counter = Conversation("test", "talk"), desk(shelf())
    assert unread(talk, message(Text(GARBAGE)), counter) == Unread(GARBAGE, FRENCH)
    assert unread(talk, message(Edited("event-0", GARBAGE)), counter) == Unread(GARBAGE, FRENCH)
    long = "ou " * 1000
    counter.knowledge.strangers[long] = FRENCH  # type: ignore[attr-defined]
    for content in (Tap("none"), Text(long), Text("yes"), Text("garbage"), Text("fire au secours")):
        assert unread(talk, message(content), counter) is None


BOTH = (Candidate("a", 0.5), Candidate("b", 0.2))


@pytest.mark.parametrize(
    ("written", "translated", "together"),
    [
        (Nothing(), Nothing(), Nothing()),
        (Unsure(BOTH), Nothing(), Unsure(BOTH)),
        (Nothing(BOTH), Found("a", BOTH), Found("a", BOTH)),
        (Unsure(BOTH), Found("b", BOTH), Found("b", BOTH)),
        (Nothing(), Found("a", BOTH), Unsure(BOTH[:1])),
        (Unsure(BOTH), Found("c", (Candidate("c", 0.9),)), Unsure((Candidate("c", 0.9), *BOTH))),
        (Unsure(BOTH), Found("c", ()), Unsure((Candidate("c", 1.0), *BOTH))),
        (Unsure(BOTH), Unsure((Candidate("b", 0.4),)), Unsure((Candidate("b", 0.4), BOTH[0]))),
        (Nothing(BOTH), Unsure((Candidate("c", 0.4),)), Unsure((Candidate("c", 0.4),))),
    ],
)
def test_two_witnesses_answer_and_one_alone_offers(written: Finding, translated: Finding, together: Finding) -> None:
    assert weighed(written, translated) == together
