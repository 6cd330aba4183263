"""The demonstration's counter never hears Ctrl+C itself: not even the very first one, not even while it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
import multiprocessing, time
from pathlib import Path
from adapters.demo.child import _start
process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,), daemon=True)
_start(process)
print(Path(f"/proc/{process.pid}/status").read_text())
process.kill()
process.join()
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not show who hears what")
def test_the_first_counter_of_all_does_not_hear_ctrl_c_from_its_first_moment_on() -> None:
    told = subprocess.run([sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    blocked = next(int(line.split()[1], 16) for line in told.splitlines() if line.startswith("SigBlk:"))
    assert blocked & 1 << 1  # SIGINT is 2, and the mask counts from 1
