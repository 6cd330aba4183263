"""An office with an engine, somebody who reads Japanese, and somebody who writes Ukrainian."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from adapters.casebook.translating import Made
from bot.mixture import Mixture
from bot.translation import Translation, Way
from tests.console.conftest import Desk, Office
from tests.console.counter import HOME, opened
from tests.contract.interpreter import Interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adapters.casebook.translating import Outcome
    from bot.case import Case

WORDS = "火曜日です"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give a counter with an engine, and nobody at it."""
    counter = opened(tmp_path, engine=Interpreter())
    with TestClient(counter.app, base_url=HOME, raise_server_exceptions=False) as client:
        yield Office(client, counter)
        assert client.portal is not None
        client.portal.call(counter.store.close)


@pytest.fixture
def sato(office: Office) -> Desk:
    """Give the desk of a counselor who reads Japanese."""
    return office.desk("sato", language="ja")


def ukrainian(office: Office, desk: Desk, *words: str) -> Case:
    """Have somebody ask in Ukrainian, and a counselor take the case."""
    case: Case = office.do(office.scene.claimed, "куди подіти сміття", *words, who=desk.person.who)
    return case


def worked_off(office: Office, **outcomes: Outcome) -> None:
    """Have all lines translated; ``outcomes``: what comes of lines that hold a word instead."""

    async def work() -> None:
        book = office.scene.book.translations
        for wanted in await book.take(100, 60, 12):
            made = Translation(f"<{wanted.target}> {wanted.text}", "uk", wanted.target, Way.DIRECT, "argos")
            outcome = next((given for word, given in outcomes.items() if word in wanted.text), None)
            await book.finish(wanted, outcome or Made(made, Mixture.NOTHING))

    office.do(work)


def page(desk: Desk, case: Case) -> str:
    return unescape(desk.get(f"/staff/cases/{case.number}").text)


def line(text: str, words: str) -> str:
    """Give the part of a page that shows a line."""
    return next(part for part in text.split("<li ") if words in part and part.startswith('class="line '))


def previewed(desk: Desk, case: Case, words: str = WORDS, **fields: Any) -> Any:
    return desk.post(f"/staff/cases/{case.number}/translate", text=words, **fields)


def spoken(office: Office, case: Case) -> Any:
    """Give what a counselor said last."""
    return next(line.reply for line in reversed(office.do(office.scene.lines, case)) if line.staff).parts[0]
