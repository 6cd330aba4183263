"""``madoguchi ask``: one JSON object a line in, one out, in order, whatever comes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.commands import stream

if TYPE_CHECKING:
    from knowledge.publish import House


def ask(house: House, *lines: object) -> list[dict[str, Any]]:
    """Put lines in, as objects or as raw text, and give what comes out."""
    raw = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    out = io.StringIO()
    stream(house.desk, io.StringIO(raw), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_answer_has_all_its_faces(house: House) -> None:
    (row,) = ask(house, {"text": "みなみラウンジの電話番号"})
    assert row["result"] == "found"
    assert row["entry"] == "place-minami"
    assert row["language"] == "ja"
    assert "045-232-9544" in row["answer"]
    assert row["candidates"][0]["entry"] == "place-minami"
    assert 0 <= row["candidates"][0]["score"] <= 1
    assert row["choices"]


def test_an_emergency_is_found_with_its_entry(house: House) -> None:
    (row,) = ask(house, {"text": "my wife is bleeding and I don't know what to do"})
    assert (row["result"], row["entry"]) == ("found", "safety-ambulance")
    assert "119" in row["answer"]


def test_lines_of_one_conversation_are_one_talk_and_others_stand_alone(house: House) -> None:
    rows = ask(
        house,
        {"text": "Tsurumi lounge address", "conversation": "a"},
        {"text": "and the phone?", "conversation": "a"},
        {"text": "and the phone?"},
    )
    assert "045-511-5311" in rows[1]["answer"]
    assert "045-511-5311" not in rows[2]["answer"]


def test_a_choice_is_taken_by_its_number_or_its_words(house: House) -> None:
    first = ask(house, {"text": "Tsurumi lounge address", "conversation": "b"})[0]["choices"]
    by_number = ask(house, {"text": "Tsurumi lounge address", "conversation": "c"}, {"text": "1", "conversation": "c"})
    by_words = ask(
        house, {"text": "Tsurumi lounge address", "conversation": "d"}, {"text": first[0], "conversation": "d"}
    )
    assert by_number[1]["entry"] == by_words[1]["entry"] is not None


def test_the_language_asked_for_is_the_language_answered_in(house: House) -> None:
    (row,) = ask(house, {"text": "lounge opening hours", "language": "uk"})
    assert row["language"] == "uk"
    assert any("а" <= letter <= "я" for letter in row["answer"])


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1, 2]",
        '"text"',
        '{"text": 5}',
        '{"txet": "hello"}',
        '{"text": "hello", "language": "tlh"}',
        '{"text": "hello", "language": ["en"]}',
        "[" * 100_000,
    ],
)
def test_a_line_that_makes_no_sense_gets_an_error_and_the_next_one_its_answer(house: House, line: str) -> None:
    bad, good = ask(house, line, {"text": "hello"})
    assert bad["error"]
    assert good["entry"] == "talk-hello"


def test_every_line_gets_one_line_back_in_order(house: House) -> None:
    texts = ["hello", "", "😀", "\u202egnisrever", "a" * 6000, "thank you"]
    rows = ask(house, *({"text": text} for text in texts))
    assert len(rows) == len(texts)
    assert rows[0]["entry"] == "talk-hello"
    assert rows[5]["entry"] == "talk-thanks"
