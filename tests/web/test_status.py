"""The status page: what was counted, in plain words, in strict headers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.web.status import StatusPage, Tongue
from tests.web.test_headers import strict

if TYPE_CHECKING:
    import httpx2

TONGUES = (
    Tongue("ja-easy", "やさしい日本語", 431, 3, 5, 0, "2026-11-20"),
    Tongue("uk", "<b>Українська</b>", 439, 0, 0, 7, ""),
)


def shown(finder: str = "meaning and letters") -> httpx2.Response:
    app = FastAPI()
    app.include_router(StatusPage(TONGUES, finder, lambda: datetime(2026, 11, 28, tzinfo=UTC)).router)
    return TestClient(app).get("/status")


def test_it_says_for_every_language_what_a_machine_wrote_and_what_was_reviewed() -> None:
    page = shown().text
    row = page.partition('data-language="ja-easy"')[2].partition("</tr>")[0]
    assert [figure for figure in ("431", "3", "5", "0") if f"<td>{figure}</td>" not in row] == []
    assert "2026-11-20" in row
    assert "none yet" in page.partition('data-language="uk"')[2].partition("</tr>")[0]
    assert '<time datetime="2026-11-28">' in page


def test_it_is_as_strict_as_the_other_pages() -> None:
    answer = shown()
    strict(answer)
    assert "<script" not in answer.text
    assert "<b>" not in answer.text
    assert 'lang="ja"' in answer.text


@pytest.mark.parametrize(("finder", "said"), [("letters only", "letters alone"), ("meaning and letters", "By meaning")])
def test_it_says_how_questions_are_found(finder: str, said: str) -> None:
    assert said in shown(finder).text
