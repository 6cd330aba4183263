"""Whatever the line and the floor: nobody is passed over, no hands get too full, and each sees what they may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given, strategies as st

from bot.counselor import AUTO_AWAY, Counselor, Level, Presence
from bot.handoff import turn
from bot.routing import Bridge, Busy, Floor, Later, Match, Ready, handed_out, route
from tests.bot.office import MONDAY, Weekly, case

if TYPE_CHECKING:
    from bot.case import Case

NOW = MONDAY
OFFICE = Weekly()
SOME = Level.SOME


def asked(language: str = "uk", **changes: object) -> Case:
    return replace(case(language=language), **changes)  # type: ignore[arg-type]


TAGS = ("uk", "ru", "ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "th")
COUNSELORS = st.builds(
    Counselor,
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.dictionaries(st.sampled_from(TAGS), st.sampled_from(Level), max_size=3),
    st.frozensets(st.sampled_from(["one", "two"])),
    st.sampled_from(Presence),
    st.sampled_from([None, NOW, NOW - AUTO_AWAY]),
    st.integers(0, 3),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
)
FLOORS = st.builds(
    Floor,
    st.lists(COUNSELORS, max_size=5, unique_by=lambda each: each.id),
    st.frozensets(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), max_size=8),
)
CASES = st.builds(
    asked,
    st.sampled_from(TAGS),
    team=st.sampled_from(["", "one"]),
    urgent=st.booleans(),
    restricted=st.booleans(),
    former=st.sampled_from([None, "a", "b"]),
    again=st.booleans(),
    opened=st.sampled_from([MONDAY - timedelta(minutes=minutes) for minutes in (1, 5, 9)]),
)


@given(CASES, FLOORS)
def test_a_route_only_names_people_who_may_and_can(one: Case, floor: Floor) -> None:
    people = {each.id: each for each in floor.staff}
    matches: tuple[Match, ...] = ()
    match route(one, floor, NOW, OFFICE):
        case Ready(found):
            matches = found
            assert matches
            assert all(
                one.urgent
                or (one.again and each.counselor == one.former)
                or people[each.counselor].load < people[each.counselor].capacity
                for each in matches
            )
            ranks = [each.bridge for each in matches if not (one.again and each.counselor == one.former)]
            assert ranks == sorted(ranks)
        case Busy(found):
            matches = found
            assert matches
            assert all(people[each.counselor].load >= people[each.counselor].capacity for each in matches)
        case Later(opens):
            assert opens is not None
            assert opens > NOW
    for each in matches:
        who = people[each.counselor]
        assert who.on_duty(NOW)
        assert not who.interprets
        assert not one.restricted or who.lead
        assert not one.team or one.team in who.teams
        assert (each.interpreter is not None) == (each.bridge is Bridge.INTERPRETER)
        assert (who.speaks(one.language) is not None) == (each.bridge <= Bridge.SOME)
        assert each.bridge <= Bridge.SOME or who.languages[each.language] is not SOME
    assert len({each.counselor for each in matches}) == len(matches)


@given(st.lists(CASES, max_size=6), FLOORS)
def test_handing_out_fills_nobodys_hands_too_full_and_passes_nobody_over(line: list[Case], floor: Floor) -> None:
    given_out = handed_out(line, floor, NOW)
    people, cases = {each.id: each for each in floor.staff}, {each.id: each for each in line}
    names = [name for name, _ in given_out]
    assert len(set(names)) == len(names)
    assert names == [each.id for each in sorted(line, key=turn) if each.id in set(names)]
    for name, who in people.items():
        calm = [case for case, match in given_out if match.counselor == name and not cases[case].urgent]
        assert not calm or len(calm) <= who.capacity - who.load
    for left in (each for each in line if each.id not in names):
        gets = {name: sum(match.counselor == name for _, match in given_out) for name in people}
        after = Floor([replace(each, load=each.load + gets[each.id]) for each in floor.staff], floor.pairs)
        assert not isinstance(route(left, after, NOW, OFFICE), Ready)


@given(st.lists(CASES, max_size=6, unique_by=lambda each: each.id), FLOORS)
def test_each_case_goes_to_the_first_who_could_take_it_in_its_turn(line: list[Case], floor: Floor) -> None:
    expected: list[tuple[str, Match]] = []
    for one in sorted(line, key=turn):
        staff = [
            replace(each, load=each.load + sum(m.counselor == each.id for _, m in expected)) for each in floor.staff
        ]
        found = route(one, Floor(staff, floor.pairs), NOW, OFFICE)
        if isinstance(found, Ready):
            expected.append((one.id, found.matches[0]))
    assert list(handed_out(line, floor, NOW)) == expected
