"""The checker catches every wrong design, and each of them works as long as nothing goes wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.crash.mutants import MUTANTS, Mutant
from tests.crash.scenarios import as_a_mutant

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crash.nursery import Nursery

pytestmark = pytest.mark.anyio

BY_NAME = {mutant.name: mutant for mutant in MUTANTS}
UNPROVOKED = [mutant.name for mutant in MUTANTS if not mutant.slow]


@pytest.mark.parametrize("name", BY_NAME)
async def test_a_wrong_design_is_caught(nursery: Nursery, tmp_path: Path, name: str, seed: int) -> None:
    outcome = await as_a_mutant(nursery, tmp_path, BY_NAME[name], seed)
    assert getattr(outcome.verdict, BY_NAME[name].wrong), f"seed {seed}: {outcome}"


@pytest.mark.parametrize("name", UNPROVOKED)
async def test_nobody_would_notice_it_in_good_weather(nursery: Nursery, tmp_path: Path, name: str, seed: int) -> None:
    calm: Mutant = replace(BY_NAME[name], point="", fault=None, again=0.0)
    outcome = await as_a_mutant(nursery, tmp_path, calm, seed)
    assert outcome.verdict.good, f"seed {seed}: {outcome}"
    assert outcome.verdict.answered == outcome.verdict.accepted
