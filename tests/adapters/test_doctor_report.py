"""What the doctor found is told to people in lines, and to programs as JSON."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from adapters.doctor import tell
from bot.errors import SettingsError

if TYPE_CHECKING:
    from adapters.settings import Settings


def test_settings_that_cannot_be_read_are_told_one_by_one() -> None:
    def read() -> Settings:
        raise SettingsError(("PORT: write a number", "DATA_KEY: make one"))

    out = io.StringIO()
    assert tell(read, out) == 1
    assert out.getvalue().count("-> ") == 2
    assert "0 ok, 0 warnings, 2 wrong" in out.getvalue()


def test_people_get_lines_and_programs_get_json(settings: Settings) -> None:
    lines, rows = io.StringIO(), io.StringIO()
    assert tell(lambda: settings, lines) == 0
    assert tell(lambda: settings, rows, as_json=True) == 0
    told = json.loads(rows.getvalue())
    assert told["healthy"] is True
    assert {row["check"] for row in told["findings"]} >= {"settings", "knowledge", "disk", "key", "database", "clock"}
    assert lines.getvalue().count("\nok ") >= 4
