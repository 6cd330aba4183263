"""kill -9 loses nothing, answers nothing twice and mixes nothing up. The long form: ``make crash``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crash.order import points
from tests.crash.scenarios import at_a_point, at_any_moment, fresh, while_migrating

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.postgres import Cluster
    from tests.crash.nursery import Nursery
    from tests.crash.trial import Outcome

pytestmark = pytest.mark.anyio


def faultless(outcome: Outcome, seed: int) -> bool:
    """Say whether everything was kept, or fail with all that is known."""
    assert outcome.good, f"seed {seed}: {outcome}"
    return True


def at(engine: str) -> list[str]:
    """Give the points that are passed while people write."""
    return [point for point in points(engine) if point != "migration"]


@pytest.mark.parametrize("point", at("sqlite"))
async def test_a_counter_that_dies_at_a_point_is_not_missed(
    nursery: Nursery, tmp_path: Path, point: str, seed: int
) -> None:
    outcome = await at_a_point(nursery, fresh(tmp_path), point, 2, seed)
    assert faultless(outcome, seed)
    assert outcome.kills == 2


@pytest.mark.postgres
@pytest.mark.parametrize("point", at("postgres"))
async def test_nor_on_postgresql(nursery: Nursery, tmp_path: Path, cluster: Cluster, point: str, seed: int) -> None:
    outcome = await at_a_point(nursery, fresh(tmp_path, cluster.database()), point, 1, seed)
    assert faultless(outcome, seed)
    assert outcome.kills == 1


async def test_a_database_half_made_is_made_again(nursery: Nursery, tmp_path: Path, seed: int) -> None:
    assert faultless(await while_migrating(nursery, fresh(tmp_path), seed), seed)


@pytest.mark.postgres
async def test_and_so_it_is_on_postgresql(nursery: Nursery, tmp_path: Path, cluster: Cluster, seed: int) -> None:
    assert faultless(await while_migrating(nursery, fresh(tmp_path, cluster.database()), seed), seed)


async def test_it_may_be_any_moment(nursery: Nursery, tmp_path: Path, seed: int) -> None:
    outcome = await at_any_moment(nursery, fresh(tmp_path), 10, 300, seed)
    assert faultless(outcome, seed)
    assert outcome.verdict.accepted >= 300


async def test_a_stop_drops_nothing_that_was_accepted(nursery: Nursery, tmp_path: Path, seed: int) -> None:
    outcome = await at_any_moment(nursery, fresh(tmp_path), 3, 150, seed, stops=3)
    assert faultless(outcome, seed)
    assert outcome.kills == 0


@pytest.mark.parametrize("way", ["telegram", "polling"])
async def test_on_telegram_what_is_uncertain_is_shown_and_never_repeated(
    nursery: Nursery, tmp_path: Path, way: str, seed: int
) -> None:
    assert faultless(await at_any_moment(nursery, fresh(tmp_path), 4, 60, seed, on=way), seed)


@pytest.mark.postgres
async def test_two_counters_share_the_work_while_both_and_the_database_die(
    nursery: Nursery, tmp_path: Path, cluster: Cluster, seed: int
) -> None:
    order = fresh(tmp_path, cluster.database())
    outcome = await at_any_moment(nursery, order, 8, 400, seed, counters=2, stops=2, crashes=1, cluster=cluster)
    assert faultless(outcome, seed)
    assert outcome.kills == 6
