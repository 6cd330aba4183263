"""Whom a case is for: shown first to whoever speaks the resident's language and has a free hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.roster.people import Level, Role
from bot.counselor import AUTO_AWAY
from tests.console.conftest import at, numbers

if TYPE_CHECKING:
    from tests.console.conftest import Office

ENGLISH, JAPANESE = (("en", Level.NATIVE),), (("ja", Level.NATIVE),)


def test_a_case_is_for_whoever_speaks_its_language_and_others_see_whose_it_is(office: Office) -> None:
    olena, hana = office.desk("olena", speaks=ENGLISH), office.desk("hana", speaks=JAPANESE)
    case = office.do(office.scene.opened, "garbage")
    assert "for you" in olena.get("/staff/queue").text
    seen = hana.get("/staff/queue").text
    assert "for you" not in seen
    assert "for Olena Sato" in seen
    pane = hana.get(f"/staff/cases/{case.number}").text
    assert "Olena Sato is here, speaks English and has a free hand." in pane


def test_what_is_for_me_stands_before_what_is_for_others(office: Office) -> None:
    olena, taras = office.desk("olena", speaks=ENGLISH), office.desk("taras", speaks=ENGLISH)
    first = office.do(office.scene.opened, "garbage", talk="one")
    second = office.do(office.scene.opened, "garbage", talk="two")
    lists = [numbers(each.get("/staff/queue").text) for each in (olena, taras)]
    assert sorted(lists) == sorted([[first.number, second.number], [second.number, first.number]])


def test_nobody_of_the_language_means_a_banner_that_a_translation_is_needed(office: Office) -> None:
    hana = office.desk("hana", speaks=JAPANESE)
    case = office.do(office.scene.opened, "garbage")
    pane = hana.get(f"/staff/cases/{case.number}").text
    assert "Nobody who speaks English is here." in pane
    assert 'class="banner apart"' in pane
    assert hana.post(at(case, "claim")).status_code == 303
    assert "English is not among your languages." in hana.get(f"/staff/cases/{case.number}").text


def test_an_interpreter_helps_where_nobody_speaks_the_language(office: Office) -> None:
    hana = office.desk("hana", speaks=JAPANESE)
    office.desk("ivan", Role.INTERPRETER, speaks=(("en", Level.FLUENT), ("ja", Level.FLUENT)))
    case = office.do(office.scene.opened, "garbage")
    pane = hana.get(f"/staff/cases/{case.number}").text
    assert "You can take it, with Ivan Sato as interpreter." in pane


def test_who_gave_no_sign_of_life_is_away(office: Office) -> None:
    office.desk("olena", speaks=ENGLISH)
    office.scene.now += AUTO_AWAY - timedelta(seconds=1)
    hana = office.desk("hana", speaks=JAPANESE)
    office.do(office.scene.opened, "garbage")
    assert "for Olena Sato" in hana.get("/staff/queue").text
    office.scene.now += timedelta(seconds=1)
    assert "for Olena Sato" not in hana.get("/staff/queue").text


def test_full_hands_are_not_given_more(office: Office) -> None:
    olena = office.desk("olena", speaks=ENGLISH, capacity=1)
    office.do(office.scene.claimed, "garbage", talk="one", who=olena.person.who)
    case = office.do(office.scene.opened, "garbage", talk="two")
    assert "for you" not in olena.get("/staff/queue").text
    assert "have their hands full" in olena.get(f"/staff/cases/{case.number}").text


def test_the_team_sets_how_many_cases_one_takes_at_most(office: Office) -> None:
    office.scene.office.most = 1
    olena = office.desk("olena", speaks=ENGLISH)
    office.do(office.scene.claimed, "garbage", talk="one", who=olena.person.who)
    case = office.do(office.scene.opened, "garbage", talk="two")
    refused = olena.post(at(case, "claim"))
    assert refused.status_code == 409
    assert "as many cases as you can take" in refused.text
