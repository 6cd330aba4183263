"""Laughing and crying in letters, and the words around it."""

from __future__ import annotations

import pytest

from bot.laughter import Laughter

LAUGHTER = Laughter({"ha~", "ja~", "k~", "5~", "w~", "ㅋ~", "ㅠ~", "哈~", "ха~", "wk~", "ฮ่า~", "lol", "草"})


@pytest.mark.parametrize(
    "text",
    [
        "hahaha",
        "JAJAJA!!",
        "kkkkk",
        "5555",
        "ｗｗｗ",
        "ㅋㅋㅋ",
        "ㅠㅠ",
        "哈哈哈",
        "хахаха",
        "wkwkwk",
        "ฮ่าๆๆ",
        "lol",
        "草",
    ],
)
def test_laughter_is_told_in_any_script(text: str) -> None:
    assert LAUGHTER.whole(text)


@pytest.mark.parametrize("text", ["", "ha", "kk", "55", "ok", "haha, where is it", "草津", "papa", "042"])
def test_what_says_something_is_no_laughter(text: str) -> None:
    assert not LAUGHTER.whole(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [("네ㅋㅋㅋ", "네"), ("jajaja sí", "sí"), ("hahaha ok", "ok"), ("ok lol", "ok"), ("哈哈谢谢", "谢谢"),
     ("ขอบคุณ555", "ขอบคุณ"), ("045 5555", "045 5555"), ("haha ga byouki", "haha ga byouki"), ("hahaha", "hahaha")],
)  # fmt: skip
def test_a_word_beside_laughter_is_what_was_said(text: str, said: str) -> None:
    assert LAUGHTER.without(text) == said


def test_without_any_word_for_laughter_nothing_is_laughter() -> None:
    assert not Laughter(()).whole("haha")
    assert Laughter(()).without("haha ok") == "haha ok"
