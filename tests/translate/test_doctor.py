"""The doctor says which engine translates, over which packages, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.doctor import translation
from adapters.doctor.asking import Answer
from adapters.doctor.translation import translation_is_well
from adapters.settings import TranslateSettings

if TYPE_CHECKING:
    from pathlib import Path

    from adapters.doctor.asking import Asker

pytestmark = pytest.mark.anyio


class Asked:
    """Answers every call with the same."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.urls: list[str] = []

    async def ask(self, url: str, **_: object) -> Answer:
        self.urls.append(url)
        return self._answer


def settings(tmp_path: Path, engine: str = "", url: str = "") -> TranslateSettings:
    return TranslateSettings(
        engine, tmp_path / "packages", tmp_path / "home", 600 << 20, url, "", "https://example.org"
    )


async def told(chosen: TranslateSettings, answer: Answer | None = None) -> list[tuple[str, str]]:
    asker: Asker = Asked(answer or Answer(0))  # type: ignore[assignment]
    return [(each.verdict, each.says) for each in await translation_is_well(asker, chosen)]


async def test_none_is_off_and_well(tmp_path: Path) -> None:
    assert await told(settings(tmp_path, "none")) == [("ok", "off (TRANSLATE_ENGINE=none)")]


async def test_what_is_not_installed_is_only_wrong_where_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "argos_is_here", lambda: False)
    assert [verdict for verdict, _ in await told(settings(tmp_path))] == ["ok"]
    assert [verdict for verdict, _ in await told(settings(tmp_path, "argos"))] == ["wrong"]


async def test_packages_are_named_and_strays_too(full: Path) -> None:
    chosen = settings(full.parent)
    (said,) = await told(chosen)
    assert said == ("ok", "Argos Translate, on this machine: en-ja, en-uk, ja-en, uk-en")
    (full / "stray").mkdir()
    verdicts = await told(chosen)
    assert [verdict for verdict, _ in verdicts] == ["warning", "ok"]
    assert "stray" in verdicts[0][1]


async def test_no_package_is_a_warning_only_where_argos_was_asked_for(tmp_path: Path, real_argos: None) -> None:
    del real_argos
    for engine, verdict in (("", "ok"), ("argos", "warning")):
        ((said, says),) = await told(settings(tmp_path, engine))
        assert said == verdict
        assert "no package" in says


async def test_an_engine_that_does_not_start_is_wrong(full: Path) -> None:
    ((verdict, says),) = await told(replace(settings(full.parent), memory=4 << 20))
    assert verdict == "wrong"
    assert "does not start" in says


async def test_a_server_elsewhere_is_a_warning_and_in_the_open_wrong(tmp_path: Path) -> None:
    good = Answer(200, text='[{"code": "en"}]')
    near = settings(tmp_path, "libretranslate", "http://127.0.0.1:5000")
    assert [verdict for verdict, _ in await told(near, good)] == ["ok"]
    far = replace(near, url="https://lt.example.jp")
    said = await told(far, good)
    assert [verdict for verdict, _ in said] == ["warning", "ok"]
    assert "is sent to lt.example.jp" in said[0][1]
    open_ = replace(near, url="http://lt.example.jp")
    assert [verdict for verdict, _ in await told(open_, good)] == ["warning", "wrong", "ok"]


@pytest.mark.parametrize("answer", [Answer(0, trouble="ClientConnectorError"), Answer(500), Answer(200, text="<html>")])
async def test_a_server_that_does_not_answer_is_wrong(tmp_path: Path, answer: Answer) -> None:
    chosen = settings(tmp_path, "libretranslate", "http://127.0.0.1:5000")
    assert [verdict for verdict, _ in await told(chosen, answer)] == ["wrong"]
