"""Which engine the settings open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.settings import Settings, TranslateSettings, read_settings
from adapters.translate import open_translator, opening
from adapters.translate.argos import Argos
from adapters.translate.libre import Libre
from adapters.translate.none import Nobody
from bot.errors import SettingsError, TranslationError
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


def read(tmp_path: Path, **env: str) -> Settings:
    return read_settings({"DATA_DIR": str(tmp_path), **env}, tmp_path / ".env")


def chosen(settings: Settings) -> TranslateSettings:
    assert settings.translate is not None
    return settings.translate


async def test_argos_is_opened_where_it_is_installed(tmp_path: Path, real_argos: None) -> None:
    del real_argos
    for name in ("", "argos"):
        opened = open_translator(read(tmp_path, TRANSLATE_ENGINE=name))
        assert isinstance(opened, Argos)
        await opened.close()


async def test_where_it_is_not_installed_nobody_translates_and_the_counter_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(opening, "argos_is_here", lambda: False)
    assert isinstance(open_translator(read(tmp_path)), Nobody)
    assert caplog.text == ""
    assert isinstance(open_translator(read(tmp_path, TRANSLATE_ENGINE="argos")), Nobody)
    assert "make install EXTRA=translate" in caplog.text


async def test_nobody_can_translate_nothing(tmp_path: Path) -> None:
    nobody = open_translator(read(tmp_path, TRANSLATE_ENGINE="none"))
    assert (nobody.engine, nobody.way("uk", "ja")) == ("", Way.NONE)
    with pytest.raises(TranslationError) as caught:
        await nobody.translate("Дякую", "uk", "ja")
    assert caught.value.trouble is Trouble.NO_PAIR
    await nobody.close()
    assert isinstance(open_translator(replace(read(tmp_path), translate=None)), Nobody)


async def test_a_server_is_asked_nothing_before_it_is_needed(tmp_path: Path) -> None:
    settings = read(tmp_path, TRANSLATE_ENGINE="libretranslate", TRANSLATE_URL="https://lt.example.jp/")
    opened = open_translator(settings)
    assert isinstance(opened, Libre)
    assert opened._session is None
    await opened.close()


def test_the_packages_lie_with_the_data_unless_said_otherwise(tmp_path: Path) -> None:
    assert chosen(read(tmp_path)).packages == tmp_path / "argos/packages"
    assert chosen(read(tmp_path, ARGOS_PACKAGES_DIR="/srv/argos")).packages.as_posix() == "/srv/argos"


@pytest.mark.parametrize(
    ("env", "name"),
    [
        ({"TRANSLATE_ENGINE": "google"}, "TRANSLATE_ENGINE"),
        ({"TRANSLATE_ENGINE": "libretranslate"}, "TRANSLATE_URL"),
        ({"TRANSLATE_URL": "lt.example.jp"}, "TRANSLATE_URL"),
        ({"TRANSLATE_MEMORY_MB": "much"}, "TRANSLATE_MEMORY_MB"),
        ({"TRANSLATE_MEMORY_MB": "50"}, "TRANSLATE_MEMORY_MB"),
        ({"ARGOS_PACKAGE_INDEX": "index"}, "ARGOS_PACKAGE_INDEX"),
    ],
)
def test_what_makes_no_sense_is_told(tmp_path: Path, env: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, **env)
    assert [problem.split(":")[0] for problem in caught.value.problems] == [name]


def test_the_key_shows_nowhere(tmp_path: Path) -> None:
    settings = read(tmp_path, TRANSLATE_API_KEY="secret")
    assert "secret" not in repr(settings) + repr(settings.translate)
