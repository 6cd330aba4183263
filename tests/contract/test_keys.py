"""The right key opens, another one is refused with advice, and keys can be changed."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from adapters.store.retention import Retention
from bot.case import Label, Remark
from bot.errors import StoreError

from .people import NOW, answer, message
from .scene import Scene
from .test_translations import rendered

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .conftest import House

pytestmark = pytest.mark.anyio


def a_key() -> str:
    return b64encode(os.urandom(32)).decode("ascii")


async def test_a_key_is_made_on_the_first_run_and_used_on_the_next(house: House) -> None:
    await answer(house.open(), message("hello"))
    await house.close()
    assert (house.folder / "data.key").stat().st_mode & 0o777 == 0o600
    assert [line.text for line in await house.open().after("talk", 0)] == ["hello"]


async def test_a_given_key_makes_no_file(house: House) -> None:
    house.open(a_key())
    assert not (house.folder / "data.key").exists()


async def test_a_lost_key_is_never_replaced_by_a_new_one(house: House) -> None:
    await answer(house.open(), message())
    await house.close()
    (house.folder / "data.key").unlink()
    with pytest.raises(StoreError, match=r"data\.key is missing.*restore"):
        house.open()
    assert not (house.folder / "data.key").exists()


async def test_a_wrong_key_is_refused_with_advice(house: House) -> None:
    await answer(house.open(a_key()), message())
    await house.close()
    with pytest.raises(StoreError, match="put that key back into DATA_KEY"):
        house.open(a_key())


async def test_keys_are_changed_by_putting_the_new_one_in_front(house: House) -> None:
    old, new = a_key(), a_key()
    await answer(house.open(old), message("old"))
    await house.close()
    await answer(house.open(f"{new},{old}"), message("new"))
    await house.close()
    assert [line.text for line in await house.open(f"{new}, {old}").after("talk", 0)] == ["old", "new"]
    await house.close()
    with pytest.raises(StoreError, match="put that key back"):
        house.open(new)


async def test_an_old_key_may_go_when_nothing_needs_it(house: House) -> None:
    old, new = a_key(), a_key()
    await answer(house.open(old), message("old"))
    await house.close()
    store = house.open(f"{new},{old}")
    await store.sweep(NOW + Retention().words * 400)
    await house.close()
    await answer(house.open(new), message("new"))


@pytest.mark.parametrize("key", ["short", "c2hvcnQ=", "日本", "A" * 44])
async def test_a_key_that_is_none_is_refused_with_advice(house: House, key: str) -> None:
    with pytest.raises(StoreError, match="openssl rand -base64 32"):
        house.open(key)


@pytest.mark.parametrize("left", ["remark", "draft", "cases", "translation"])
async def test_a_key_is_needed_as_long_as_any_word_about_a_case_is(house: House, left: str) -> None:
    old, new = a_key(), a_key()
    scene = Scene(house.open(old))
    case = await scene.claimed()
    await scene.act(case, Remark("olena", "a note"))
    await scene.act(case, Label("olena", ("a label",)))
    await scene.book.keep_draft(case.id, "olena", "a draft")
    await rendered(scene)

    def empty(connection: Connection) -> None:
        for table in {"message", "outbox", "inbox", "conversation", "remark", "draft", "cases", "translation"} - {left}:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names

    await scene.store.submit(empty)
    await house.close()
    house.open(f"{new},{old}")
    await house.close()
    with pytest.raises(StoreError, match="put that key back into DATA_KEY"):
        house.open(new)
