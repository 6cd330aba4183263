"""The real engine on the small packages that packages/make.py trained."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.translate.argos import Argos
from adapters.translate.packages import Shelf
from adapters.translate.post import Limits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PACKAGES = Path(__file__).parent / "packages"
PAIRS = ("uk_en", "en_ja", "ja_en", "en_uk")
HERE = all(find_spec(name) for name in ("argostranslate", "ctranslate2", "sentencepiece"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs the engine where it cannot be installed: there is no wheel for every machine."""
    for item in items:
        if "real_argos" in getattr(item, "fixturenames", ()) and not HERE:
            item.add_marker(pytest.mark.skip("what translates is not installed here: make install EXTRA=translate"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def real_argos() -> None:
    """Say that a test needs the real engine."""


@pytest.fixture
def shelf(tmp_path: Path, real_argos: None) -> Shelf:
    """Give an empty folder for packages, with the real trial of each."""
    del real_argos
    return Shelf(tmp_path / "packages", tmp_path / "home")


@pytest.fixture
def full(tmp_path: Path, real_argos: None) -> Path:
    """Give a folder with all four packages."""
    del real_argos
    # Each was tried out by test_packages.py; here that would only take time.
    shelf = Shelf(tmp_path / "packages", tmp_path / "home", trial=lambda _: "")
    for pair in PAIRS:
        shelf.install(PACKAGES / f"{pair}.argosmodel")
    return tmp_path / "packages"


@pytest.fixture
async def opened(full: Path) -> AsyncIterator[Callable[..., Argos]]:
    """Open the engine on all four packages, with limits as wished."""
    several: list[Argos] = []

    def opened(memory: int = 600 << 20, workers: int = 1, **limits: float) -> Argos:
        several.append(
            Argos(full, full.parent / "home", memory=memory, workers=workers, limits=Limits(**limits))  # type: ignore[arg-type]
        )
        return several[-1]

    yield opened
    for each in several:
        await each.close()
