"""The real library, opened once for the outer tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.publish import House, open_house

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return open_house(KNOWLEDGE, tmp_path_factory.mktemp("workshop"))
