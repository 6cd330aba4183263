"""The answers are as good as they were: measured on messages that nobody trained on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.evaluate import Measures, measure, read_questions
from knowledge.publish import open_house

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
FLOORS: dict[str, Any] = yaml.safe_load((ROOT / "tests/floors.yaml").read_text("utf-8"))
GROUPS = ("written", "first")


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> Measures:
    """Give what came of all test messages, each asked once."""
    house = open_house(ROOT / "knowledge", tmp_path_factory.mktemp("workshop"))
    if not house.reference.finder.semantic:
        pytest.skip("the encoder cannot run on this machine")
    return measure(house.desk, read_questions(ROOT / "tests/questions"), datetime.now(UTC))


@pytest.mark.parametrize("group", GROUPS)
def test_the_figures_keep_above_the_floor_and_below_the_ceiling(measures: Measures, group: str) -> None:
    floor = FLOORS[group]
    row = asdict(measures.group(floor["languages"]))
    low = [f"{name} {row[name]} < {least}" for name, least in floor["at_least"].items() if row[name] < least]
    high = [f"{name} {row[name]} > {most}" for name, most in floor["at_most"].items() if row[name] > most]
    assert low + high == []


@pytest.mark.parametrize("language", FLOORS["written"]["languages"])
def test_no_language_falls_behind(measures: Measures, language: str) -> None:
    row, floor = asdict(measures.languages[language]), FLOORS["each"]
    assert all(row[name] >= least for name, least in floor["at_least"].items())
    assert all(row[name] <= most for name, most in floor["at_most"].items())


def test_every_language_of_the_counter_is_measured(measures: Measures) -> None:
    named = {tag for group in GROUPS for tag in FLOORS[group]["languages"]}
    assert set(measures.languages) == named


def test_one_message_costs_little(measures: Measures) -> None:
    most = FLOORS["milliseconds"]["at_most"]
    assert measures.p50 * 1000 <= most["p50"]
    assert measures.p99 * 1000 <= most["p99"]
