"""What only a pushed channel brings: groups, codes of places, more choices than fit, stickers."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Asked, Conversation
from bot.dialog import answer
from bot.message import Attachment, Joined, Location, Tap
from bot.reply import Choice, Kind, Reply
from bot.step import PersonWanted, Step
from tests.bot.counter import NOON, Talk, desk, message


def in_a_group(*contents: object) -> Step:
    """Say things where others read along; give the last step."""
    step = Step(Conversation("line", "C1"))
    for content in contents:
        told = replace(message(content), public=True)  # type: ignore[arg-type]
        step = answer(step.conversation, told, desk(), NOON)
    return step


def said(step: Step) -> str:
    return "\n".join(str(part) for reply in step.replies for part in reply.parts)


def test_a_group_is_answered_like_anybody() -> None:
    assert "Garbage" in said(in_a_group("garbage"))


def test_who_wants_a_person_in_a_group_is_asked_to_write_alone_and_nothing_is_started() -> None:
    for wanting in ("a person please", Tap("person"), Tap("entry:talk-human")):
        step = in_a_group("garbage", wanting)
        assert "private_please" in said(step)
        assert not any(isinstance(event, PersonWanted) for event in step.events)
        assert step.conversation.asked is Asked.NOTHING


def test_where_somebody_is_is_not_talked_about_in_a_group() -> None:
    assert "private_please" in said(in_a_group(Location(35.5, 139.6)))


def test_a_group_is_offered_nothing_personal() -> None:
    fire = in_a_group("fire")
    assert fire.replies[0].kind is Kind.EMERGENCY
    assert fire.replies[0].choices == ()
    assert not in_a_group("nearest lounge").replies[0].asks_location
    assert Talk().say("nearest lounge").step.replies[0].asks_location


def test_a_sticker_is_thanked_for_and_a_picture_is_explained() -> None:
    assert "sticker_answer" in Talk().say(Attachment("sticker")).text
    assert "no_attachments" in Talk().say(Attachment("image")).text


def test_who_comes_by_the_code_of_a_place_hears_about_that_place() -> None:
    talk = Talk(profile="uk").say(Joined("tsurumi"))
    assert "[uk] Tsurumi lounge" in talk.text
    assert "hello" in talk.text or "greeting_place" in talk.text
    assert "what_we_know" not in talk.text


def test_a_code_that_names_nothing_is_a_plain_welcome() -> None:
    for payload in ("", "atlantis", "place-tsurumi", "talk-erase", "../../etc"):
        assert "what_we_know" in Talk().say(Joined(payload)).text


def offered(number: int) -> Talk:
    choices = tuple(Choice(f"entry:{n}", str(n)) for n in range(number))
    return Talk(state=replace(Conversation("test", "talk"), language="en", offered=choices))


def test_turning_the_page_shows_the_rest_first_and_loses_none() -> None:
    talk = offered(15).say(Tap("page:12"))
    assert talk.choices == [str(n) for n in (12, 13, 14, *range(12))]
    assert talk.say(Tap("page:3")).choices == [str(n) for n in range(15)]


def test_a_page_that_is_not_there_changes_nothing() -> None:
    for data in ("page:", "page:0", "page:15", "page:-1", "page:99999999999", "page:١", "page:x"):
        talk = offered(15)
        before = talk.state
        assert "expired_choice" in talk.say(Tap(data)).text
        assert talk.state.offered == before.offered


def test_a_chat_that_others_keep_is_not_promised_to_be_emptied() -> None:
    def card(channel: str) -> Reply:
        told = replace(message("he beats me"), channel=channel)
        return answer(Conversation(channel, "talk"), told, desk(), NOON).replies[0]

    assert "clear_screen" in str(card("web").parts)
    assert "clear_screen" not in str(card("line").parts)
    assert "clear_screen" not in str(card("telegram").parts)
