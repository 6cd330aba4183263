"""Whose account is whose: said by the person inside, or by an address that the administrator noted."""

from __future__ import annotations

import asyncio
from html import unescape
from typing import TYPE_CHECKING

from tests.console.door.badge_desk import OLENA, address
from tests.console.door.front import HOME, PASSWORD
from tests.console.door.provider import CLIENT

if TYPE_CHECKING:
    from tests.console.door.badge_desk import BadgeDesk
    from tests.console.door.front import Browser


def test_somebody_inside_links_their_account_with_their_password(desk: BadgeDesk, boss: Browser) -> None:
    taras = desk.hall.colleague(boss, "taras")
    taras.get("/staff/me/security")
    assert taras.post("/staff/me/security/office", current="wrong password here").status_code == 403
    taras.get("/staff/me/security")
    taras.follow(taras.post("/staff/me/security/office", current=PASSWORD))
    back = desk.provider.authorize(address(taras.page), sub="taras-account")
    assert taras.follow(taras.get(back.removeprefix(HOME))).status_code == 200
    assert "The account is linked." in taras.said
    desk.open(trusted=True)
    later = desk.hall.browser()
    assert desk.come(later, sub="taras-account", email=None).headers["location"] == "/staff"


def test_an_account_is_one_persons(desk: BadgeDesk, boss: Browser, olena: Browser) -> None:
    desk.come(olena)
    taras = desk.hall.colleague(boss, "taras")
    taras.get("/staff/me/security")
    taras.follow(taras.post("/staff/me/security/office", current=PASSWORD))
    back = desk.provider.authorize(address(taras.page), **OLENA)
    assert taras.get(back.removeprefix(HOME)).status_code == 409
    assert "linked to somebody else" in taras.said
    assert desk.expected(boss, "taras").status_code == 409


def test_nobody_has_their_account_linked_by_somebody_elses_answer(desk: BadgeDesk, boss: Browser) -> None:
    taras = desk.hall.colleague(boss, "taras")
    taras.get("/staff/me/security")
    taras.follow(taras.post("/staff/me/security/office", current=PASSWORD))
    attacker = desk.hall.browser("192.0.2.9")
    mine = desk.provider.authorize(desk.begin(attacker), sub="attacker").removeprefix(HOME)
    assert taras.get(mine).status_code == 403
    assert not asyncio.run(desk.hall.store.roster.badges.badge(desk.hall.id("taras"))).linked


def test_an_account_is_unlinked_by_its_owner_and_by_another(desk: BadgeDesk, boss: Browser, olena: Browser) -> None:
    desk.come(olena)
    desk.expected(boss, "olena", "new@city.example.jp")
    assert desk.come(desk.hall.browser()).status_code == 403
    assert desk.come(desk.hall.browser(), sub="new", email="new@city.example.jp").status_code == 303
    olena.enter("olena")
    olena.get("/staff/me/security")
    assert olena.post("/staff/me/security/office/forget", current=PASSWORD).status_code == 303
    assert desk.come(desk.hall.browser(), sub="new", email="new@city.example.jp").status_code == 403
    kinds = [kind for _, kind, _, _ in desk.hall.deeds("badge-expected", "badge-linked", "badge-gone")]
    assert kinds == ["badge-expected", "badge-linked", "badge-expected", "badge-linked", "badge-gone"]


def test_an_address_has_the_form_of_one(desk: BadgeDesk, boss: Browser) -> None:
    assert desk.expected(boss, "boss", "no address").status_code == 422
    assert desk.expected(boss, "boss", "").status_code == 303


def test_only_an_administrator_notes_addresses(desk: BadgeDesk, boss: Browser, olena: Browser) -> None:
    olena.enter("olena")
    olena.get("/staff/me")
    person = f"/staff/people/{desk.hall.id('boss')}/office"
    assert olena.post(person, email="evil@city.example.jp").status_code == 403
    assert boss.inside()


def test_who_goes_is_told_how_to_go_there_too(desk: BadgeDesk, olena: Browser) -> None:
    desk.come(olena)
    olena.enter("olena")
    olena.get("/staff/me")
    olena.follow(olena.post("/staff/logout"))
    assert f"{desk.provider.issuer}/leave?client_id={CLIENT}" in unescape(olena.page)
    assert not olena.inside()
