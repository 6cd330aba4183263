"""Settings are read once, and all problems are told together."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from adapters.settings import read_settings
from bot.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

KEY = base64.b64encode(bytes(32)).decode()


def test_nothing_set_gives_a_counter_for_this_machine_alone(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path / ".env")
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, "")
    assert (settings.knowledge_dir / "languages.yaml").is_file()


def test_the_environment_is_stronger_than_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text('# a comment\nexport PORT="9001"\nHOST=0.0.0.0\n\nnonsense\n', encoding="utf-8")
    settings = read_settings({"PORT": "9002"}, dotenv)
    assert (settings.host, settings.port) == ("0.0.0.0", 9002)  # noqa: S104 - only compared


def test_all_problems_are_told_together_and_each_says_what_to_do(tmp_path: Path) -> None:
    wrong = {
        "PORT": "eighty",
        "PUBLIC_URL": "counter.example.jp",
        "DATA_KEY": "short",
        "DATABASE_URL": "mysql://db",
        "KNOWLEDGE_DIR": str(tmp_path),
    }
    with pytest.raises(SettingsError) as caught:
        read_settings(wrong, tmp_path / ".env")
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "DATABASE_URL",
        "PORT",
        "PUBLIC_URL",
        "DATA_KEY",
        "KNOWLEDGE_DIR",
    ]


def test_several_keys_may_be_given_for_a_change_of_key(tmp_path: Path) -> None:
    assert read_settings({"DATA_KEY": f"{KEY},{KEY}"}, tmp_path / ".env").data_key.count(KEY) == 2


def test_no_secret_shows_when_settings_are_printed(tmp_path: Path) -> None:
    settings = read_settings({"DATA_KEY": KEY, "DATABASE_URL": "postgresql://me:secret@db/x"}, tmp_path / ".env")
    assert KEY not in repr(settings)
    assert "secret" not in repr(settings)


def test_a_staff_group_is_a_number_below_zero(tmp_path: Path) -> None:
    token = {"TELEGRAM_BOT_TOKEN": "1:a"}
    found = read_settings({**token, "TELEGRAM_STAFF_CHAT_ID": " -1001234567890 "}, tmp_path / ".env").telegram
    assert found is not None
    assert (found.staff_chat, found.staff_language) == (-1001234567890, "ja")
    english = read_settings({**token, "TELEGRAM_STAFF_LANGUAGE": "en"}, tmp_path / ".env").telegram
    assert english is not None
    assert (english.staff_chat, english.staff_language) == (0, "en")


@pytest.mark.parametrize(
    "wrong",
    [
        {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_STAFF_CHAT_ID": "@our_group"},
        {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_STAFF_CHAT_ID": "1234"},
        {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_STAFF_CHAT_ID": "-" + "9" * 30},
        {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_STAFF_LANGUAGE": "uk"},
        {"TELEGRAM_STAFF_CHAT_ID": "-1001234567890"},
    ],
    ids=str,
)
def test_a_staff_group_that_cannot_be_is_told(wrong: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(wrong, tmp_path / ".env")
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [list(wrong)[-1]]


OIDC = {
    "OIDC_ISSUER": "https://login.example.jp/realms/city",
    "OIDC_CLIENT_ID": "counter",
    "OIDC_CLIENT_SECRET": "canary",
    "PUBLIC_URL": "https://counter.example.jp",
}


def test_the_sign_in_of_an_organisation_is_off_until_it_is_set(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path / ".env").oidc is None
    found = read_settings(OIDC, tmp_path / ".env").oidc
    assert found is not None
    assert (found.issuer, found.domains, found.groups, found.trusted) == (OIDC["OIDC_ISSUER"], (), (), False)
    assert "canary" not in repr(found)


def test_accounts_of_an_organisation_may_be_limited(tmp_path: Path) -> None:
    more = {"OIDC_ALLOWED_DOMAINS": "@City.example.jp, b.jp,", "OIDC_ALLOWED_GROUPS": "Counter, it"}
    found = read_settings({**OIDC, **more, "OIDC_SECOND_FACTOR": "provider"}, tmp_path / ".env").oidc
    assert found is not None
    assert (found.domains, found.groups, found.trusted) == (("city.example.jp", "b.jp"), ("Counter", "it"), True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_CLIENT_ID": " "}, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "http://login.example.jp"}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "login.example.jp"}, "OIDC_ISSUER"),
        ({"OIDC_SECOND_FACTOR": "maybe"}, "OIDC_SECOND_FACTOR"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL"),
    ],
)
def test_half_a_sign_in_is_no_sign_in(tmp_path: Path, change: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({**OIDC, **change}, tmp_path / ".env")
    assert [problem.split(":")[0] for problem in caught.value.problems] == [told]


def test_an_issuer_on_this_machine_need_not_encrypt(tmp_path: Path) -> None:
    found = read_settings({**OIDC, "OIDC_ISSUER": "http://127.0.0.1:8080/realms/x"}, tmp_path / ".env").oidc
    assert found is not None
