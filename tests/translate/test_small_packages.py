"""The small packages that we trained ourselves say their sentences exactly, through the real engine."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import numpy as np
import pytest

from adapters.translate.packages import Shelf
from tests.translate.packages.text import filled, sentences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from adapters.translate.argos import Argos

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("pair", ["uk-en", "en-ja", "ja-en", "en-uk"])
async def test_each_package_reproduces_its_sentences(opened: Callable[..., Argos], pair: str) -> None:
    source, target = pair.split("-")
    rng = np.random.default_rng(3)
    wanted = [filled(each, rng) for each in sentences(source, target)]
    engine = opened()
    said = await asyncio.gather(
        *(
            engine.translate("\n".join(t for t, _ in wanted[n : n + 30]), source, target)
            for n in range(0, len(wanted), 30)
        )
    )
    lines = [line for each in said for line in each.text.split("\n")]
    wrong = {text: line for (text, right), line in zip(wanted, lines, strict=True) if line != right}
    assert len(wrong) <= len(wanted) // 50, wrong


@pytest.mark.parametrize(("source", "target"), [("uk", "ja"), ("ja", "uk")])
async def test_code_words_come_through_two_models(opened: Callable[..., Argos], source: str, target: str) -> None:
    engine = opened()
    rng = np.random.default_rng(4)
    for _ in range(5):
        for pair in sentences(source, target):
            if "{1}" in pair[0] and "{2}" not in pair[0]:
                text, right = filled(pair, rng)
                said = (await engine.translate(text, source, target)).text
                mark = next(word for word in right.split("XQ")[1:]).split("X")[0]
                assert f"XQ{mark}X" in said, (text, said)


async def test_the_script_that_trains_them_still_makes_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real_argos: None
) -> None:
    del real_argos
    from tests.translate.packages import make  # noqa: PLC0415 - it needs what is not everywhere

    monkeypatch.setattr(make, "STEPS", 2)  # it learns nothing in so short a time, but writes what it has
    file = tmp_path / "uk_en.argosmodel"
    file.write_bytes(await asyncio.to_thread(make.build, "uk", "en"))
    shelf = Shelf(tmp_path / "packages", tmp_path / "home")
    package, fresh = await asyncio.to_thread(shelf.install, file)
    assert fresh
    assert package.pair == ("uk", "en")
    assert package.size < 1_000_000
