"""A PostgreSQL of the tests' own: a new cluster on this machine, gone when the tests are."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import psycopg

NOT_INSTALLED = "PostgreSQL is not installed"
_USERS = ("postgres", "nobody")


def programs() -> Path | None:
    """Give the folder with PostgreSQL's server programs, the newest first."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parts[-2], reverse=True)
    found = shutil.which("initdb")
    candidates = [*known, *([Path(found).parent] if found else [])]
    needed = ("initdb", "pg_ctl", "postgres")
    return next((path for path in candidates if all((path / name).exists() for name in needed)), None)


class Cluster:
    """A running server. PostgreSQL refuses to run as root, so root lends it another user."""

    def __init__(self, bin_: Path) -> None:
        self._bin = bin_
        self._user = next(name for name in _USERS if _exists(name)) if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="madoguchi-pg-", dir="/tmp"))
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run("initdb", "-A", "trust", "-U", "madoguchi", "-E", "UTF8", "--locale=C", "-N", "-D", self._data)
        self.start()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        """Start it and wait until it answers."""
        # Without fsync: tests kill processes, they do not cut the power.
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-w", "-D", self._data, "-l", log, "-o", options, "start")

    def crash(self) -> None:
        """Stop it as a power cut would."""
        self._run("pg_ctl", "-w", "-D", self._data, "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop it and delete all of it."""
        self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self) -> str:
        """Make an empty database and give its address."""
        name = f"t{uuid4().hex}"
        with psycopg.connect(f"{self._address}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode("ascii"))
        return f"{self._address}/{name}"

    @property
    def _address(self) -> str:
        return f"postgresql://madoguchi@127.0.0.1:{self.port}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), *arguments],
            check=True,
            cwd="/",
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            timeout=60,
        )


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
