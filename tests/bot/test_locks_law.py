"""The law of the locks: whatever an engine does, every item is unharmed, or is named as a loss."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from bot.errors import TranslationError
from bot.guarded import Guarded
from bot.locks import Item
from bot.translation import Trouble
from tests.bot.engines import HARM, Engine, told
from tests.bot.frames import COPIED, COUNTED, FRAMES

if TYPE_CHECKING:
    from bot.translation import Loss

NAMES = {
    "鶴見国際交流ラウンジ": "Лаундж",
    "Цурумі": "鶴見",
    "Tsurumi-ku": "鶴見区",
    "青葉区": "Аоба",
    "쓰루미역": "鶴見駅",
    "โทสึกะ": "戸塚",
}


class Names:
    """A glossary of a few names."""

    def names(self, text: str, target: str) -> tuple[Item, ...]:
        del target
        found = (match for name in NAMES for match in re.finditer(name, text))
        return tuple(
            Item("name", *match.span(), match[0], NAMES[match[0]]) for match in sorted(found, key=re.Match.start)
        )


@dataclass(frozen=True)
class Written:
    """A text, and what of it must not be harmed: as it is written, and as it is to be said."""

    text: str
    items: tuple[tuple[str, str], ...]


@st.composite
def written(draw: st.DrawFn) -> Written:
    sentences, items = [], []
    for _ in range(draw(st.integers(1, 4))):
        frame = draw(st.sampled_from(FRAMES[draw(st.sampled_from(sorted(FRAMES)))]))
        inside = [draw(st.sampled_from((*COPIED, *COUNTED, *NAMES))) for _ in range(2)]
        sentences.append(frame.format(a=inside[0], b=inside[1]))
        items += [(raw, NAMES.get(raw, raw)) for raw, slot in zip(inside, ("{a}", "{b}"), strict=True) if slot in frame]
    return Written(draw(st.sampled_from((" ", "\n", "\n\n- ", " 😊 "))).join(sentences), tuple(items))


def even(text: str) -> str:
    """Give a text without differences of script and case, and of marks in numbers: they change no value."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    flat = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in flat)
    return re.sub(r"(?<=\d)[,:](?=\d)", ".", re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", flat))


def missing(items: tuple[tuple[str, str], ...], text: str) -> list[str]:
    """Give what does not stand in a text as often as it was written: sign for sign, or as a value."""
    gone = []
    copied = sorted((each for each in items if each[0] not in COUNTED), key=lambda each: -len(each[1]))
    for raw, said in copied:
        form = next((each for each in (said, raw) if each in text), None)
        if form is None:
            gone.append(raw)
        else:
            text = text.replace(form, "|", 1)
    flat = even(text)
    for raw, _ in sorted((each for each in items if each[0] in COUNTED), key=lambda each: -len(each[0])):
        signs = r"\s*".join(map(re.escape, "".join(even(COUNTED[raw]).split())))
        number = re.compile(rf"(?<!\d){signs}(?!\d)")
        if not number.search(flat):
            gone.append(raw)
        flat = number.sub("|", flat, count=1)
    return gone


def named(raw: str, losses: tuple[Loss, ...]) -> bool:
    flat = even(raw)
    lost = [even(loss.original) for loss in losses]
    return any(each in flat or flat in each for each in lost)


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARM)
@settings(max_examples=100)
@given(what=written(), seed=st.integers(0, 2**32), bundled=st.booleans())
def test_every_item_is_unharmed_or_named(harm: str, what: Written, seed: int, bundled: bool) -> None:  # noqa: FBT001
    chance = Random(seed)  # noqa: S311 - the same harm for the same seed
    engine = Engine(lambda text: HARM[harm](text, chance))
    guarded = Guarded(engine, Names(), bundle=2000 if bundled else 0)
    try:
        done = told(guarded.translate(what.text, "uk", "ja"))
    except TranslationError as error:
        assert error.trouble is Trouble.BROKEN  # noqa: PT017 - the other outcome is as good
        return
    for raw in missing(what.items, done.text):
        assert named(raw, done.losses), (raw, done)


@pytest.mark.slow
@settings(max_examples=1500)
@given(written())
def test_an_engine_that_does_no_harm_loses_nothing(what: Written) -> None:
    done = told(Guarded(Engine(), Names()).translate(what.text, "uk", "ja"))
    assert not missing(what.items, done.text)
    assert done.sound, done
