"""A package that was enlarged for measuring says what the small one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from adapters.translate.argos import Argos
from adapters.translate.installed import installed
from adapters.translate.packages import Shelf
from tests.translate.packages.text import HERE, filled, sentences

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_an_enlarged_package_is_large_and_says_the_same(tmp_path: Path) -> None:
    pytest.importorskip("argostranslate", reason="what translates is not installed: make install EXTRA=translate")
    from tests.bench.enlarged import enlarge  # noqa: PLC0415 - it needs ctranslate2

    shelf = Shelf(tmp_path / "small", tmp_path / "home", trial=lambda _: "")
    package, _ = shelf.install(HERE / "uk_en.argosmodel")
    enlarge(package.folder, tmp_path / "large" / "uk_en")
    assert installed(tmp_path / "large")["uk", "en"].size > 40_000_000
    rng = np.random.default_rng(2)
    text = "\n".join(filled(pair, rng)[0] for pair in sentences("uk", "en")[::9])
    engines = [Argos(tmp_path / name, tmp_path / "home") for name in ("small", "large")]
    small, large = [(await engine.translate(text, "uk", "en")).text.split("\n") for engine in engines]
    for engine in engines:
        await engine.close()
    # Eight bits round a little differently in a larger matrix.
    assert sum(a == b for a, b in zip(small, large, strict=True)) >= len(small) - 1
