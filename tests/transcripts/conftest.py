"""The real library, opened once for all talks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.publish import open_house

if TYPE_CHECKING:
    from bot.desk import Desk

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give the desk that people talk to."""
    return open_house(KNOWLEDGE, tmp_path_factory.mktemp("workshop")).desk
