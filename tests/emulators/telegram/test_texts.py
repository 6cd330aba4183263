"""Texts, entities and their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from adapters.emulators.telegram import Emulator

pytestmark = pytest.mark.anyio


async def send(emulator: Emulator, anna: int, text: str, **more: Any) -> Any:
    answer = await emulator.call("sendMessage", chat_id=anna, text=text, **more)
    return answer["result"] if answer["ok"] else answer["description"].removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("<b>hi</b> &amp; you", "hi & you", [("bold", 0, 2)]),
        ("😀<i>い</i>", "😀い", [("italic", 2, 1)]),
        ("<b>a<u>b</u></b>", "ab", [("bold", 0, 2), ("underline", 1, 1)]),
        ('<a href="http://a.example/?x=1&amp;y">x</a>', "x", [("text_link", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>a<blockquote expandable>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
        (
            "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
            "ab",
            [("blockquote", 0, 1), ("expandable_blockquote", 1, 1)],
        ),
        ("1 &lt; 2 &#x1F600; &nope;", "1 < 2 😀 &nope;", []),
        ("see http://a.example /help", "see http://a.example /help", [("url", 4, 16), ("bot_command", 21, 5)]),
    ],
)
async def test_html_is_parsed(
    emulator: Emulator, anna: int, text: str, shown: str, entities: list[tuple[str, int, int]]
) -> None:
    message = await send(emulator, anna, text, parse_mode="HTML")
    assert message["text"] == shown
    assert [(one["type"], one["offset"], one["length"]) for one in message.get("entities", [])] == entities


@pytest.mark.parametrize(
    ("mode", "text", "error"),
    [
        ("HTML", "<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "あ<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("HTML", "1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("HTML", "<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("HTML", "x</b>", "Unexpected end tag at byte offset 1"),
        ("HTML", "<b", "Unclosed start tag at byte offset 0"),
        ("HTML", "<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("MarkdownV2", "a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "*a", "Can't find end of Bold entity at byte offset 0"),
        ("MarkdownV2", "[a](b", "Can't find end of a URL at byte offset 4"),
    ],
)
async def test_what_cannot_be_parsed_is_refused_in_the_servers_words(
    emulator: Emulator, anna: int, mode: str, text: str, error: str
) -> None:
    assert await send(emulator, anna, text, parse_mode=mode) == f"can't parse entities: {error}"
    assert emulator.problems()


async def test_markdown_is_parsed(emulator: Emulator, anna: int) -> None:
    text = "*b _i_* __u__ ~s~ ||p|| `c.` [l](http://a.example/\\)) \\.\n>q\n>r\nend"
    message = await send(emulator, anna, text, parse_mode="MarkdownV2")
    assert message["text"] == "b i u s p c. l .\nq\nr\nend"
    kinds = [(one["type"], one["offset"], one["length"]) for one in message["entities"]]
    assert kinds == [
        ("bold", 0, 3), ("italic", 2, 1), ("underline", 4, 1), ("strikethrough", 6, 1), ("spoiler", 8, 1),
        ("code", 10, 2), ("text_link", 13, 1), ("blockquote", 17, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("letter", ["a", "あ", "😀"])
async def test_a_text_may_have_4096_code_points_after_parsing(emulator: Emulator, anna: int, letter: str) -> None:
    assert len((await send(emulator, anna, f"<b>{letter * 4096}</b>", parse_mode="HTML"))["text"]) == 4096
    assert await send(emulator, anna, letter * 4097) == "message is too long"


async def test_a_raw_text_may_have_32768_bytes(emulator: Emulator, anna: int) -> None:
    assert await send(emulator, anna, "&amp;" * 4096, parse_mode="HTML") != "text is too long"
    assert await send(emulator, anna, "&amp;" * 6600, parse_mode="HTML") == "text is too long"


@pytest.mark.parametrize(("text", "error"), [("", "message text is empty"), (" \n ", "text must be non-empty")])
async def test_an_empty_text_is_refused(emulator: Emulator, anna: int, text: str, error: str) -> None:
    assert await send(emulator, anna, text) == error


async def test_entities_given_must_lie_within_the_text(emulator: Emulator, anna: int) -> None:
    good = [{"type": "bold", "offset": 0, "length": 2}]
    assert (await send(emulator, anna, "😀", entities=good))["entities"] == good
    bad = [{"type": "bold", "offset": 1, "length": 2}]
    assert "ends after the end" in await send(emulator, anna, "😀", entities=bad)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"txet": 1}, 'parameter "txet" is not known in sendMessage'),
        ({"parse_mode": "Word"}, "unsupported parse_mode"),
        ({"disable_notification": "perhaps"}, 'parameter "disable_notification" must be of type Boolean'),
        ({"link_preview_options": {"disabled": True}}, 'field "disabled" is not known in LinkPreviewOptions'),
        ({"reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"message_thread_id": 7}, "message thread not found"),
    ],
)
async def test_parameters_are_checked(emulator: Emulator, anna: int, more: dict[str, Any], error: str) -> None:
    assert await send(emulator, anna, "x", **more) == error


async def test_empty_parameters_are_as_good_as_none(emulator: Emulator, anna: int) -> None:
    assert (await send(emulator, anna, "x", message_thread_id="", reply_markup=""))["text"] == "x"
    assert emulator.problems() == []
