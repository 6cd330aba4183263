"""The operator beside the running counter: who works here, and a way back for whoever lost everything."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.cli import main
from adapters.console.cookies import hashed
from adapters.roster.accounts import Change, Kind
from adapters.roster.people import Role
from adapters.store.auditing import rows
from adapters.store.opening import open_store
from tests.contract.colleagues import NOW, colleague, newcomer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adapters.store.store import SqlStore


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    """Give the store of a counter that runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PUBLIC_URL", "https://counter.example")
    store = open_store("", tmp_path / "data", None)
    yield store
    asyncio.run(store.close())


def test_everybody_is_listed(store: SqlStore, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff"]) == 0
    assert "nobody yet" in capsys.readouterr().out
    asyncio.run(colleague(store.roster, "boss", Role.ADMINISTRATOR))
    asyncio.run(newcomer(store.roster, "hanako"))
    assert main(["staff", "list"]) == 0
    boss, hanako = capsys.readouterr().out.splitlines()
    assert boss.split() == ["boss", "administrator", "may", "enter", "Name", "of", "boss"]
    assert hanako.split() == ["hanako", "counselor", "not", "set", "up", "Name", "of", "hanako"]


def test_the_last_administrator_comes_back(store: SqlStore, capsys: pytest.CaptureFixture[str]) -> None:
    boss, inside = asyncio.run(colleague(store.roster, "boss", Role.ADMINISTRATOR))
    assert main(["staff", "renew", "boss"]) == 0
    link = capsys.readouterr().out.splitlines()[-1]
    assert link.startswith("https://counter.example/staff/join/")

    async def look() -> None:
        member = await store.roster.member(boss)
        assert member is not None
        found = await store.roster.invitation(hashed(link.rpartition("/")[2]), member.made)
        assert found is not None
        assert (found.kind, found.staff, found.by) == (Kind.RENEWAL, boss, None)
        # Until the link is used, nothing changes.
        assert await store.roster.entered(inside.key_hash, NOW) is not None
        noted = await store.submit(lambda connection: rows(connection, None, None, 1))
        assert (noted[0].what, noted[0].on, noted[0].by, noted[0].detail) == ("renewal", boss, None, "by=operator")

    asyncio.run(look())


@pytest.mark.parametrize("login", ["nobody", "hanako", ""])
def test_who_is_not_there_or_shut_out_gets_none(
    store: SqlStore, capsys: pytest.CaptureFixture[str], login: str
) -> None:
    staff, _ = asyncio.run(colleague(store.roster, "hanako"))
    asyncio.run(store.roster.change(staff, Change(active=False), "boss", NOW))
    assert main(["staff", "renew", *filter(None, [login])]) == 2
    assert "nobody who may enter" in capsys.readouterr().err
    assert asyncio.run(store.roster.invitations(NOW)) == []


def test_without_a_database_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nowhere"))
    assert main(["staff"]) == 2
    assert "start the counter once" in capsys.readouterr().err
