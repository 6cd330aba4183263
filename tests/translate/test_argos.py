"""The engine as the counter meets it: real models, over English too, and packages that come and go."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from adapters.translate.argos import LONGEST, Argos
from adapters.translate.packages import Shelf
from bot.translation import Trouble, Way
from tests.translate.asking import package_of, thanks, trouble, until
from tests.translate.conftest import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.anyio


async def test_directly_and_over_english(opened: Callable[..., Argos]) -> None:
    engine = opened()
    assert engine.engine == "argos"
    direct = await thanks(engine)
    assert (direct.text, direct.way, direct.engine, direct.losses) == ("Thank you very much.", Way.DIRECT, "argos", ())
    over = await engine.translate("Дуже дякую.", "uk", "ja")
    assert (over.text, over.way, over.source, over.target) == ("ありがとうございます。", Way.PIVOTED, "uk", "ja")
    back = await engine.translate("ありがとうございます。", "ja-easy", "uk")
    assert (back.text, back.way) == ("Дуже дякую.", Way.PIVOTED)


async def test_lines_stay_lines(opened: Callable[..., Argos]) -> None:
    done = await opened().translate("\nДобрий день.\n \n\nМене звати XQ1X.\nДуже дякую.\n", "uk", "ja")
    assert done.text == "\nこんにちは。\n \n\n私の名前はXQ1Xです。\nありがとうございます。\n"


async def test_it_says_what_can_be_had_without_starting_anything(opened: Callable[..., Argos]) -> None:
    engine = opened()
    ways = {pair: engine.way(*pair) for pair in [("uk", "en"), ("uk", "ja"), ("vi", "ja"), ("ja", "ne"), ("ja", "ja")]}
    assert list(ways.values()) == [Way.DIRECT, Way.PIVOTED, Way.NONE, Way.NONE, Way.NONE]
    assert engine.workers == ()


async def test_without_packages_there_is_no_engine(tmp_path: Path) -> None:
    engine = Argos(tmp_path / "nowhere", tmp_path / "home")
    assert (engine.engine, engine.way("uk", "en")) == ("", Way.NONE)
    assert await trouble(engine) is Trouble.NO_PAIR
    await engine.close()


async def test_what_is_too_long_is_refused(opened: Callable[..., Argos]) -> None:
    engine = opened()
    assert await trouble(engine, "а" * (LONGEST + 1)) is Trouble.TOO_LONG
    assert engine.workers == ()
    assert await trouble(engine, "Так, будь ласка. " * 80) is Trouble.TOO_LONG


async def test_a_package_that_comes_is_used_without_a_restart(tmp_path: Path, real_argos: None) -> None:
    del real_argos
    shelf = Shelf(tmp_path / "packages", tmp_path / "home", trial=lambda _: "")
    shelf.install(PACKAGES / "uk_en.argosmodel")
    argos = Argos(tmp_path / "packages", tmp_path / "home")
    assert argos.way("uk", "ja") is Way.NONE
    await thanks(argos)
    shelf.install(PACKAGES / "en_ja.argosmodel")
    await until(lambda: argos.way("uk", "ja") is Way.PIVOTED)
    assert (await argos.translate("Дуже дякую.", "uk", "ja")).text == "ありがとうございます。"
    shelf.remove("uk-en")
    await until(lambda: argos.way("uk", "ja") is Way.NONE)
    assert await trouble(argos) is Trouble.NO_PAIR
    shelf.install(PACKAGES / "uk_en.argosmodel")
    await until(lambda: argos.way("uk", "ja") is Way.PIVOTED)
    assert (await argos.translate("Дуже дякую.", "uk", "ja")).text == "ありがとうございます。"
    await argos.close()


async def test_a_package_that_is_exchanged_is_read_anew(full: Path, opened: Callable[..., Argos]) -> None:
    """The engine itself would keep the old one until it is started again."""
    engine = opened()
    await thanks(engine)
    first = engine.workers
    # The weights of another direction under the same name: what they say shows which were read.
    old, other = package_of(full, "uk_en"), package_of(full, "en_ja")
    shutil.copytree(other, full / ".coming")
    shutil.copy(old / "metadata.json", full / ".coming/metadata.json")
    shutil.rmtree(old)
    (full / ".coming").rename(old)
    await asyncio.sleep(1.1)  # it looks at the folder once a second
    assert (await engine.translate("Thank you very much.", "uk", "en")).text == "ありがとうございます。"
    assert engine.workers != first


async def test_broken_and_stray_folders_beside_good_ones_do_no_harm(full: Path, opened: Callable[..., Argos]) -> None:
    (full / "stray").mkdir()
    (full / "empty-metadata").mkdir()
    (full / "empty-metadata/metadata.json").write_text("{}", encoding="utf-8")
    broken = full / "ko_en-broken"
    shutil.copytree(package_of(full, "uk_en"), broken)
    metadata = (broken / "metadata.json").read_text(encoding="utf-8")
    (broken / "metadata.json").write_text(metadata.replace('"uk"', '"ko"'), encoding="utf-8")
    (broken / "model/model.bin").write_bytes(b"no weights")
    engine = opened()
    assert (await thanks(engine)).text == "Thank you very much."
    assert await trouble(engine, source="ko") is Trouble.BROKEN
    assert (await thanks(engine)).text == "Thank you very much."
