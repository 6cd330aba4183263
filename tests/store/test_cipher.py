"""A field opens with its key, in its place, unchanged: and in no other case."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, strategies as st

from adapters.store.cipher import Cipher
from bot.errors import StoreError

OLD, NEW = os.urandom(32), os.urandom(32)
PLACE = ("message", "body", "web", "talk", "event", "1")


@given(st.binary(max_size=200))
def test_what_was_closed_opens(plain: bytes) -> None:
    cipher = Cipher([OLD])
    assert cipher.open(cipher.close(plain, *PLACE), *PLACE) == plain


def test_the_same_text_never_looks_the_same() -> None:
    cipher = Cipher([OLD])
    assert cipher.close(b"x", *PLACE) != cipher.close(b"x", *PLACE)


@pytest.mark.parametrize("position", range(len(PLACE)))
def test_it_opens_in_no_other_place(position: int) -> None:
    cipher = Cipher([OLD])
    blob = cipher.close(b"x", *PLACE)
    elsewhere = (*PLACE[:position], "other", *PLACE[position + 1 :])
    with pytest.raises(StoreError, match="changed or moved"):
        cipher.open(blob, *elsewhere)


def test_places_that_read_alike_are_different() -> None:
    cipher = Cipher([OLD])
    with pytest.raises(StoreError):
        cipher.open(cipher.close(b"x", "t", "c", "a|b", "c"), "t", "c", "a", "b|c")


@given(st.data())
def test_no_changed_or_cut_blob_opens(data: st.DataObject) -> None:
    cipher = Cipher([OLD])
    blob = bytearray(cipher.close(b"some words", *PLACE))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(StoreError):
        cipher.open(bytes(blob), *PLACE)
    with pytest.raises(StoreError):
        cipher.open(bytes(blob[:at]), *PLACE)


def test_the_first_key_closes_and_all_keys_open() -> None:
    before = Cipher([OLD]).close(b"x", *PLACE)
    both = Cipher([NEW, OLD])
    assert both.open(before, *PLACE) == b"x"
    after = both.close(b"y", *PLACE)
    assert Cipher([NEW]).open(after, *PLACE) == b"y"
    with pytest.raises(StoreError, match="put that key back"):
        Cipher([NEW]).open(before, *PLACE)


def test_a_pseudonym_stays_while_keys_change_and_depends_on_the_key() -> None:
    assert Cipher([OLD]).pseudonym("web", "talk") == Cipher([NEW, OLD]).pseudonym("web", "talk")
    assert Cipher([OLD]).pseudonym("web", "talk") != Cipher([NEW]).pseudonym("web", "talk")
    assert Cipher([OLD]).pseudonym("web", "talk") != Cipher([OLD]).pseudonym("web", "other")
