"""The real library, opened once for the outer tests; settings, figures, and platforms that are well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CollectorRegistry

from adapters.metrics import Metrics
from adapters.settings import Settings, read_settings
from knowledge.publish import House, open_house
from tests.adapters.platforms import Platforms, standing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(KNOWLEDGE, tmp_path_factory.mktemp("workshop"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(read_settings({}, tmp_path / ".env"), data_dir=tmp_path / "data")


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry(), ("ja", "uk"), "1.2.3")


@pytest.fixture
async def platforms() -> AsyncIterator[Platforms]:
    async with standing() as here:
        yield here
