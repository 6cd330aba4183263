"""An office for a measurement: a counter's data with counselors and old cases, and the real program serving it."""

from __future__ import annotations

import asyncio
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sys import executable
from typing import TYPE_CHECKING

from sqlalchemy import insert

from adapters.console.passwords import Passwords
from adapters.roster.accounts import Change, Invitation, Kind, Newcomer, Outcome, Profile, Second, Stage, Start
from adapters.roster.people import Level, Presence, Role
from adapters.store import filing, ledger
from adapters.store.cipher import Cipher
from adapters.store.filed import Filed, figures, first_filed
from adapters.store.opening import open_store
from adapters.store.tables_cases import cases
from bot.case import Case, CaseState, Reason
from tests.bench.serving import ROOT, SECRET
from tests.phones.running import free_port

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

PASSWORD = "purple kettle on the roof"  # noqa: S105 - of people who do not exist
CODES = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TEAM = "consultation-center"
CAPACITY = 6
_OPENING = 300.0
"""Seconds: a counter whose knowledge was changed trains its finder first."""
_TEAMS = f"""\
keep_days: '90'
teams:
  {TEAM}:
    name: {{ja: 相談窓口, en: Consultation desk}}
    languages: [ja, en, uk, vi, zh-Hans]
    hours: '24/7'
    capacity: '{CAPACITY}'
"""


@dataclass
class Served:
    """The program at work on a folder."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def log(self) -> str:
        """Give what it wrote."""
        return (self.folder / "log").read_text("utf-8")

    def close(self) -> int:
        """Stop it as an operator does; give its exit status."""
        self.process.terminate()
        return self.process.wait(30)


def around_the_clock(folder: Path) -> Path:
    """Give the counter's own knowledge, with an office that is never closed: a bench runs at night, too."""
    made = folder / "knowledge"
    made.mkdir(parents=True)
    for part in (ROOT / "knowledge").iterdir():
        if part.name != "office":
            (made / part.name).symlink_to(part)
    (made / "office").mkdir()
    (made / "office" / "teams.yaml").write_text(_TEAMS, "utf-8")
    return made


async def staffed(folder: Path, database: str, logins: Sequence[tuple[str, Role]], closed: int) -> None:
    """Let people in, each with a password and an authenticator app, and have had some cases."""
    store, now = open_store(database, folder, None), datetime.now(UTC)
    hashed = await Passwords().hash(PASSWORD)
    roster = store.roster
    for number, (login, role) in enumerate(logins):
        link = Invitation(f"link-{number}", Kind.INVITATION, role, now, now + timedelta(days=1), (TEAM,), by="bench")
        await roster.invite(link, f"hash-{number}")
        half, inside = (_start(login, stage, now) for stage in (Stage.SETUP, Stage.IN))
        name = login.title()
        newcomer = Newcomer(f"hash-{number}", login, login, name, name, hashed)
        assert await roster.join(newcomer, half, now) is Outcome.DONE
        assert await roster.set_second(Second(CODES, 1, (f"code-{login}",)), inside, now)
        await roster.describe(login, Profile(name, name, (("en", Level.FLUENT), ("ja", Level.NATIVE)), CAPACITY))
        await roster.change(login, Change(presence=Presence.HERE), login, now)
    await store.submit(lambda connection: had(connection, closed, now))
    await store.close()


def had(connection: Connection, number: int, now: datetime) -> None:
    """Have had cases in the last weeks, as the rows and counters would stand."""
    made = []
    for n in range(number):
        opened = now - timedelta(days=1 + n % 80, minutes=n % 400)
        case = Case(
            f"old-{n}", n, ("line", "telegram", "web")[n % 3], f"talk-{n % 3000}", CaseState.RESOLVED,
            ("uk", "en", "vi", "ja")[n % 4], opened, opened, "v1", topic=f"topic-{n % 25}", former="before",
            replied=opened + timedelta(minutes=1), closed=opened + timedelta(hours=n % 9),
            reason=list(Reason)[n % 6], rating=1 + n % 5,
        )  # fmt: skip
        made.append(Filed(case, first_filed(case, 0, opened).counted, opened, until=0))
    if made:
        cipher = Cipher((bytes(32),))  # without labels nothing is encrypted
        connection.execute(insert(cases), [filing._columns(filed, cipher) for filed in made])
    for filed in made:
        ledger.count(connection, filed.counted, figures(filed))


async def serve(folder: Path, database: str, platform: str) -> Served:
    """Start the program, and wait until it takes messages."""
    port = free_port()
    settings = {
        "PORT": str(port),
        "DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "KNOWLEDGE_DIR": str(around_the_clock(folder)),
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
        "LINE_API_BASE_URL": platform,
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
    }
    served = _started(folder, port, settings)
    end = time.monotonic() + _OPENING
    while not await _listens(port):
        if served.process.poll() is not None or time.monotonic() > end:
            served.process.kill()
            msg = f"the counter does not open:\n{served.log()}"
            raise TimeoutError(msg)
        await asyncio.sleep(0.05)
    return served


def _started(folder: Path, port: int, settings: dict[str, str]) -> Served:
    with (folder / "log").open("wb") as log:
        command = [executable, "-m", "adapters.cli", "serve"]
        return Served(folder, port, subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log))


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _start(login: str, stage: Stage, now: datetime) -> Start:
    name = f"made-{login}-{stage}"
    return Start(name, f"hash-of-{name}", "token", login, stage, now + timedelta(minutes=1),
                 replaces=f"made-{login}-{Stage.SETUP}" if stage is Stage.IN else None)  # fmt: skip
