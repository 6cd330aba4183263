"""What names and passwords may be, and how codes are read."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from hypothesis import given, strategies as st

from adapters.console import recovery, rules, totp
from adapters.console.desk import agent, local, onward

NOW = datetime(2026, 11, 28, 3, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "qwertyuiop12", "QWERTYUIOP!!", "aaaaaaaaaaaa", "abababababab", "abcdefgh1234", "123456789012",
        "hanako-hanako-1", "Tanaka Hanako 1", "madoguchi2026!", "P@ssword!!!!", "zyxwvutsrqpo",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert rules.bad_password(password, "hanako", "Tanaka Hanako", "Hana") == "bad_password_easy"


@pytest.mark.parametrize(
    "password", ["purple kettle on the roof", "x7#kQ!pv92Lm", "長い日本語の合言葉です一二三", "correct horse battery"]
)
def test_what_is_hard_to_guess_is_good(password: str) -> None:
    assert rules.bad_password(password, "hanako", "Tanaka Hanako", "Hana") is None


@given(st.text(max_size=200))
def test_rules_never_break(text: str) -> None:
    assert rules.bad_password(text, text, "a") in {
        None, "bad_password_length", "bad_password_letters", "bad_password_easy",
    }  # fmt: skip
    rules.bad_name(text)
    rules.bad_alias(text)
    assert rules.login(rules.login(text)) == rules.login(text)
    assert rules.password(rules.password(text)) == rules.password(text)
    assert totp.step("ABCDEFGH", text, NOW) is None or text.strip().isdigit()
    assert onward(text) == "/staff" or text.startswith("/staff")


@given(st.text(alphabet="/staflogin.?=%&\\ #@:", max_size=30).map(lambda tail: f"/staff{tail}"))
def test_onward_stays_here(given_: str) -> None:
    to = onward(given_)
    assert to.startswith("/staff")
    assert not set(to) & set("\\ #@:")
    assert "//" not in to
    assert ".." not in to.partition("?")[0]
    assert local(to) == to


def test_codes_of_recovery_are_many_different_and_read_however_they_are_typed() -> None:
    codes = recovery.new_codes()
    assert len(set(codes)) == 10
    hashed = recovery.hashed(codes[0], "me")
    assert hashed is not None
    assert hashed == recovery.hashed(f"  {codes[0].upper().replace('-', ' ')} ", "me")
    assert hashed != recovery.hashed(codes[0], "somebody else")
    assert codes[0].replace("-", "") not in hashed
    for nothing in ("", "abcd", "0" * 16, "é" * 16, codes[0] + "a"):
        assert recovery.hashed(nothing, "me") is None


def test_a_code_names_its_half_minute() -> None:
    secret = totp.new_secret()
    app = pyotp.TOTP(secret)
    present = int(NOW.timestamp()) // 30
    for near in (-1, 0, 1):
        assert totp.step(secret, app.generate_otp(present + near), NOW) == present + near
    for far in (-3, -2, 2, 3):
        assert totp.step(secret, app.generate_otp(present + far), NOW) != present + far
    assert len(secret) == 32


def test_the_picture_says_what_an_app_needs() -> None:
    uri = totp.address("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "hanako", "Madoguchi")
    assert uri == "otpauth://totp/Madoguchi:hanako?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Madoguchi"
    assert totp.picture(uri).startswith("data:image/svg+xml")
    assert totp.spaced("ABCDEFGH") == "ABCD EFGH"


@pytest.mark.parametrize(
    ("given_", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_has_a_short_name(given_: str, name: str) -> None:
    assert agent(given_) == name
