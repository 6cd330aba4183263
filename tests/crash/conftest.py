"""A helper process for all kill tests, and a PostgreSQL for those that need one."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from tests.contract.postgres import NOT_INSTALLED, Cluster, programs
from tests.crash.nursery import Nursery

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery() as opened:
        yield opened


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = programs()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NOT_INSTALLED)
        pytest.skip(NOT_INSTALLED)
    running = Cluster(found)
    yield running
    running.remove()


@pytest.fixture
def seed() -> int:
    """Give another one each time; whoever fails says which it was."""
    return random.randrange(1_000_000)  # noqa: S311 - no secret
