"""What a counselor says on LINE, and what the counter says outside a turn: pushed, named, within every limit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line.messages import MESSAGES
from adapters.line.letter import Letter
from adapters.line.render import objects
from bot.errors import SendError
from bot.parcel import Dead, Dispatch, Later, Parcel, Uncertain
from bot.reply import Choice, Kind, Paragraph, Reply
from tests.adapters.post import Post
from tests.line.cards import HELP, LOUNGE, kinds, labels
from tests.line.people import ANN, GROUP, NOW, PHRASES, TAGS, choices, dispatch, reply, talk
from tests.line.rules import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.emulators.line.checks import Violation
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

PUSH = "/v2/bot/message/push"
MONTHLY = (429, {"message": "You have reached your monthly limit."})


def words(*parts: Any, sender: str = "Sato", **more: Any) -> Reply:
    return reply(*parts, kind=Kind.PERSON, sender=sender, **more)


def taken(objects: list[dict[str, Any]]) -> list[Violation]:
    """Say what the emulated platform finds wrong with the objects of one call."""
    found: list[Violation] = []
    MESSAGES(objects, "messages", found)
    return found


def opened(parcels: Sequence[Parcel]) -> list[dict[str, Any]]:
    return [each for parcel in parcels for each in json.loads(Letter.read(parcel.body).messages)]


async def test_a_counselors_words_are_pushed_under_the_alias(house: House) -> None:
    [parcel] = house.line.pack_spoken(talk(), (words("Good morning."),), "")
    assert parcel.route == "push"
    await house.line.send(dispatch(parcel))
    [call] = house.wire.to(PUSH)
    assert call.body == {
        "to": ANN,
        "messages": [{"type": "text", "text": "Good morning.", "sender": {"name": "Sato"}}],
    }
    assert call.headers["x-line-retry-key"] == str(dispatch(parcel).key)


async def test_a_push_whose_answer_never_came_is_repeated_with_its_key_for_a_day(house: House) -> None:
    [parcel] = house.line.pack_spoken(talk(), (words("Hello."),), "")
    house.wire.told(PUSH, "reset", (409, {"sentMessages": [{"id": "9"}]}))
    with pytest.raises(SendError) as caught:
        await house.line.send(dispatch(parcel))
    assert (caught.value.retry, caught.value.unsure) == (True, True)
    house.clock.now = NOW + 3600
    assert (await house.line.send(dispatch(parcel, unsure=True))).ids == ("9",)
    house.clock.now = NOW + 24 * 3600 + 1
    with pytest.raises(SendError) as caught:
        await house.line.send(dispatch(parcel, unsure=True))
    assert (caught.value.retry, caught.value.unsure) == (False, True)


def test_what_the_counter_says_has_no_name_and_stands_apart() -> None:
    notice = reply("Sato answers you now.", kind=Kind.NOTICE)
    first, second, third = objects([notice, words("Hello."), notice], PHRASES, sender="Sato")
    assert "sender" not in first
    assert second["sender"] == {"name": "Sato"}
    assert "sender" not in third


def test_who_speaks_is_given_where_the_words_do_not_say_it() -> None:
    [found] = objects([words("Hello.", sender="")], PHRASES, sender="Tanaka")
    assert found["sender"] == {"name": "Tanaka"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Yuki (YOKE)", "Yuki (YOKE)"),
        ("LINE Yuki", "Yuki"),
        ("liLINEne Yuki", "Yuki"),
        ("ＬＩＮＥ相談員", "相談員"),
        ("Olena Kovalenko-Hryhorenko", "Olena Kovalenko-Hry…"),
        ("👩‍👩‍👧‍👦" * 5, "👩‍👩‍👧‍👦…"),
        ("か\u3099" * 30, "か\u3099" * 9 + "…"),
        ("Line\nlINe", None),
        ("  ", None),
        ("", None),
    ],
)
def test_a_person_is_named_as_line_allows(name: str, shown: str | None) -> None:
    found = objects([words("a", LOUNGE, sender=name)], PHRASES)
    assert [each.get("sender") for each in found] == [{"name": shown} if shown else None] * 3
    assert (problems(found), taken(found)) == ([], [])


@pytest.mark.parametrize("length", [5000, 5001, 9000, 26_000])
async def test_long_words_are_whole_and_the_choices_stand_below_the_last(house: House, length: int) -> None:
    text = ("слово " * length)[: length - 1] + "."
    parcels = house.line.pack_spoken(talk(), (words(text, choices=choices(2)),), "")
    found = opened(parcels)
    assert "".join(each["text"] for each in found) == text
    assert [index for index, each in enumerate(found) if "quickReply" in each] == [len(found) - 1]
    assert {each["sender"]["name"] for each in found} == {"Sato"}
    for parcel in parcels:
        given = json.loads(Letter.read(parcel.body).messages)
        assert (problems(given), taken(given)) == ([], [])
    assert {parcel.route for parcel in parcels} == {"push"}


@pytest.mark.parametrize("tag", TAGS)
def test_five_faces_are_five_quick_replies_in_every_language(tag: str) -> None:
    faces = tuple(Choice(f"rate-case:{number}", face) for number, face in enumerate(("☹️", "🙁", "😐", "🙂", "😄"), 1))
    found = objects([Reply(Kind.NOTICE, tag, (Paragraph("?"),), faces)], PHRASES)
    assert labels(found) == [face.label for face in faces]
    assert problems(found) == []


def test_an_emergency_goes_before_a_counselors_words() -> None:
    found = objects([words("Wait."), HELP], PHRASES)
    assert kinds(found) == ["text", "flex", "text"]
    assert ["sender" in each for each in found] == [False, False, True]


async def test_in_a_group_nobody_is_asked_where_they_are(house: House) -> None:
    asking = words("Where?", asks_location=True, choices=choices(1))
    [parcel] = house.line.pack_spoken(talk(conversation=GROUP), (asking,), "")
    assert labels(opened([parcel])) == ["Choice 1"]


async def test_nothing_said_is_nothing_pushed(house: House) -> None:
    assert list(house.line.pack_spoken(talk(), (), "Sato")) == []
    assert list(house.line.pack_spoken(talk(), (words(" \n"),), "")) == []


async def test_words_refused_for_the_month_have_failed_and_say_why(house: House) -> None:
    house.wire.told(PUSH, MONTHLY)
    post = Post()
    sender = post.open()
    for number in (1, 2):
        [parcel] = house.line.pack_spoken(talk(), (words(f"Words {number}."),), "")
        row = Dispatch(number, "line", ANN, f"staff-{number}", 1, parcel)
        with pytest.raises(SendError) as caught:
            await house.line.send(row)
        outcome = sender._outcome(row, caught.value)
        assert outcome == Dead("monthly limit"), "visible at once, and never tried again by itself"
    assert len(house.wire.to(PUSH)) == 1


async def test_words_that_always_meet_an_unclear_429_fail_in_the_end(house: House) -> None:
    house.wire.told(PUSH, *[(429, {"message": "?"})] * 40)
    house.wire.told("/v2/bot/message/quota", *[(500, {})] * 40)
    sender = Post().open()
    [parcel] = house.line.pack_spoken(talk(), (words("Hello."),), "")
    ends: list[Later | Uncertain | Dead] = []
    for attempts in range(40):
        row = Dispatch(1, "line", ANN, "staff-1", 1, parcel, attempts)
        with pytest.raises(SendError) as caught:
            await house.line.send(row)
        outcome = sender._outcome(row, caught.value)
        assert isinstance(outcome, Later | Dead)
        ends.append(outcome)
        if isinstance(outcome, Dead):
            break
    assert ends[-1] == Dead("429")
    assert len(ends) == 34
