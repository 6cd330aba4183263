"""Who is shown a case, who gets it, and how they understand each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.counselor import AUTO_AWAY, Counselor, Level, Presence, kin
from bot.routing import Bridge, Busy, Floor, Later, Match, Ready, handed_out, matched, route
from tests.bot.office import MONDAY, TUESDAY_10, Weekly, case

if TYPE_CHECKING:
    from bot.case import Case

NOW = MONDAY
OFFICE = Weekly()
NATIVE, FLUENT, SOME = Level.NATIVE, Level.FLUENT, Level.SOME


def counselor(name: str, **spoken: Level) -> Counselor:
    languages = {tag.replace("_", "-"): level for tag, level in spoken.items()}
    return Counselor(name, languages, frozenset({"one"}), Presence.HERE, NOW, capacity=3)


def interpreter(name: str, **spoken: Level) -> Counselor:
    return replace(counselor(name, **spoken), interprets=True)


def asked(language: str = "uk", **changes: object) -> Case:
    return replace(case(language=language), **changes)  # type: ignore[arg-type]


OLENA = counselor("olena", uk=NATIVE, ja=FLUENT)
IVAN = counselor("ivan", uk=FLUENT, ru=NATIVE, ja=FLUENT)
HANA = counselor("hana", uk=SOME, ja=NATIVE)
KEN = counselor("ken", ja=NATIVE, en=FLUENT)
MEI = counselor("mei", zh_Hans=NATIVE, ja=FLUENT)
HELPER = interpreter("helper", uk=NATIVE, ja=FLUENT)
MACHINE = (("uk", "ja"), ("ja", "uk"), ("uk", "en"), ("en", "uk"), ("th", "ja"))


@pytest.mark.parametrize(
    ("staff", "language", "best_first"),
    [
        ((KEN, HANA, IVAN, OLENA), "uk", [("olena", Bridge.NATIVE), ("ivan", Bridge.FLUENT), ("hana", Bridge.SOME)]),
        ((KEN, MEI), "zh-Hant", [("mei", Bridge.NATIVE)]),  # another way of writing, the same language
        ((KEN,), "ja-easy", [("ken", Bridge.NATIVE)]),
        ((KEN,), "uk", []),
        ((KEN, HELPER), "uk", [("ken", Bridge.INTERPRETER)]),
        ((KEN, HELPER), "th", []),
        ((KEN, HANA, HELPER), "uk", [("hana", Bridge.SOME), ("ken", Bridge.INTERPRETER)]),
        ((HELPER,), "uk", []),  # who interprets takes no case
        ((KEN, replace(HELPER, languages={"uk": SOME, "ja": NATIVE})), "uk", []),
        ((), "uk", []),
    ],
)
def test_the_same_language_comes_first_then_an_interpreter(
    staff: tuple[Counselor, ...], language: str, best_first: list[tuple[str, Bridge]]
) -> None:
    found = matched(asked(language), Floor(staff), NOW)
    assert [(match.counselor, match.bridge) for match in found] == best_first


@pytest.mark.parametrize(
    ("staff", "language", "expected"),
    [
        ((KEN, OLENA), "uk", [Match("olena", Bridge.NATIVE, "uk"), Match("ken", Bridge.TRANSLATION, "ja")]),
        ((KEN, HELPER), "uk", [Match("ken", Bridge.INTERPRETER, "ja", "helper")]),
        ((KEN,), "th", []),  # one way only is half a talk
        ((KEN,), "ru", []),
        ((counselor("eve", en=NATIVE),), "uk", [Match("eve", Bridge.TRANSLATION, "en")]),
        ((counselor("eve", en=SOME, ja=SOME),), "uk", []),  # a machine needs somebody who reads what it writes
    ],
)
def test_a_machine_translates_where_nobody_speaks_the_language(
    staff: tuple[Counselor, ...], language: str, expected: list[Match]
) -> None:
    assert list(matched(asked(language), Floor(staff, MACHINE), NOW)) == expected


def test_only_a_translation_needs_a_banner() -> None:
    assert [bridge for bridge in Bridge if bridge.banner] == [Bridge.TRANSLATION]


def test_of_equals_the_one_with_the_emptier_hands_comes_first_then_by_name() -> None:
    staff = (replace(OLENA, load=2), replace(OLENA, id="oksana", load=1), replace(OLENA, id="bohdana", load=1))
    assert [match.counselor for match in matched(asked(), Floor(staff), NOW)] == ["bohdana", "oksana", "olena"]
    wide = replace(OLENA, id="wide", load=2, capacity=20)
    assert matched(asked(), Floor((*staff, wide)), NOW)[0].counselor == "wide"


@pytest.mark.parametrize(
    ("changed", "there"),
    [
        (replace(OLENA, presence=Presence.AWAY), False),
        (replace(OLENA, seen=None), False),
        (replace(OLENA, seen=NOW - AUTO_AWAY), False),
        (replace(OLENA, seen=NOW - AUTO_AWAY + timedelta(seconds=1)), True),
        (replace(OLENA, teams=frozenset()), False),
        (replace(OLENA, teams=frozenset({"one", "two"})), True),
    ],
)
def test_only_who_is_here_and_in_the_team_is_shown_a_case(changed: Counselor, *, there: bool) -> None:
    assert bool(matched(asked(team="one"), Floor((changed,)), NOW)) is there


def test_a_case_of_no_team_is_everybodys_and_a_restricted_one_the_leads() -> None:
    lead = replace(IVAN, lead=True, teams=frozenset())
    assert [match.counselor for match in matched(asked(), Floor((OLENA, lead)), NOW)] == ["olena", "ivan"]
    assert [match.counselor for match in matched(asked(restricted=True), Floor((OLENA, lead)), NOW)] == ["ivan"]


def test_who_has_a_free_hand_is_ready_and_full_hands_are_shown_the_line() -> None:
    full = replace(OLENA, load=3)
    assert route(asked(), Floor((OLENA,)), NOW, OFFICE) == Ready((Match("olena", Bridge.NATIVE, "uk"),))
    assert route(asked(), Floor((full,)), NOW, OFFICE) == Busy((Match("olena", Bridge.NATIVE, "uk"),))


def test_a_pair_with_a_free_hand_does_not_wait_for_a_native_with_full_ones() -> None:
    found = route(asked(), Floor((replace(OLENA, load=3), KEN), MACHINE), NOW, OFFICE)
    assert found == Ready((Match("ken", Bridge.TRANSLATION, "ja"),))


def test_somebody_in_danger_waits_for_no_free_hand() -> None:
    found = route(asked(urgent=True), Floor((replace(OLENA, load=3), KEN), MACHINE), NOW, OFFICE)
    assert isinstance(found, Ready)
    assert [match.counselor for match in found.matches] == ["olena", "ken"]


@pytest.mark.parametrize(
    ("language", "opens"),
    [("uk", TUESDAY_10), ("en", MONDAY.replace(hour=13)), ("th", TUESDAY_10)],  # for th whoever opens first
)
def test_with_nobody_there_the_next_opening_is_told(language: str, opens: object) -> None:
    assert route(asked(language), Floor((replace(OLENA, presence=Presence.AWAY),)), NOW, OFFICE) == Later(opens)  # type: ignore[arg-type]


def test_an_office_that_never_opens_has_no_next_opening() -> None:
    assert route(asked(), Floor(()), NOW, Weekly(never=True)) == Later(None)


@pytest.mark.parametrize(
    ("again", "former", "first"),
    [(True, "ivan", "ivan"), (False, "ivan", "olena"), (True, "gone", "olena"), (True, None, "olena")],
)
def test_the_same_matter_goes_to_the_same_counselor_if_at_work(*, again: bool, former: str | None, first: str) -> None:
    floor = Floor((OLENA, replace(IVAN, load=3 if again and former == "ivan" else 0)))
    found = route(asked(former=former, again=again), floor, NOW, OFFICE)
    assert isinstance(found, Ready)
    assert found.matches[0].counselor == first
    assert {match.counselor for match in found.matches} == {"olena", "ivan"}


def test_the_same_counselor_who_is_away_is_not_waited_for() -> None:
    floor = Floor((OLENA, replace(IVAN, seen=NOW - AUTO_AWAY)))
    found = route(asked(former="ivan", again=True), floor, NOW, OFFICE)
    assert found == Ready((Match("olena", Bridge.NATIVE, "uk"),))


def test_while_the_same_counselor_is_away_their_team_comes_first() -> None:
    team = frozenset({"ukraine"})
    away = replace(IVAN, seen=NOW - AUTO_AWAY, teams=team)
    mate = replace(OLENA, id="zoya", teams=team, load=2)
    found = route(asked(former="ivan", again=True), Floor((OLENA, mate, away)), NOW, OFFICE)
    assert isinstance(found, Ready)
    assert [each.counselor for each in found.matches] == ["zoya", "olena"]
    other = route(asked(former="ivan"), Floor((OLENA, mate, away)), NOW, OFFICE)
    assert isinstance(other, Ready)
    assert [each.counselor for each in other.matches] == ["olena", "zoya"]


def test_a_team_that_needs_an_interpreter_does_not_come_before_the_language() -> None:
    team = frozenset({"ukraine"})
    away = replace(IVAN, seen=NOW - AUTO_AWAY, teams=team)
    mate = replace(KEN, teams=team)
    found = route(asked(former="ivan", again=True), Floor((OLENA, mate, HELPER, away)), NOW, OFFICE)
    assert isinstance(found, Ready)
    assert [each.counselor for each in found.matches] == ["olena", "ken"]


def test_the_same_counselor_who_comes_back_is_handed_it_whatever_else_they_have() -> None:
    one = asked(former="ivan", again=True)
    back = replace(IVAN, load=9, capacity=1)
    assert handed_out((one,), Floor((OLENA, back)), NOW)[0][1].counselor == "ivan"
    gone = replace(back, seen=NOW - AUTO_AWAY)
    assert handed_out((one,), Floor((OLENA, gone)), NOW)[0][1].counselor == "olena"


def test_the_line_is_handed_out_in_its_turn_urgent_ones_first() -> None:
    late, early = (asked(opened=MONDAY - timedelta(minutes=ago)) for ago in (5, 50))
    urgent = asked(opened=MONDAY, urgent=True)
    given = handed_out((late, urgent, early), Floor((replace(OLENA, capacity=2),)), NOW)
    assert [name for name, _ in given] == [urgent.id, early.id]


def test_the_line_is_shared_among_equals() -> None:
    floor = Floor((OLENA, replace(OLENA, id="oksana")))
    given = handed_out([asked() for _ in range(4)], floor, NOW)
    assert sorted(match.counselor for _, match in given) == ["oksana", "oksana", "olena", "olena"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("zh-Hans", "zh-Hant", True), ("ja", "ja-easy", True), ("uk", "ru", False), ("id", "it", False)],
)
def test_one_language_may_be_written_in_two_ways(one: str, other: str, *, same: bool) -> None:
    assert kin(one, other) is same


def test_the_tag_itself_counts_before_its_kin() -> None:
    both = counselor("li", zh_Hans=NATIVE, zh_Hant=SOME)
    assert (both.speaks("zh-Hant"), both.speaks("zh-Hans")) == (SOME, NATIVE)
    assert counselor("wu", zh_Hans=SOME, zh_TW=FLUENT).speaks("zh-Hant") is FLUENT
