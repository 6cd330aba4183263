"""Whatever is audited has words in both languages; what is new is shown as it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest

from adapters.console.words import FOLDER, NAMES, load
from adapters.roster.people import Role
from adapters.store.auditing import name
from bot.case import Move

if TYPE_CHECKING:
    from tests.console.conftest import Office

ROOMS = FOLDER.parents[1]


def written() -> set[str]:
    """Give every deed that is written out in the store."""
    text = "".join(path.read_text("utf-8") for path in (ROOMS / "store").glob("*.py"))
    return set(re.findall(r'Deed\(\s*"([a-z-]+)"', text)) | {
        "invite", "renewal", "enable", "disable", "viewed", "export", "erasure-asked", "erasure-approved", "erase",
    }  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_every_deed_has_a_word(language: str) -> None:
    moves = {name(object.__new__(kind)) for kind in get_args(Move)}
    assert len(moves) > 20
    assert len(written()) > 20
    texts = load()[language].texts
    missing = [deed for deed in moves | written() if f"deed_{deed.replace('-', '_')}" not in texts]
    assert missing == []


def test_the_auditor_reads_who_came_in(office: Office) -> None:
    auditor = office.desk("auditor", Role.AUDITOR)
    office.desk("olena")
    page = auditor.get("/staff/audit").text
    assert "came by an invitation" in page
    assert "Auditor Sato" in page
    assert "set up the authenticator app" in page
